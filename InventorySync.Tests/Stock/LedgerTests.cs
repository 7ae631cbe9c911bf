using InventorySync.Domain.Common;
using InventorySync.Domain.Stock;

namespace InventorySync.Tests.Stock;

public sealed class LedgerTests(TestShop shop) : IClassFixture<TestShop>
{
    private Ledger Ledger => shop.Get<Ledger>();

    [Fact]
    public async Task What_comes_in_at_two_costs_goes_out_at_their_average()
    {
        var (lamp, store) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        await shop.GivenStockAsync(lamp, store, 10, unitCost: 4);
        await shop.GivenStockAsync(lamp, store, 30, unitCost: 6);

        var sold = Assert.Single(await Ledger.PostAsync(new StockCommand("sale-1", MovementKind.Sale, [new StockLine(lamp, store, -8)])));

        Assert.Equal((-8m, -44m, 32m, 3L), (sold.Quantity, sold.Value, sold.BalanceAfter, sold.Sequence));
        Assert.Equal(176m, (await shop.StockOfAsync(lamp, store)).Value);
    }

    [Fact]
    public async Task The_last_unit_takes_the_last_cent()
    {
        var (lamp, store) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        await shop.GivenStockAsync(lamp, store, 3, unitCost: 3.3333m);

        for (var unit = 0; unit < 3; unit++)
            await Ledger.PostAsync(new StockCommand($"unit-{unit}", MovementKind.Sale, [new StockLine(lamp, store, -1)]));

        var item = await shop.StockOfAsync(lamp, store);
        Assert.Equal((0m, 0m), (item.OnHand, item.Value));
    }

    [Fact]
    public async Task The_same_command_again_changes_nothing_and_gives_the_first_answer()
    {
        var (lamp, store) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        var command = new StockCommand("receipt-77", MovementKind.Receipt, [new StockLine(lamp, store, 5) { UnitCost = 2 }]);

        var first = await Ledger.PostAsync(command);
        var second = await Ledger.PostAsync(command);

        Assert.Equal(first.Select(m => m.Id), second.Select(m => m.Id));
        Assert.Equal(5, (await shop.StockOfAsync(lamp, store)).OnHand);
    }

    [Fact]
    public async Task More_than_there_is_does_not_go_out_and_nothing_of_the_command_is_done()
    {
        var (lamp, shade, store) = (await shop.GivenVariantAsync(), await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        await shop.GivenStockAsync(lamp, store, 2);

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => Ledger.PostAsync(
            new StockCommand("too-much", MovementKind.Sale, [new StockLine(shade, store, 4), new StockLine(lamp, store, -3)])));

        Assert.Equal("Only 2 are free here; 3 are wanted.", refused.Message);
        await using var db = shop.Db();
        Assert.False(await db.StockMovements.AnyAsync(m => m.CommandKey == "too-much"));
    }

    [Theory]
    [InlineData("UPDATE stock_movements SET quantity = 1000")]
    [InlineData("DELETE FROM stock_movements")]
    [InlineData("TRUNCATE stock_movements")]
    public async Task Movements_cannot_be_changed_even_by_sql(string sql)
    {
        await shop.GivenStockAsync(await shop.GivenVariantAsync(), await shop.GivenLocationAsync(), 1);
        await using var db = shop.Db();

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync(sql));
    }

    [Fact]
    public async Task Twenty_receipts_at_once_all_count()
    {
        var (lamp, store) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync());

        await Task.WhenAll(Enumerable.Range(0, 20).Select(n =>
            Ledger.PostAsync(new StockCommand($"at-once-{n}", MovementKind.Receipt, [new StockLine(lamp, store, 1) { UnitCost = 1 }]))));

        var item = await shop.StockOfAsync(lamp, store);
        Assert.Equal((20m, 20m, 20L), (item.OnHand, item.Value, item.Movements));
    }
}
