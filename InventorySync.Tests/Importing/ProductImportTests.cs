using InventorySync.Domain.Audit;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Common;
using InventorySync.Domain.Importing;
using InventorySync.Domain.Lists;
using InventorySync.Tests.Catalog;

namespace InventorySync.Tests.Importing;

public sealed class ProductImportTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task Products_come_in_with_their_variants_codes_categories_and_all_that_lists_need()
    {
        var run = await shop.ImportAsync("""
            Product key,Name,SKU,Size,Colour,EAN,Price,Former price,Cost,Category,Brand,Tags,Status,Weight (g)
            tee,Tee Alma,ALMA-S,S,red,4006381333931,19.90,24.90,8,Clothing > Shirts,Nordwind,"summer, gift",active,180
            tee,,ALMA-M,M,red,,19.90,,8.20,,,,,185
            ,Mug Bora,BORA,,,,7.50,,,Kitchen,Nordwind,,draft,
            """);

        Assert.Equal((ImportState.Done, new ImportCounts(3, 0, 0, 0)), (run.State, run.Counts));
        var list = await shop.Get<ProductList>().PageAsync(new ListRequest { Search = "alma" });
        var row = Assert.Single(list.Rows);
        Assert.Equal(("Tee Alma", "Shirts", "Nordwind", "gift, summer", 2, 19.90m), (row.Name, row.Category, row.Brand, row.Tags, row.Variants, row.LowestPrice));
        var product = await shop.ProductAsync(row.Id);
        Assert.Equal(["Size", "Colour"], product.Options.Select(o => o.Name));
        var small = product.Variants.Single(v => v.Sku == "ALMA-S");
        Assert.Equal(["S", "red"], small.OptionValues);
        Assert.Equal((24.90m, 8m, 180m, "4006381333931"), (small.CompareAtPrice, small.Cost, small.WeightGrams, small.Barcodes.Single().Code));
        Assert.Equal("Mug Bora", (await shop.Get<ProductList>().PageAsync(new ListRequest { Search = "bora" })).Rows.Single().Name);
        Assert.Equal(ProductStatus.Draft, (await shop.Get<ProductList>().PageAsync(new ListRequest { Search = "bora" })).Rows.Single().Status);
        Assert.Equal("created", (await shop.Get<AuditTrail>().OfAsync(nameof(Product), row.Id)).Single().Action);
        await using var db = shop.Db();
        Assert.Equal(1, await db.Outbox.CountAsync(m => m.Kind == nameof(ProductCreated) && m.Subject == $"product:{row.Id}"));
    }

    [Fact]
    public async Task The_same_file_twice_changes_nothing()
    {
        const string Csv = """
            SKU,Name,Price,Category
            TWICE-1,Twice one,3,Twice
            TWICE-2,Twice two,4,Twice
            """;
        await shop.ImportAsync(Csv);

        var again = await shop.CheckedAsync(Csv);

        Assert.Equal(new ImportCounts(0, 0, 2, 0), again.Counts);
        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => shop.Get<Imports>().RunAsync(again.Id));
        Assert.Equal("There is nothing to import: no row would change anything.", refused.Message);
    }

    [Fact]
    public async Task Changed_prices_stand_in_the_price_history_and_in_the_history_of_the_product()
    {
        var variant = await shop.GivenVariantOfAsync("Priced", price: 10, sku: "PRICED-1");

        var run = await shop.ImportAsync("SKU;Preis;Bezeichnung\nPRICED-1;12,50;Priced better\n", "products");

        Assert.Equal(new ImportCounts(0, 1, 0, 0), run.Counts);
        var after = await shop.ProductAsync(variant.ProductId);
        Assert.Equal(("Priced better", 12.50m), (after.Name, after.Variants[0].Price));
        Assert.Equal(("Import of goods.csv", 10m, 12.5m), (await shop.Get<PriceHistory>().OfProductAsync(variant.ProductId)).Select(c => (c.Reason, c.From!.Value, c.To!.Value)).Single());
        var told = (await shop.Get<AuditTrail>().OfAsync(nameof(Product), variant.ProductId)).SelectMany(e => e.Fields).Select(f => (f.Name, f.From, f.To)).ToList();
        Assert.Contains(("Name", "Priced", "Priced better"), told);
        Assert.Contains(("PRICED-1: Price", "10", "12.5"), told);
    }

    [Fact]
    public async Task Wrong_rows_are_named_and_the_good_ones_come_in()
    {
        var run = await shop.ImportAsync("""
            SKU,Name,Price,EAN
            ROW-1,Good,3,
            ROW-2,No price,,
            ROW-3,Word for a price,cheap,
            ROW-4,Wrong check digit,4,4006381333932
            ROW-1,Twice in the file,9,
            """);

        Assert.Equal(new ImportCounts(1, 0, 0, 4), run.Counts);
        var rows = await shop.RowsAsync(run);
        Assert.Equal("A new variant has a price. Enter it, 0 where it costs nothing.", rows.Single(r => r.Id == 3).Problem!.ToString());
        Assert.Equal("price", rows.Single(r => r.Id == 4).Field);
        Assert.Equal("The last digit of 4006381333932 should be 1. Scan it again or correct the digits.", rows.Single(r => r.Id == 5).Problem!.ToString());
        Assert.Equal("“ROW-1” stands in row 2 already, and again here in row 6. Keep one of them.", rows.Single(r => r.Id == 6).Problem!.ToString());
    }

    [Fact]
    public async Task All_or_nothing_imports_nothing_while_a_row_is_wrong()
    {
        var run = await shop.CheckedAsync("SKU,Name,Price\nALL-1,All one,3\nALL-2,All two,\n", options: new ImportOptions { AllOrNothing = true });

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => shop.Get<Imports>().RunAsync(run.Id));

        Assert.Equal("1 rows are wrong, and you chose all or nothing. Correct them, or choose to import the good rows.", refused.Message);
    }

    [Fact]
    public async Task All_or_nothing_takes_everything_back_when_a_row_became_wrong_after_the_check()
    {
        var run = await shop.CheckedAsync("SKU,Name,Price,Barcode\nLATE-1,Late one,3,\nLATE-2,Late two,4,96385074\n", options: new ImportOptions { AllOrNothing = true });
        await shop.Get<Products>().CreateAsync(CatalogGoods.Plain("Took the code") with { Variants = [new VariantDetails { Sku = "TOOK", Price = 1, Barcodes = ["96385074"] }] });

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => shop.GoOnAsync(run.Id));

        Assert.StartsWith("Row 3 is wrong, so nothing was imported:", refused.Message, StringComparison.Ordinal);
        await using var db = shop.Db();
        Assert.False(await db.Variants.AnyAsync(v => v.Sku == "LATE-1"));
        Assert.Equal(ImportState.Failed, (await shop.Get<Imports>().FindAsync(run.Id)).State);
    }

    [Fact]
    public async Task An_import_is_taken_back_and_what_was_changed_since_stays()
    {
        var old = await shop.GivenVariantOfAsync("Undo old", price: 10, sku: "UNDO-OLD");
        var kept = await shop.GivenVariantOfAsync("Undo kept", price: 10, sku: "UNDO-KEPT");
        var run = await shop.ImportAsync("SKU,Name,Price\nUNDO-OLD,Undo old,11\nUNDO-KEPT,Undo kept,12\nUNDO-NEW,Undo new,5\n");
        var now = await shop.VariantAsync(kept.Id);
        await shop.Get<Variants>().ChangeAsync(kept.Id, now.Version, VariantDetails.Of(now) with { Price = 13 });

        var undone = await shop.UndoneAsync(run.Id);

        Assert.Equal((ImportState.Done, 2), (undone.State, undone.TakenBack));
        Assert.Equal(10m, (await shop.VariantAsync(old.Id)).Price);
        Assert.Equal(13m, (await shop.VariantAsync(kept.Id)).Price);
        await using var db = shop.Db();
        Assert.False(await db.Products.AnyAsync(p => p.Name == "Undo new"));
        Assert.Equal("“Price” was changed since, from “12” to “13”.", (await shop.RowsAsync(undone)).Single(r => r.Key == "UNDO-KEPT").Problem!.ToString());
    }

    [Fact]
    public async Task Empty_cells_leave_what_is_there_or_take_it_away_as_chosen()
    {
        var product = await shop.Get<Products>().CreateAsync(CatalogGoods.Plain("Empty") with { Variants = [new VariantDetails { Sku = "EMPTY-1", Price = 5, Cost = 2 }] });

        var left = await shop.CheckedAsync("SKU,Cost,Price\nEMPTY-1,,5\n", "products");
        Assert.Equal(new ImportCounts(0, 0, 1, 0), left.Counts);
        var cleared = await shop.ImportAsync("SKU,Cost,Price\nEMPTY-1,,5\n", "products", new ImportOptions { EmptyCells = EmptyCells.Clear });

        Assert.Equal(new ImportCounts(0, 1, 0, 0), cleared.Counts);
        Assert.Null((await shop.ProductAsync(product)).Variants[0].Cost);
    }

    [Fact]
    public async Task Columns_that_are_not_used_are_named()
    {
        var id = await shop.TakenInAsync("SKU,Name,Price,Shoe size of the owner\nUNUSED-1,Unused,3,43\n");

        Assert.Equal(["Shoe size of the owner"], (await shop.Get<Imports>().FindAsync(id)).Unused);
    }
}
