using InventorySync.Domain.Catalog;
using InventorySync.Domain.Common;
using InventorySync.Domain.Importing;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Catalog;

namespace InventorySync.Tests.Importing;

public sealed class BulkChangesTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task Many_products_change_together_after_a_look_and_what_is_refused_stays_as_it_was()
    {
        var category = await shop.Get<Categories>().CreateAsync(new CategoryDetails { Name = "Bulk" });
        var dear = await shop.GivenVariantOfAsync("Dear", price: 100);
        var cheap = await shop.GivenVariantOfAsync("Cheap", price: 3, sku: "CHEAP-1");

        var run = await LookedAtAsync([dear.ProductId, cheap.ProductId], new BulkEdit { CategoryId = category, AddTagText = "sale", WarrantyMonths = 12, PriceStep = PriceStep.Amount, PriceBy = -5 });
        Assert.Equal((ImportState.Ready, new ImportCounts(0, 3, 0, 1)), (run.State, run.Counts));
        Assert.Equal(100m, (await shop.VariantAsync(dear.Id)).Price);
        run = await shop.GoOnAsync(run.Id);

        var changed = await shop.ProductAsync(dear.ProductId);
        Assert.Equal((category, 12, 95m), (changed.CategoryId, changed.WarrantyMonths, changed.Variants[0].Price));
        Assert.Equal(["sale"], changed.Tags);
        Assert.Equal(("Bulk edit", 100m, 95m), (await shop.Get<PriceHistory>().OfProductAsync(dear.ProductId)).Select(c => (c.Reason, c.From!.Value, c.To!.Value)).Single());
        Assert.Equal(3m, (await shop.VariantAsync(cheap.Id)).Price);
        Assert.Equal("CHEAP-1", (await shop.RowsAsync(run)).Single(r => r.Outcome == RowOutcome.Wrong).Key);
    }

    [Fact]
    public async Task A_bulk_change_is_taken_back_row_by_row()
    {
        var one = await shop.GivenVariantOfAsync("Back one", price: 20);
        var other = await shop.GivenVariantOfAsync("Back other", price: 30);
        var run = await LookedAtAsync([one.ProductId, other.ProductId], new BulkEdit { Status = ProductStatus.Discontinued, AddTagText = "gone", PriceStep = PriceStep.Percent, PriceBy = 10 });
        await shop.GoOnAsync(run.Id);
        var now = await shop.VariantAsync(other.Id);
        await shop.Get<Variants>().ChangeAsync(other.Id, now.Version, VariantDetails.Of(now) with { Price = 40 });

        var undone = await shop.UndoneAsync(run.Id);

        Assert.Equal(3, undone.TakenBack);
        var (first, second) = (await shop.ProductAsync(one.ProductId), await shop.ProductAsync(other.ProductId));
        Assert.Equal((ProductStatus.Active, 20m, 0), (first.Status, first.Variants[0].Price, first.Tags.Count));
        Assert.Equal((ProductStatus.Active, 40m), (second.Status, second.Variants[0].Price));
    }

    [Fact]
    public async Task All_that_match_are_changed_also_those_on_other_pages()
    {
        for (var i = 0; i < 130; i++)
            await shop.GivenProductAsync($"Bulkmatch {i}", price: 10);
        var keys = await shop.Get<ProductList>().KeysAsync(new ListRequest { Search = "bulkmatch", Take = 10 });

        var run = await LookedAtAsync(keys, new BulkEdit { Status = ProductStatus.Discontinued, PriceStep = PriceStep.Percent, PriceBy = 10, Rounding = PriceRounding.EndsIn99 });
        await shop.GoOnAsync(run.Id);

        var page = await shop.Get<ProductList>().PageAsync(new ListRequest { Search = "bulkmatch", Filters = [new ListFilter("status", FilterOperator.Is, "Discontinued"), new ListFilter("lowestPrice", FilterOperator.Is, "10.99")] });
        Assert.Equal(130, page.Total);
    }

    [Fact]
    public async Task Products_are_archived_together_at_once()
    {
        var product = await shop.GivenProductAsync("To the archive");

        var runId = await shop.Get<BulkChanges>().ChangeProductsAsync([product], new BulkEdit { Archived = true }, atOnce: true);
        await shop.WorkAsync((await shop.Get<Imports>().FindAsync(runId)).TaskId!.Value);

        Assert.True((await shop.ProductAsync(product)).Archived);
        Assert.Equal(ImportState.Done, (await shop.Get<Imports>().FindAsync(runId)).State);
    }

    [Fact]
    public async Task Stock_of_chosen_rows_is_set_and_taken_back()
    {
        var place = await shop.GivenLocationAsync("Bulk store");
        var tea = await shop.GivenVariantOfAsync("Bulk tea");
        await shop.Get<Adjusting>().ReceiveAsync(new StockReceipt { VariantId = tea.Id, LocationId = place, Quantity = 5 }, "bulk-receipt");
        var row = (await shop.Get<StockList>().PageAsync(new ListRequest { Filters = [new ListFilter("sku", FilterOperator.Is, tea.Sku)] })).Rows.Single();

        var runId = await shop.Get<BulkChanges>().ChangeStockAsync([row.Id], new StockChange { By = AdjustBy.SetTo, Quantity = 12, Reason = "Counted" });
        await shop.WorkAsync((await shop.Get<Imports>().FindAsync(runId)).TaskId!.Value);
        await shop.GoOnAsync(runId);
        Assert.Equal(12m, await OnHandAsync(tea.Id));
        await shop.UndoneAsync(runId);

        Assert.Equal(5m, await OnHandAsync(tea.Id));
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_is_refused()
    {
        var id = await shop.GivenProductAsync("Unchanged");

        var refused = await Assert.ThrowsAsync<InvalidInputException>(() => shop.Get<BulkChanges>().ChangeProductsAsync([id], new BulkEdit()));

        Assert.Equal("Nothing is to be changed. Fill in at least one field.", refused.Message);
    }

    private async Task<ImportRun> LookedAtAsync(IReadOnlyList<long> products, BulkEdit edit)
    {
        var runId = await shop.Get<BulkChanges>().ChangeProductsAsync(products, edit);
        await shop.WorkAsync((await shop.Get<Imports>().FindAsync(runId)).TaskId!.Value);
        return await shop.Get<Imports>().FindAsync(runId);
    }

    private async Task<decimal> OnHandAsync(long variantId)
    {
        await using var db = shop.Db();
        return await db.StockItems.Where(i => i.VariantId == variantId).Select(i => i.OnHand).SingleAsync();
    }
}
