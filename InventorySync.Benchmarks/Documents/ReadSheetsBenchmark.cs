using System.Diagnostics;
using System.Globalization;
using InventorySync.Domain.Importing;
using InventorySync.Integrations.Documents;

namespace InventorySync.Benchmarks.Documents;

/// <summary>How fast rows come out of files that people bring, and that a larger file takes no more memory.</summary>
public sealed class ReadSheetsBenchmark : IBenchmark
{
    private const int Usual = 500_000;

    private static readonly SheetColumn[] Columns =
    [
        new("SKU"), new("Name"), new("Barcode"), new("Brand"), new("Category"), new("Price", SheetFormat.Money), new("Cost", SheetFormat.Money),
        new("Quantity", SheetFormat.Whole), new("Weight", SheetFormat.Number), new("Since", SheetFormat.Date), new("Active", SheetFormat.YesNo), new("Note"),
    ];

    public string Name => "read-sheets";

    public string Summary => "rows of 12 columns a second out of CSV and Excel, without what is done with them; memory";

    public async Task<Figures> RunAsync(BenchmarkOptions options, CancellationToken ct)
    {
        var rows = Math.Max(10_000, options.Size ?? Usual);
        var (csv, excel) = (Path.Combine(options.Data, "rows.csv"), Path.Combine(options.Data, "rows.xlsx"));
        await using (var file = File.Create(csv))
        await using (var sheet = await CsvSheet.StartAsync(file, Columns, byteOrderMark: false))
            await WriteAsync(sheet, rows, ct);
        await using (var file = File.Create(excel))
        using (var sheet = await ExcelSheet.StartAsync(file, "Rows", Columns, ct))
            await WriteAsync(sheet, rows, ct);

        var small = await ReadAsync(csv, SheetKind.Csv, rows / 10, ct);
        var csvRun = await ReadAsync(csv, SheetKind.Csv, rows, ct);
        await ReadAsync(excel, SheetKind.Excel, rows / 10, ct);
        var excelRun = await ReadAsync(excel, SheetKind.Excel, rows, ct);
        return new Figures(this, options).Size(rows).Seconds(csvRun.Seconds + excelRun.Seconds).PerSecond(csvRun.PerSecond).PeakMegabytes(Math.Max(csvRun.Megabytes, excelRun.Megabytes))
            .More("csv_per_second", Figures.Rounded(csvRun.PerSecond)).More("xlsx_per_second", Figures.Rounded(excelRun.PerSecond))
            .More("csv_cpu_seconds", Figures.Rounded(csvRun.CpuSeconds)).More("xlsx_cpu_seconds", Figures.Rounded(excelRun.CpuSeconds))
            .Check("every_row_was_read", csvRun.Rows == rows && excelRun.Rows == rows && small.Rows == rows / 10)
            .Check("grows_by_less_than_50_mb", Math.Max(csvRun.Megabytes, excelRun.Megabytes) < 50);
    }

    private static async Task WriteAsync(ISheetWriter sheet, int rows, CancellationToken ct)
    {
        for (var i = 0; i < rows; i++)
        {
            await sheet.WriteAsync(
                [
                    string.Create(CultureInfo.InvariantCulture, $"SKU-{i:0000000}"), $"Enamel kettle {i}, blue", string.Create(CultureInfo.InvariantCulture, $"29{i:00000000000}"), $"Brand {i % 200}", $"Kitchen > Kettles {i % 40}",
                    i % 9000 / 100m, i % 5000 / 100m, i % 400, i % 300 / 1000m, new DateOnly(2026, 1, 1).AddDays(i % 300), i % 7 > 0, i % 10 == 0 ? "Say \"when\", please" : null,
                ],
                ct);
        }

        await sheet.FinishAsync(ct);
    }

    private static async Task<Run> ReadAsync(string path, SheetKind kind, int most, CancellationToken ct)
    {
        await using var file = File.OpenRead(path);
        using var memory = MemoryWatch.Start();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var rows = 0;
        await foreach (var _ in new SheetReader(new()).ReadAsync(file, new SheetReading { Kind = kind }, ct))
        {
            if (++rows == most)
                break;
        }

        return new Run(rows, watch.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds, memory.GrownMegabytes);
    }

    private sealed record Run(int Rows, double Seconds, double CpuSeconds, double Megabytes)
    {
        public double PerSecond => Rows / Seconds;
    }
}
