using InventorySync.Domain.Catalog;
using InventorySync.Domain.Importing;
using InventorySync.Domain.Places;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Catalog;

namespace InventorySync.Tests.Importing;

public sealed class StockImportTests(TestShop shop) : IClassFixture<TestShop>
{
    private static int _places;

    [Fact]
    public async Task Stock_is_set_to_what_was_counted_and_the_ledger_tells_why()
    {
        var (store, code) = await PlaceAsync();
        var tea = await shop.GivenVariantOfAsync("Tea");
        var cup = await shop.GivenVariantOfAsync("Cup");
        await shop.ImportAsync($"SKU;Lager;Menge\n{tea.Sku};{code};5\n", "stock-levels");

        var run = await shop.ImportAsync($"SKU,Location,Quantity,Reason\n{tea.Sku},{code},12,Counted\n{cup.Sku},{code},3,Counted\nNOBODY,{code},3,\n{cup.Sku},Moon base,3,\n", "stock-levels");

        Assert.Equal(new ImportCounts(0, 2, 0, 2), run.Counts);
        Assert.Equal((12m, 3m), (await OnHandAsync(tea.Id, store), await OnHandAsync(cup.Id, store)));
        await using var db = shop.Db();
        var movement = await db.StockMovements.SingleAsync(m => m.VariantId == tea.Id && m.Quantity == 7);
        Assert.Equal((MovementKind.Import, "Counted", "import", run.Id), (movement.Kind, movement.Reason, movement.ReferenceKind, movement.ReferenceId));
        Assert.Empty((await shop.Get<Proving>().ProveAsync()).Findings);
    }

    [Fact]
    public async Task The_same_deliveries_given_twice_are_booked_once()
    {
        var (store, code) = await PlaceAsync();
        var tea = await shop.GivenVariantOfAsync("Tea twice");
        var csv = $"SKU,Location,Change\n{tea.Sku},{code},4\n{tea.Sku},{code},6\n";
        await shop.ImportAsync(csv, "stock-levels");

        var again = await shop.CheckedAsync(csv, "stock-levels");

        Assert.Equal(new ImportCounts(0, 0, 2, 0), again.Counts);
        Assert.Equal(10m, await OnHandAsync(tea.Id, store));
    }

    [Fact]
    public async Task More_than_there_is_cannot_be_taken_and_the_rows_after_know_what_the_rows_before_took()
    {
        var (store, code) = await PlaceAsync();
        var tea = await shop.GivenVariantOfAsync("Tea scarce");
        await shop.ImportAsync($"SKU,Location,Change\n{tea.Sku},{code},10\n", "stock-levels");

        var run = await shop.ImportAsync($"SKU,Location,Change\n{tea.Sku},{code},-7\n{tea.Sku},{code},-7\n", "stock-levels");

        Assert.Equal(new ImportCounts(0, 1, 0, 1), run.Counts);
        Assert.Equal("Only 3 are free here; 7 are wanted.", (await shop.RowsAsync(run)).Single(r => r.Outcome == RowOutcome.Wrong).Problem!.ToString());
        Assert.Equal(3m, await OnHandAsync(tea.Id, store));
    }

    [Fact]
    public async Task Opening_balances_bring_the_cost_and_are_for_the_first_day_only()
    {
        var (store, code) = await PlaceAsync();
        var tea = await shop.GivenVariantOfAsync("Tea opened");
        var run = await shop.ImportAsync($"SKU,Location,Quantity,Unit cost\n{tea.Sku},{code},10,2.50\n", "opening-balances");
        Assert.Equal(new ImportCounts(0, 1, 0, 0), run.Counts);

        var late = await shop.CheckedAsync($"SKU,Location,Quantity,Unit cost\n{tea.Sku},{code},11,2.50\n", "opening-balances");

        Assert.Equal(new ImportCounts(0, 0, 0, 1), late.Counts);
        await using var db = shop.Db();
        Assert.Equal(25m, (await db.StockItems.SingleAsync(i => i.VariantId == tea.Id && i.LocationId == store)).Value);
    }

