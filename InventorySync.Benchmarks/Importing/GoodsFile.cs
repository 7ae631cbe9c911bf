using InventorySync.Domain.Catalog;
using InventorySync.Integrations.Documents;

namespace InventorySync.Benchmarks.Importing;

/// <summary>A file of goods as a shop brings it: two variants to a product, with codes, prices, categories and brands.</summary>
internal static class GoodsFile
{
    private static readonly string[] Adjectives = ["Small", "Large", "Round", "Enamel", "Oak", "Linen", "Blue", "Copper", "Travel", "Garden", "Matt", "Folding"];
    private static readonly string[] Nouns = ["lamp", "notebook", "kettle", "backpack", "cushion", "teapot", "blanket", "trowel", "puzzle", "candle", "saucepan", "towel"];

    private static readonly SheetColumn[] Columns =
    [
        new("Product key"), new("Name"), new("SKU"), new("Size"), new("Barcode"), new("Price", SheetFormat.Money), new("Former price", SheetFormat.Money),
        new("Cost", SheetFormat.Money), new("Category"), new("Brand"), new("Tags"), new("Weight (g)", SheetFormat.Number),
    ];

    public static async Task WriteAsync(string path, int rows, string prefix, bool excel, CancellationToken ct)
    {
        await using var file = File.Create(path);
        if (excel)
        {
            using var sheet = await ExcelSheet.StartAsync(file, "Goods", Columns, ct);
            await WriteAsync(sheet, rows, prefix, ct);
        }
        else
        {
            await using var sheet = await CsvSheet.StartAsync(file, Columns, byteOrderMark: true);
            await WriteAsync(sheet, rows, prefix, ct);
        }
    }

    private static async Task WriteAsync(ISheetWriter sheet, int rows, string prefix, CancellationToken ct)
    {
        for (var number = 1; number <= rows; number++)
        {
            var product = (number + 1) / 2;
            var digits = FormattableString.Invariant($"{(prefix == "SKU" ? "29" : "28")}{number:0000000000}");
            await sheet.WriteAsync(
            [
                FormattableString.Invariant($"{prefix}-product-{product}"),
                FormattableString.Invariant($"{Adjectives[product % 12]} {Nouns[product / 12 % 12]} {product}"),
                FormattableString.Invariant($"{prefix}-{number:0000000}"),
                number % 2 == 1 ? "S" : "L",
                digits + FormattableString.Invariant($"{Barcode.CheckDigit(digits)}"),
                5m + number % 900 * 0.1m,
                number % 5 == 0 ? 100m + number % 900 * 0.1m : null,
                2m + number % 300 * 0.01m,
                FormattableString.Invariant($"Branch {product % 10} > Twig {product % 80}"),
                FormattableString.Invariant($"Brand {product % 200}"),
                product % 3 == 0 ? "season, gift" : null,
                100m + number % 50,
            ], ct);
        }

        await sheet.FinishAsync(ct);
    }
}
