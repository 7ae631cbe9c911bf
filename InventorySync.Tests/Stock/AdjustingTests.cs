using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Stock;

public sealed class AdjustingTests(TestShop shop) : IClassFixture<TestShop>
{
    private static int _keys;

    private Adjusting Adjusting => shop.Get<Adjusting>();

    [Fact]
    public async Task Set_to_what_was_found_books_the_difference_with_its_reason()
    {
        var (lamp, store) = await LampAsync(10);

        var booked = Assert.Single(await Adjusting.AdjustAsync(Found(lamp, store, 7) with { Note = "Shelf 3" }, Key()));

        Assert.Equal((MovementKind.Adjustment, -3m, 7m, "Counted: Shelf 3", "Olivia Owner"), (booked.Kind, booked.Quantity, booked.BalanceAfter, booked.Reason, booked.ActorName));
    }

    [Fact]
    public async Task Setting_to_the_same_figure_while_goods_leave_never_undoes_a_sale()
    {
        var (lamp, store) = await LampAsync(100);
        var sales = Enumerable.Range(0, 20).Select(_ => Task.Run(() => shop.PostAsync(MovementKind.Sale, new StockLine(lamp, store, -1)))).ToList();

        await Adjusting.AdjustAsync(Found(lamp, store, 50), Key());
        await Task.WhenAll(sales);

        await using var db = shop.Db();
        var moved = await db.StockMovements.Where(m => m.VariantId == lamp).OrderBy(m => m.Sequence).ToListAsync();
        var adjusted = moved.Single(m => m.Kind == MovementKind.Adjustment);
        Assert.Equal(50, adjusted.BalanceAfter);
        Assert.Equal(50 - moved.Count(m => m.Kind == MovementKind.Sale && m.Sequence > adjusted.Sequence), (await shop.StockOfAsync(lamp, store)).OnHand);
    }

    [Fact]
    public async Task A_bin_is_set_to_what_lies_in_it()
    {
        var (lamp, store) = await LampAsync(10);
        var bin = await shop.GivenBinAsync(store, "Z-1");

        await Adjusting.AdjustAsync(Found(lamp, store, 4) with { BinId = bin }, Key());

        Assert.Equal(14, (await shop.StockOfAsync(lamp, store)).OnHand);
    }

    [Fact]
    public async Task A_write_off_takes_the_goods_and_their_cost()
    {
        var (lamp, store) = await LampAsync(10);

        var gone = Assert.Single(await Adjusting.WriteOffAsync(new StockWriteOff { VariantId = lamp, LocationId = store, Quantity = 2, Reason = "damaged" }, Key()));

        Assert.Equal((MovementKind.WriteOff, -2m, -10m, "Damaged"), (gone.Kind, gone.Quantity, gone.Value, gone.Reason));
    }

    [Fact]
    public async Task Reasons_come_from_the_settings()
    {
        var (lamp, store) = await LampAsync(10);
        var settings = shop.Get<ShopSettings>();
        var (current, version) = await settings.ReadAsync<StockSettings>();
        await settings.SaveAsync(current with { WriteOffReasons = "Eaten by moths\nFaded" }, version);

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => Adjusting.WriteOffAsync(new StockWriteOff { VariantId = lamp, LocationId = store, Quantity = 1, Reason = "Damaged" }, Key()));

