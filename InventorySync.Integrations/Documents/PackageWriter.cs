using System.IO.Compression;
using System.Text.Json;

namespace InventorySync.Integrations.Documents;

/// <summary>Writes tables as CSV and files as they are into a zip, one after the other, and at the end what is in it.</summary>
public sealed class PackageWriter(Stream target) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly ZipArchive _zip = new(target, ZipArchiveMode.Create, leaveOpen: true);
    private readonly List<PackageTable> _tables = [];
    private readonly List<string> _files = [];

    public async Task TableAsync(string name, IReadOnlyList<string> columns, IAsyncEnumerable<object?[]> rows, CancellationToken ct)
    {
        await using var part = await _zip.CreateEntry($"{name}.csv", CompressionLevel.Fastest).OpenAsync(ct);
        await using var sheet = await CsvSheet.StartAsync(part, [.. columns.Select(c => new SheetColumn(c))], byteOrderMark: true);
        var count = 0L;
        await foreach (var row in rows.WithCancellation(ct))
        {
            await sheet.WriteAsync(row, ct);
            count++;
        }

        await sheet.FinishAsync(ct);
        _tables.Add(new PackageTable(name, count));
    }

    public async Task FileAsync(string path, Stream content, CancellationToken ct)
    {
        // pictures are packed already
        await using var part = await _zip.CreateEntry(path, CompressionLevel.NoCompression).OpenAsync(ct);
        await content.CopyToAsync(part, ct);
        _files.Add(path);
    }

    public async Task FinishAsync(PackageManifest about, CancellationToken ct)
    {
        await using var part = await _zip.CreateEntry(PackageManifest.Path, CompressionLevel.Fastest).OpenAsync(ct);
        await JsonSerializer.SerializeAsync(part, about with { Tables = _tables, Files = _files }, Json, ct);
    }

    public void Dispose() => _zip.Dispose();
}
