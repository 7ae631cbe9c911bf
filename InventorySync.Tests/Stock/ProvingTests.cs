using InventorySync.Domain.Access;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Access;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Stock;

public sealed class ProvingTests : IAsyncLifetime
{
    private readonly TestShop _shop = new();
    private long _lamp;
    private long _store;
    private long _bin;

    public async Task InitializeAsync()
    {
        await _shop.InitializeAsync();
        (_lamp, _store) = (await _shop.GivenVariantAsync(), await _shop.GivenLocationAsync());
        _bin = await _shop.GivenBinAsync(_store, "A-1");
        await _shop.PostAsync(MovementKind.Receipt, new StockLine(_lamp, _store, 10) { UnitCost = 3, BinId = _bin }, new StockLine(_lamp, _store, 5) { UnitCost = 4 });
        await _shop.PostAsync(MovementKind.Sale, new StockLine(_lamp, _store, -7));
        await _shop.Get<Reservations>().ReserveAsync(new ReserveCommand("held", new ReservationHolder(ReservationOwner.Order, 1, "1"), [new WantedLine(_lamp, 2)]));
    }

    public Task DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Stock_that_came_about_through_the_ledger_is_right()
    {
        var proof = await _shop.Get<Proving>().ProveAsync();

        Assert.Empty(proof.Findings);
        Assert.Equal(proof.Id, (await _shop.Get<Proving>().LastAsync(1))[0].Id);
    }

    [Theory]
    [InlineData("UPDATE stock_items SET on_hand = on_hand + 1", "LAMP", "the balance or its value says 9 where the movements come to 8")]
    [InlineData("UPDATE stock_items SET value = value + 0.0001", "LAMP", "where the movements come to")]
    [InlineData("UPDATE stock_items SET movements = movements + 1", "LAMP", "the balance or its value says 5 where the movements come to 4")]
    [InlineData("DELETE FROM reservations", "LAMP", "2 count as reserved, and 0 are held")]
    [InlineData("UPDATE stock_items SET reserved = 1", "LAMP", "1 count as reserved, and 2 are held")]
    [InlineData("UPDATE stock_layers SET remaining = remaining + 1", "LAMP", "the layers hold or cost 10 where 8 is on the books")]
    [InlineData("UPDATE stock_layers SET value = value + 1", "LAMP", "the layers hold or cost")]
    [InlineData("DELETE FROM bin_stock", "LAMP", "a bin says 0 where its movements come to 8")]
    [InlineData("UPDATE bin_stock SET on_hand = 9", "LAMP", "a bin says 9 where its movements come to 8")]
    [InlineData("ALTER TABLE stock_items DROP CONSTRAINT ck_stock_items_reserved; UPDATE stock_items SET reserved = 9", "LAMP", "9 are reserved of 8")]
    [InlineData("ALTER TABLE stock_items DROP CONSTRAINT ck_stock_items_on_hand; ALTER TABLE stock_items DROP CONSTRAINT ck_stock_items_reserved; UPDATE stock_items SET on_hand = -1, reserved = 0", "LAMP", "-1 stand there, below the 0")]
    [InlineData("UPDATE stock_items SET lowest = -999999999", "LAMP", "Save the location again")]
    public async Task Whatever_leaves_the_truth_is_found_and_told(string sql, string sku, string finding)
    {
        await using var db = _shop.Db();
        await db.Database.ExecuteSqlRawAsync(sql);

        var proof = await _shop.Get<Proving>().ProveAsync();

        Assert.Contains(proof.Findings, f => f.Contains(finding, StringComparison.Ordinal) && f.StartsWith(sku, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Those_who_may_mend_a_difference_are_told_of_it()
    {
        await using var db = _shop.Db();
        var person = (await _shop.GivenPersonAsync("Mara Manager", BuiltInRoles.Manager)).Id;
        await db.Database.ExecuteSqlRawAsync("UPDATE stock_items SET reserved = 0");

        await _shop.Get<Proving>().ProveAsync();

        var told = await db.Notifications.SingleAsync(n => n.PersonId == person);
        Assert.Equal("/stock/proof", told.Href);
        Assert.Contains("0 count as reserved, and 2 are held", told.Said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reserved_counters_are_repaired_and_the_audit_tells_of_each()
    {
        await using var db = _shop.Db();
        await db.Database.ExecuteSqlRawAsync("UPDATE stock_items SET reserved = 7");

        var repaired = Assert.Single(await _shop.Get<Proving>().RepairReservedAsync());

        Assert.Equal((7m, 2m), (repaired.From, repaired.To));
        Assert.Equal(2, (await _shop.StockOfAsync(_lamp, _store)).Reserved);
        Assert.Equal(0, (await _shop.Get<Proving>().ProveAsync()).Count);
        var entry = await db.Audit.SingleAsync(a => a.Action == "repaired");
        Assert.Equal(("7", "2"), (entry.Fields[0].From, entry.Fields[0].To));
    }

    [Fact]
    public async Task Repairs_while_people_buy_lose_nothing()
    {
        await _shop.GivenStockAsync(_lamp, _store, 100);
        await using (var db = _shop.Db())
            await db.Database.ExecuteSqlRawAsync("UPDATE stock_items SET reserved = 7");

        var buyers = Enumerable.Range(0, 60).Select(n => Task.Run(() => _shop.Get<Reservations>().ReserveAsync(
            new ReserveCommand($"meanwhile-{n}", new ReservationHolder(ReservationOwner.Cart, 100 + n, $"{n}"), [new WantedLine(_lamp, 1)])))).ToList();
        await _shop.Get<Proving>().RepairReservedAsync();
        await Task.WhenAll(buyers);

        Assert.Equal(62, (await _shop.StockOfAsync(_lamp, _store)).Reserved);
        Assert.Equal(0, (await _shop.Get<Proving>().ProveAsync()).Count);
    }

    [Fact]
    public async Task Who_may_not_prove_is_turned_away()
    {
        await using var viewer = _shop.As(BuiltInRoles.Viewer);

        await Assert.ThrowsAsync<ForbiddenException>(() => viewer.ServiceProvider.GetRequiredService<Proving>().ProveAsync());
        await Assert.ThrowsAsync<ForbiddenException>(() => viewer.ServiceProvider.GetRequiredService<Proving>().RepairReservedAsync());
    }
}