        Assert.Equal(("Reason", "“Damaged” is not among the reasons. Choose one of: Eaten by moths, Faded."), (refused.Field, refused.Message));
        Assert.Equal("Faded", (await Adjusting.WriteOffAsync(new StockWriteOff { VariantId = lamp, LocationId = store, Quantity = 1, Reason = "faded" }, Key()))[0].Reason);
        var (_, saved) = await settings.ReadAsync<StockSettings>();
        await settings.SaveAsync(new StockSettings(), saved);
    }

    [Fact]
    public async Task Bad_input_names_its_field_and_the_remedy()
    {
        var (lamp, store) = await LampAsync(5);

        foreach (var (input, field, sentence) in new (StockAdjustment, string, string)[]
        {
            (Found(lamp, store, 5), "Quantity", "The book says 5 already"),
            (Found(lamp, store, -1), "Quantity", "zero or more"),
            (Found(lamp, store, 1) with { VariantId = null }, "VariantId", "Choose a variant"),
            (Found(lamp, store, 1) with { LocationId = null }, "LocationId", "Choose the location"),
            (Found(lamp, store, 1) with { Reason = "Moonlight" }, "Reason", "Choose one of"),
            (Found(lamp, store, 1) with { Quantity = null }, "Quantity", "Enter a quantity"),
            (Found(lamp, store, 0) with { By = AdjustBy.Difference }, "Quantity", "other than zero"),
            (Found(lamp, store, -9) with { By = AdjustBy.Difference }, "Quantity", "Only 5 are free here; 9 are wanted."),
            (Found(lamp, store, 1) with { VariantId = 99_999_999 }, "VariantId", "Look it up"),
        })
        {
            var refused = await Assert.ThrowsAnyAsync<BusinessRuleException>(() => Adjusting.AdjustAsync(input, Key()));
            Assert.Equal(field, refused.Field);
            Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_may_only_look_adjusts_nothing()
    {
        var (lamp, store) = await LampAsync(5);
        await using var viewer = shop.As(BuiltInRoles.Viewer);

        await Assert.ThrowsAsync<ForbiddenException>(() => viewer.ServiceProvider.GetRequiredService<Adjusting>().AdjustAsync(Found(lamp, store, 1), Key()));
    }

    [Fact]
    public async Task A_kit_is_made_of_its_parts_at_what_they_cost_and_taken_apart_again()
    {
        var (lamp, shade, store) = (await shop.GivenVariantAsync(), await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        var kit = await shop.GivenKitAsync((lamp, 1), (shade, 2));
        await shop.GivenStockAsync(lamp, store, 3, unitCost: 10);
        await shop.GivenStockAsync(lamp, store, 3, unitCost: 20);
        await shop.GivenStockAsync(shade, store, 10, unitCost: 2.5m);

        var made = await shop.Get<Assembling>().PostAsync(new KitAssembly { VariantId = kit, LocationId = store, Quantity = 4 }, Key());

        // lamps: four at the average of 15, or three at 10 and one at 20; shades: eight at 2.50
        Assert.Equal((4m, 80m, 70m), (made[^1].Quantity, made[^1].Value, made[^1].FifoValue));
        Assert.Equal(2, (await shop.StockOfAsync(lamp, store)).OnHand);

        var apart = await shop.Get<Assembling>().PostAsync(new KitAssembly { Work = KitWork.TakeApart, VariantId = kit, LocationId = store, Quantity = 1 }, Key());
        Assert.Equal(0, apart.Sum(m => m.Value));
        Assert.Equal(0, apart.Sum(m => m.FifoValue));
        Assert.Equal((3m, 3m, 4m), ((await shop.StockOfAsync(kit, store)).OnHand, (await shop.StockOfAsync(lamp, store)).OnHand, (await shop.StockOfAsync(shade, store)).OnHand));
        Assert.Equal(0, (await shop.Get<Proving>().ProveAsync()).Count);
    }

    [Fact]
    public async Task A_kit_with_a_part_too_few_is_not_made_and_what_is_no_kit_is_refused()
    {
        var (lamp, shade, store) = (await shop.GivenVariantAsync(), await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        var kit = await shop.GivenKitAsync((lamp, 1), (shade, 2));
        await shop.GivenStockAsync(lamp, store, 3);
        await shop.GivenStockAsync(shade, store, 3);

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => shop.Get<Assembling>().PostAsync(new KitAssembly { VariantId = kit, LocationId = store, Quantity = 2 }, Key()));
        var plan = await shop.Get<Assembling>().PlanAsync(kit, store);

        Assert.Equal("Only 3 are free here; 4 are wanted.", refused.Message);
        Assert.Equal(3, (await shop.StockOfAsync(lamp, store)).OnHand);
        Assert.Equal(1, plan.Makeable);
        Assert.Equal("VariantId", (await Assert.ThrowsAsync<BusinessRuleException>(() => shop.Get<Assembling>().PostAsync(new KitAssembly { VariantId = lamp, LocationId = store, Quantity = 1 }, Key()))).Field);
    }

    [Fact]
    public async Task Value_and_cost_of_sales_are_known_for_any_past_time_by_the_chosen_book()
    {
        var start = shop.Clock.GetUtcNow();
        var (lamp, store) = await LampAsync(10); // at 5 each
        shop.Clock.Advance(TimeSpan.FromDays(1));
        await shop.GivenStockAsync(lamp, store, 10, unitCost: 7);
        shop.Clock.Advance(TimeSpan.FromDays(1));
        await shop.PostAsync(MovementKind.Sale, new StockLine(lamp, store, -4));
        var worth = shop.Get<StockWorth>();

        async Task<decimal> ValueAsync(TimeSpan after) => (await worth.ValueAsync(start + after)).Where(r => r.LocationId == store).Sum(r => r.Value);

        Assert.Equal([50m, 120m, 96m], [await ValueAsync(TimeSpan.FromHours(1)), await ValueAsync(TimeSpan.FromDays(1.5)), await ValueAsync(TimeSpan.FromDays(3))]);
        Assert.Equal(new CostOfSales(4, 24), await worth.CostOfSalesAsync(start + TimeSpan.FromDays(1.5), start + TimeSpan.FromDays(3)));

        var settings = shop.Get<ShopSettings>();
        var (current, version) = await settings.ReadAsync<StockSettings>();
        await settings.SaveAsync(current with { Costing = Costing.OldestFirst }, version);
        try
        {
            Assert.Equal(100, await ValueAsync(TimeSpan.FromDays(3)));
            Assert.Equal(new CostOfSales(4, 20), await worth.CostOfSalesAsync(start + TimeSpan.FromDays(1.5), start + TimeSpan.FromDays(3)));
            var row = Assert.Single((await shop.Get<StockList>().PageAsync(new Domain.Lists.ListRequest { Filters = [new("locationId", Domain.Lists.FilterOperator.Is, $"{store}")] })).Rows);
            Assert.Equal((16m, 100m), (row.OnHand, row.Value));
        }
        finally
        {
            var (_, saved) = await settings.ReadAsync<StockSettings>();
            await settings.SaveAsync(new StockSettings(), saved);
        }
    }

    [Fact]
    public async Task Who_may_not_see_costs_sees_none_in_any_list()
    {
        var (lamp, store) = await LampAsync(5);
        await using var viewer = shop.As(BuiltInRoles.Viewer);
        var services = viewer.ServiceProvider;
        var request = new Domain.Lists.ListRequest { Filters = [new("variantId", Domain.Lists.FilterOperator.Is, $"{lamp}")] };

        Assert.Null(Assert.Single((await services.GetRequiredService<StockList>().PageAsync(request)).Rows).Value);
        Assert.Null(Assert.Single((await services.GetRequiredService<MovementList>().PageAsync(request)).Rows).Cost);
        Assert.DoesNotContain(services.GetRequiredService<StockList>().Columns, c => c.Name == "value");
        Assert.Null(Assert.Single(await services.GetRequiredService<StockBoard>().BalancesAsync(lamp)).Value);
        await Assert.ThrowsAsync<ForbiddenException>(() => services.GetRequiredService<StockWorth>().ValueAsync(shop.Clock.GetUtcNow()));
        Assert.NotEqual(0, store);
    }

    [Fact]
    public async Task The_balance_of_each_day_is_cut_in_the_shops_zone()
    {
        var (lamp, store) = await LampAsync(10);
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        shop.Clock.Advance(TimeSpan.FromDays(1));
        var evening = shop.Clock.GetUtcNow();
        shop.Clock.Advance(new DateTimeOffset(evening.Year, evening.Month, evening.Day, 23, 30, 0, TimeSpan.Zero) - evening);
        await shop.PostAsync(MovementKind.Sale, new StockLine(lamp, store, -4)); // half past midnight or later in Berlin: the next day

        var days = await shop.Get<StockBoard>().DaysAsync(lamp, 3, berlin);

        Assert.Equal([10m, 10m, 6m], days.Select(d => d.Balance));
    }

    private async Task<(long Lamp, long Store)> LampAsync(decimal quantity)
    {
        var (lamp, store) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        await shop.GivenStockAsync(lamp, store, quantity);
        return (lamp, store);
    }

    private static StockAdjustment Found(long variantId, long locationId, decimal quantity) =>
        new() { VariantId = variantId, LocationId = locationId, By = AdjustBy.SetTo, Quantity = quantity, Reason = "Counted" };

    private static string Key() => $"adjust-{Interlocked.Increment(ref _keys)}";
}
