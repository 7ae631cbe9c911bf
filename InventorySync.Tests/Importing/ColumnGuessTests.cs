using FsCheck;
using FsCheck.Fluent;
using InventorySync.Domain.Importing;

namespace InventorySync.Tests.Importing;

public sealed class ColumnGuessTests
{
    [Theory]
    [InlineData("SKU,Product name,Price,EAN", "sku,name,price,barcode")]
    [InlineData("Artikelnummer,Bezeichnung,VK-Preis,EK-Preis,Warengruppe,Hersteller", "sku,name,price,cost,category,brand")]
    [InlineData("Référence,Désignation,Prix de vente,Code-barres,Marque,Poids (g)", "sku,name,price,barcode,brand,weight")]
    [InlineData("Código de artículo,Nombre,Precio,Código de barras,Categoría", "sku,name,price,barcode,category")]
    [InlineData("Msimbo,Jina,Bei,Msimbo pau,Chapa", "sku,name,price,barcode,brand")]
    [InlineData("Item  CODE,TITLE,price,notes of the owner", "sku,name,price,")]
    public void Headings_are_understood_in_five_languages(string headings, string fields)
    {
        var look = new SheetLook(new SheetReading(), headings.Split(','), []);

        Assert.Equal(fields.Split(','), ColumnGuess.For(new ProductsKind(), look));
    }

    [Fact]
    public void A_column_of_barcodes_is_known_by_what_stands_in_it()
    {
        SheetRow[] rows = [.. new[] { "4006381333931", "96385074", "036000291452" }.Select((code, i) => new SheetRow(i + 2, [new SheetCell($"A-{i}", CellKind.Text), new SheetCell(code, CellKind.Text)]))];

        Assert.Equal(["sku", "barcode"], ColumnGuess.For(new ProductsKind(), new SheetLook(new SheetReading(), ["SKU", "Spalte 7"], rows)));
    }

    [Fact]
    public void A_code_is_known_by_the_row_in_which_it_stood_first() => Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>[]>(), words =>
    {
        var seen = new SeenKeys();
        var first = new Dictionary<string, int>();
        for (var row = 0; row < words.Length; row++)
        {
            var expected = first.TryGetValue(words[row].Get, out var earlier) ? earlier : (int?)null;
            first.TryAdd(words[row].Get, row);
            if (seen.Note("sku", words[row].Get, row) != expected)
                return false;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_million_codes_are_told_apart()
    {
        var seen = new SeenKeys();

        for (var row = 0; row < 1_000_000; row++)
            Assert.Null(seen.Note("sku", FormattableString.Invariant($"SKU-{row:0000000}"), row));

        Assert.Equal(77_777, seen.Note("sku", "SKU-0077777", 1_000_001));
    }
}
