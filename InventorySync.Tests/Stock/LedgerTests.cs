using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Places;
using InventorySync.Domain.Stock;
using Microsoft.Extensions.DependencyInjection;

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
            new StockCommand("too-much", MovementKind.Adjustment, [new StockLine(shade, store, 4), new StockLine(lamp, store, -3)])));

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
    public async Task A_posting_of_many_lines_is_booked_like_one_of_few_and_once()
    {
        var (store, bin) = (await shop.GivenLocationAsync(), 0L);
        bin = await shop.GivenBinAsync(store, "M-1");
        var goods = new List<long>();
        for (var i = 0; i < 20; i++)
            goods.Add(await shop.GivenVariantAsync());
        var comes = new StockCommand("many-come", MovementKind.Receipt, [.. Enumerable.Range(0, 400).Select(n => new StockLine(goods[n % 20], store, 3) { UnitCost = n / 20 + 1, BinId = n % 2 == 0 ? bin : null })]);
        var goes = new StockCommand("many-go", MovementKind.Sale, [.. Enumerable.Range(0, 340).Select(n => new StockLine(goods[n % 20], store, -3.0m))]);

        var first = await Ledger.PostAsync(comes);
        await Ledger.PostAsync(goes);
        var again = await Ledger.PostAsync(comes);

        Assert.Equal(first.Select(m => m.Id), again.Select(m => m.Id));
        var item = await shop.StockOfAsync(goods[3], store);
        // sixty came in twenty layers at 1 to 20 each, and fifty-one went: three layers of the dearest are left
        Assert.Equal((9m, 37L, 9 * 10.5m, 3m * (18 + 19 + 20)), (item.OnHand, item.Movements, item.Value, item.FifoValue));
        await using var db = shop.Db();
        Assert.Equal(20, await db.Outbox.CountAsync(m => m.Kind == nameof(StockChanged) && m.Subject == StockChanged.SubjectOf(goods[3])) + 18);
        Assert.Empty((await shop.Get<Proving>().ProveAsync()).Findings);
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

    [Fact]
    public async Task Both_books_are_kept_the_average_and_the_oldest_first()
    {
        var (lamp, store) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        await shop.GivenStockAsync(lamp, store, 10, unitCost: 4);
        await shop.GivenStockAsync(lamp, store, 10, unitCost: 6);

        var sold = Assert.Single(await shop.PostAsync(MovementKind.Sale, new StockLine(lamp, store, -12)));

        Assert.Equal((-60m, -52m), (sold.Value, sold.FifoValue));
        var item = await shop.StockOfAsync(lamp, store);
        Assert.Equal((40m, 48m), (item.Value, item.FifoValue));
        await using var db = shop.Db();
        var layer = await db.StockLayers.SingleAsync(l => l.VariantId == lamp);
        Assert.Equal((8m, 48m, 2L), (layer.Remaining, layer.Value, layer.Sequence));
    }

    [Fact]
    public async Task Units_sold_before_they_came_get_their_true_cost_when_they_come()
    {
        var (lamp, till) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync(l => { l.MayGoBelowZero = true; return l; }));
        await shop.GivenStockAsync(lamp, till, 2, unitCost: 4);
        await shop.PostAsync(MovementKind.Sale, new StockLine(lamp, till, -7));

        var came = await shop.PostAsync(MovementKind.Receipt, new StockLine(lamp, till, 10) { UnitCost = 6 });

        // five were sold at 4 and cost 6: ten more are owed to the cost of what was sold
        Assert.Equal([(MovementKind.Receipt, 10m, 60m), (MovementKind.CostCorrection, 0m, -10m)], came.Select(m => (m.Kind, m.Quantity, m.Value)));
        var item = await shop.StockOfAsync(lamp, till);
        Assert.Equal((5m, 30m, 30m), (item.OnHand, item.Value, item.FifoValue));
    }

    [Fact]
    public async Task Below_zero_is_forbidden_again_only_when_nothing_stands_there()
    {
        var (lamp, till) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync(l => { l.MayGoBelowZero = true; return l; }));
        await shop.PostAsync(MovementKind.Sale, new StockLine(lamp, till, -1));
        var opened = await shop.Get<Locations>().FindAsync(till);
        var strict = LocationDetails.Of(opened);
        strict.MayGoBelowZero = false;

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => shop.Get<Locations>().ChangeAsync(till, opened.Version, strict));
        Assert.Equal("MayGoBelowZero", refused.Field);

        await shop.GivenStockAsync(lamp, till, 1);
        await shop.Get<Locations>().ChangeAsync(till, opened.Version, strict);
        await Assert.ThrowsAsync<BusinessRuleException>(() => shop.PostAsync(MovementKind.Sale, new StockLine(lamp, till, -1)));
    }

    [Fact]
    public async Task Stock_lies_on_a_bin_or_in_the_location_itself()
    {
        var (lamp, store) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        var (a, b) = (await shop.GivenBinAsync(store, "A-1"), await shop.GivenBinAsync(store, "B-1"));
        await shop.PostAsync(MovementKind.Receipt, new StockLine(lamp, store, 4) { BinId = b }, new StockLine(lamp, store, 3) { BinId = a }, new StockLine(lamp, store, 2));

        var sold = await shop.PostAsync(MovementKind.Sale, new StockLine(lamp, store, -7));

        Assert.Equal([(null, -2m), (a, -3m), (b, -2m)], sold.Select(m => (m.BinId, m.Quantity)));
        await using var db = shop.Db();
        Assert.Equal([(b, 2m)], (await db.BinStock.Where(s => s.VariantId == lamp).ToListAsync()).Select(s => (s.BinId, s.OnHand)));
    }

    [Fact]
    public async Task Bad_input_names_the_field_and_changes_nothing()
    {
        var (lamp, store, elsewhere) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync(), await shop.GivenLocationAsync());
        var (rope, service) = (await shop.GivenVariantAsync(v => v.QuantityDecimals = 2), await shop.GivenVariantAsync(v => v.Tracking = Domain.Catalog.Tracking.None));
        var (near, far) = (await shop.GivenBinAsync(store, "N-1"), await shop.GivenBinAsync(elsewhere, "F-1"));
        await shop.PostAsync(MovementKind.Receipt, new StockLine(lamp, store, 5) { BinId = near });

        foreach (var (kind, line, field, sentence) in new (MovementKind, StockLine, string, string)[]
        {
            (MovementKind.Adjustment, new(lamp, store, 0), "Quantity", "other than zero"),
            (MovementKind.Adjustment, new(lamp, store, 1.5m), "Quantity", "whole pieces"),
            (MovementKind.Adjustment, new(rope, store, 1.555m), "Quantity", "2 decimals"),
            (MovementKind.Adjustment, new(lamp, store, 4_000_000_000), "Quantity", "more than 10,000,000"),
            (MovementKind.Receipt, new(lamp, store, -1), "Quantity", "above zero"),
            (MovementKind.Receipt, new(lamp, store, 1) { UnitCost = -1 }, "UnitCost", "between 0"),
            (MovementKind.Receipt, new(service, store, 1), "VariantId", "not counted"),
            (MovementKind.Receipt, new(987_654_321, store, 1), "VariantId", "SKU or barcode"),
            (MovementKind.Receipt, new(lamp, 987_654_321, 1), "LocationId", "location"),
            (MovementKind.Receipt, new(lamp, store, 1) { BinId = far }, "BinId", "belongs to another location"),
            (MovementKind.Receipt, new(lamp, store, 1) { BinId = 987_654_321 }, "BinId", "not there any more"),
            (MovementKind.WriteOff, new(lamp, store, -6) { BinId = near }, "Quantity", "Only 5 lie in bin N-1; 6 are wanted."),
            (MovementKind.WriteOff, new(lamp, store, -6), "Quantity", "Only 5 are free here; 6 are wanted."),
        })
        {
            var refused = await Assert.ThrowsAnyAsync<BusinessRuleException>(() => shop.PostAsync(kind, line));
            Assert.Equal(field, refused.Field);
            Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal((5m, 1L), ((await shop.StockOfAsync(lamp, store)).OnHand, (await shop.StockOfAsync(lamp, store)).Movements));
    }

    [Fact]
    public async Task A_kit_sold_at_the_till_takes_the_assembled_ones_and_then_its_parts()
    {
        var (lamp, shade, store) = (await shop.GivenVariantAsync(), await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        var kit = await shop.GivenKitAsync((lamp, 1), (shade, 2));
        await shop.GivenStockAsync(lamp, store, 5);
        await shop.GivenStockAsync(shade, store, 5);
        await shop.GivenStockAsync(kit, store, 1);

        await shop.PostAsync(MovementKind.Sale, new StockLine(kit, store, -3));

        Assert.Equal((0m, 3m, 1m), ((await shop.StockOfAsync(kit, store)).OnHand, (await shop.StockOfAsync(lamp, store)).OnHand, (await shop.StockOfAsync(shade, store)).OnHand));
        await Assert.ThrowsAsync<BusinessRuleException>(() => shop.PostAsync(MovementKind.Sale, new StockLine(kit, store, -1)));
    }

    [Fact]
    public async Task A_kit_within_a_kit_is_refused()
    {
        var store = await shop.GivenLocationAsync();
        var nested = await shop.GivenKitAsync((await shop.GivenKitAsync((await shop.GivenVariantAsync(), 1)), 1));

        Assert.Contains("is a kit itself", (await Assert.ThrowsAsync<BusinessRuleException>(() => shop.PostAsync(MovementKind.Sale, new StockLine(nested, store, -1)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeated_command_gives_its_first_answer_even_when_it_would_be_refused_now()
    {
        var (lamp, store) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        await shop.GivenStockAsync(lamp, store, 2);
        var sale = new StockCommand("last-two", MovementKind.Sale, [new StockLine(lamp, store, -2)]);

        var first = await Ledger.PostAsync(sale);
        var again = await Ledger.PostAsync(sale);

        Assert.Equal(first.Select(m => m.Id), again.Select(m => m.Id));
    }

    [Fact]
    public async Task Whoever_works_in_one_location_moves_nothing_in_another()
    {
        var (lamp, mine, other) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync(), await shop.GivenLocationAsync());
        await using var scope = shop.As(new Actor(ActorKind.Person, "Willy") { Permissions = BuiltInRoles.All[BuiltInRoles.Warehouse], Locations = new HashSet<long> { mine } });

        var refused = await Assert.ThrowsAsync<NotFoundException>(() => scope.ServiceProvider.GetRequiredService<Ledger>()
            .PostAsync(new StockCommand("not-mine", MovementKind.Receipt, [new StockLine(lamp, other, 1)])));

        Assert.Equal("LocationId", refused.Field);
    }
}