    [Fact]
    public async Task Stock_is_taken_back_by_a_movement_unless_it_was_moved_since()
    {
        var (store, code) = await PlaceAsync();
        var tea = await shop.GivenVariantOfAsync("Tea back");
        var cup = await shop.GivenVariantOfAsync("Cup back");
        var run = await shop.ImportAsync($"SKU,Location,Change\n{tea.Sku},{code},4\n{cup.Sku},{code},6\n", "stock-levels");
        await shop.Get<Adjusting>().AdjustAsync(new StockAdjustment { VariantId = cup.Id, LocationId = store, Quantity = -1, Reason = "Sample" }, "since");

        var undone = await shop.UndoneAsync(run.Id);

        Assert.Equal(1, undone.TakenBack);
        Assert.Equal((0m, 5m), (await OnHandAsync(tea.Id, store), await OnHandAsync(cup.Id, store)));
        Assert.Equal("Stock of it was moved here since.", (await shop.RowsAsync(undone)).Single(r => r.Key == cup.Sku).Problem!.ToString());
        await using var db = shop.Db();
        Assert.Equal([4m, -4m], await db.StockMovements.Where(m => m.VariantId == tea.Id).OrderBy(m => m.Sequence).Select(m => m.Quantity).ToListAsync());
    }

    [Fact]
    public async Task Bins_and_rooms_come_in_and_stock_is_set_in_them()
    {
        var (store, code) = await PlaceAsync();
        var tea = await shop.GivenVariantOfAsync("Tea in bins");
        var bins = await shop.ImportAsync($"Location,Bin,Room,Kind\n{code},A-01,Cold room,shelf\n{code},A-02,Cold room,pallet\n", "bins");
        Assert.Equal(new ImportCounts(2, 0, 0, 0), bins.Counts);

        var run = await shop.ImportAsync($"SKU,Location,Bin,Quantity\n{tea.Sku},{code},A-01,5\n{tea.Sku},{code},A-02,2\n{tea.Sku},{code},A-99,1\n", "stock-levels");

        Assert.Equal(new ImportCounts(0, 2, 0, 1), run.Counts);
        Assert.Equal(7m, await OnHandAsync(tea.Id, store));
        var again = await shop.CheckedAsync($"Location,Bin,Room,Kind\n{code},A-01,Cold room,shelf\n{code},A-02,,pallet\n", "bins");
        Assert.Equal(new ImportCounts(0, 0, 2, 0), again.Counts);
    }

    [Fact]
    public async Task Locations_and_categories_come_in_once()
    {
        const string Places = "Name,Code,City,Country,Kind\nSouth store,SOUTH,Munich,DE,store\nNorth hall,,Hamburg,DE,warehouse\n";
        await shop.ImportAsync(Places, "locations");
        Assert.Equal(new ImportCounts(0, 0, 2, 0), (await shop.CheckedAsync(Places, "locations")).Counts);
        var moved = await shop.ImportAsync("Name,City\nSouth store,Augsburg\n", "locations");
        Assert.Equal(new ImportCounts(0, 1, 0, 0), moved.Counts);

        const string Tree = "Category\nGarden\nGarden > Tools\nGarden > Seeds > Herbs\n";
        Assert.Equal(new ImportCounts(3, 0, 0, 0), (await shop.ImportAsync(Tree, "categories")).Counts);
        Assert.Equal(new ImportCounts(0, 0, 3, 0), (await shop.CheckedAsync(Tree, "categories")).Counts);
        Assert.Contains((await shop.Get<Categories>().TreeAsync()), c => c.Trail == "Garden › Seeds › Herbs");
    }

    private async Task<decimal> OnHandAsync(long variantId, long locationId)
    {
        await using var db = shop.Db();
        return await db.StockItems.Where(i => i.VariantId == variantId && i.LocationId == locationId).Select(i => i.OnHand).SingleOrDefaultAsync();
    }

    private async Task<(long Id, string Code)> PlaceAsync()
    {
        var id = await shop.GivenLocationAsync("Place " + Interlocked.Increment(ref _places));
        return (id, (await shop.Get<Locations>().FindAsync(id)).Code);
    }
}
