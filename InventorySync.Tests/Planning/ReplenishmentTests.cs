using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Planning;
using InventorySync.Domain.Purchasing;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Sales;
using InventorySync.Tests.Stock;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Planning;

/// <summary>From the books of a shop to what it should order.</summary>
public sealed class ReplenishmentTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task A_night_turns_sales_into_forecasts_and_forecasts_into_orders()
    {
        var (lamp, store) = await shop.GivenLampsInPastAsync(130);
        await shop.GivenSalesAsync(lamp, store, 8, _ => 2);

        await NightAsync();

        var forecast = await ForecastAsync(lamp);
        Assert.InRange(forecast.NextWeek, 12, 16);
        Assert.Equal(26, forecast.Figures.Mean.Count);
        var plan = await PlanAsync(lamp);
        // eighteen are left for nine days; ten days of delivery are assumed
        Assert.Equal((18m, 9, Urgency.Critical), (plan.Available, plan.DaysLeft, plan.Urgency));
        Assert.InRange(plan.ReorderPoint, 24, 45);
        Assert.Equal(plan.OrderUpTo - 18, plan.Quantity);
        Assert.Contains(plan.Sentences, s => s.Text.StartsWith("No supplier offers it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_suppliers_terms_decide_quantity_time_and_price()
    {
        var (lamp, store) = await shop.GivenLampsInPastAsync(120);
        await shop.GivenSalesAsync(lamp, store, 8, _ => 2);
        var (dear, cheap) = (await SupplierAsync("Dear", 3), await SupplierAsync("Cheap", 12));
        await OfferAsync(dear, lamp, o => o.Cost = 6);
        await OfferAsync(cheap, lamp, o => (o.Cost, o.MinQuantity, o.PackSize) = (4, 60, 24));

        await NightAsync();
        var plan = await PlanAsync(lamp);

        Assert.Equal((cheap, 12m, 4m), (plan.SupplierId!.Value, plan.LeadDays, plan.UnitCost!.Value));
        Assert.True(plan.Quantity >= 60 && plan.Quantity % 24 == 0, $"{plan.Quantity}");
        Assert.Equal(plan.Quantity * 4, plan.Cost);
    }

    [Fact]
    public async Task What_was_sold_after_the_night_is_planned_at_once()
    {
        var (lamp, store) = await shop.GivenLampsInPastAsync(400);
        await shop.GivenSalesAsync(lamp, store, 8, _ => 2);
        await NightAsync();
        Assert.Equal(0, (await PlanAsync(lamp)).Quantity);

        await shop.PostAsync(MovementKind.Sale, new StockLine(lamp, store, -280));
        await shop.Get<Replenishment>().PlanAsync([lamp]);

        Assert.True((await PlanAsync(lamp)).Quantity > 0);
    }

    [Fact]
    public async Task An_order_far_above_the_usual_makes_the_forecast_anew()
    {
        var (lamp, store) = await shop.GivenLampsInPastAsync(400);
        await shop.GivenSalesAsync(lamp, store, 8, _ => 2);
        await NightAsync();
        var before = await ForecastAsync(lamp);
        shop.Clock.Advance(TimeSpan.FromMinutes(5));

        var usual = await shop.GivenOrderAsync((lamp, 5));
        await HearAsync(usual);
        Assert.Equal(before.MadeAt, (await ForecastAsync(lamp)).MadeAt);

        var large = await shop.GivenOrderAsync((lamp, 60));
        await HearAsync(large);
        Assert.True((await ForecastAsync(lamp)).MadeAt > before.MadeAt);
    }

    [Fact]
    public async Task A_run_that_was_killed_half_way_makes_only_what_is_missing()
    {
        var (first, store) = await shop.GivenLampsInPastAsync(300);
        await shop.GivenSalesAsync(first, store, 4, _ => 1);
        await NightAsync();
        var kept = (await ForecastAsync(first)).MadeAt;
        var (second, _) = await shop.GivenLampsInPastAsync(300);
        await shop.GivenSalesAsync(second, await shop.GivenLocationAsync(l => l with { MayGoBelowZero = true }), 4, _ => 1);
        shop.Clock.Advance(TimeSpan.FromMinutes(1));

        await shop.Get<DemandHistory>().UpdateAsync();
        var made = await shop.Get<Forecasts>().MakeAllAsync();

        Assert.Equal(1, made);
        Assert.Equal(kept, (await ForecastAsync(first)).MadeAt);
    }

    [Fact]
    public async Task A_threshold_of_ones_own_holds_until_it_is_given_back()
    {
        var (lamp, store) = await shop.GivenLampsInPastAsync(300);
        await shop.GivenSalesAsync(lamp, store, 8, _ => 2);
        await NightAsync();
        var computed = (await PlanAsync(lamp)).ReorderPoint;

        await shop.Get<PlanChoices>().SaveAsync(lamp, 0, null, new PlanChoiceDetails { ReorderPoint = 250, OrderUpTo = 300 });
        var set = await PlanAsync(lamp);
        var choice = await shop.Get<PlanChoices>().FindAsync(lamp, 0);
        await shop.Get<PlanChoices>().SaveAsync(lamp, 0, choice!.Version, new PlanChoiceDetails());

        Assert.Equal((250m, true, 300m - set.Available), (set.ReorderPoint, set.Fixed, set.Quantity));
        Assert.Equal(computed, (await PlanAsync(lamp)).ReorderPoint);
    }

    [Fact]
    public async Task A_threshold_for_many_at_once_marks_their_stock_as_low()
    {
        var (lamp, store) = await shop.GivenLampsInPastAsync(300);
        await shop.GivenSalesAsync(lamp, store, 8, _ => 2);
        await NightAsync();
        var plan = await PlanAsync(lamp);
        Assert.False((await StockRowAsync(lamp)).Low);

        await shop.Get<PlanChoices>().SetPointAsync([plan.Id], new PointDetails { ReorderPoint = 500 });
        Assert.True((await StockRowAsync(lamp)).Low);
        await shop.Get<PlanChoices>().SetPointAsync([plan.Id], new PointDetails());

        Assert.Equal((plan.ReorderPoint, false), ((await PlanAsync(lamp)).ReorderPoint, (await StockRowAsync(lamp)).Low));
    }

    [Fact]
    public async Task Each_location_can_be_planned_by_itself()
    {
        var (lamp, north) = await shop.GivenLampsInPastAsync(200);
        var south = await shop.GivenLocationAsync();
        await shop.PostAtAsync(MovementKind.Receipt, PlanningGoods.LongAgo, new StockLine(lamp, south, 500) { UnitCost = 5 });
        await shop.GivenSalesAsync(lamp, north, 6, _ => 4);
        await shop.GivenSalesAsync(lamp, south, 6, _ => 1);
        await SettingAsync(s => s with { Scope = PlanningScope.EachLocation });
        try
        {
            await NightAsync();
            await using var db = shop.Db();
            var plans = await db.ReorderPlans.Where(p => p.VariantId == lamp).ToDictionaryAsync(p => p.GroupId);

            Assert.Equal([north, south], plans.Keys.Order());
            Assert.True(plans[north].ReorderPoint > plans[south].ReorderPoint);
            Assert.Equal((32m, 458m), (plans[north].Available, plans[south].Available));
        }
        finally
        {
            await SettingAsync(s => s with { Scope = PlanningScope.WholeShop });
            await NightAsync();
        }
    }

    [Fact]
    public async Task Weeks_that_are_over_are_compared_with_what_was_sold()
    {
        var (lamp, store) = await shop.GivenLampsInPastAsync(900);
        await shop.GivenSalesAsync(lamp, store, 10, _ => 3);
        await NightAsync();
        var from = (await ForecastAsync(lamp)).From;
        for (var day = 0; day < 7; day++)
        {
            shop.Clock.Advance(TimeSpan.FromDays(1));
            await shop.PostAsync(MovementKind.Sale, new StockLine(lamp, store, -4));
        }

        await NightAsync();

        await using var db = shop.Db();
        var week = await db.ForecastWeeks.SingleAsync(w => w.VariantId == lamp && w.From == from);
        Assert.InRange(week.Foreseen, 18, 24);
        // the seven sales lie on the days after the first, of which the week holds six
        Assert.Equal((24m, 21m), (week.Sold, week.SoldBefore));
        var accuracy = await shop.Get<ForecastTracking>().ReadAsync(12);
        Assert.Contains(accuracy.Rows, r => r.Forecasts > 0 && r.Error is not null);
    }

    [Fact]
    public async Task What_comes_with_bad_histories_is_planned_without_a_failure()
    {
        var (never, store) = await shop.GivenLampsInPastAsync(10);
        var (once, _) = (await shop.GivenLampsInPastAsync(0), 0);
        await shop.PostAtAsync(MovementKind.Receipt, PlanningGoods.LongAgo, new StockLine(once.Lamp, store, 10) { UnitCost = 5 });
        await shop.PostAtAsync(MovementKind.Sale, shop.Clock.GetUtcNow().AddDays(-3), new StockLine(once.Lamp, store, -1));
        var (spike, _) = (await shop.GivenLampsInPastAsync(0), 0);
        await shop.PostAtAsync(MovementKind.Receipt, PlanningGoods.LongAgo, new StockLine(spike.Lamp, store, 100_000) { UnitCost = 5 });
        await shop.GivenSalesAsync(spike.Lamp, store, 20, day => day.DayNumber % 7 == 0 ? 1 : 0);
        await shop.PostAtAsync(MovementKind.Sale, shop.Clock.GetUtcNow().AddDays(-10), new StockLine(spike.Lamp, store, -50_000));

        await NightAsync();

        await using var db = shop.Db();
        Assert.False(await db.ReorderPlans.AnyAsync(p => p.VariantId == never));
        Assert.InRange((await PlanAsync(once.Lamp)).Quantity, 0, 5);
        Assert.InRange((await ForecastAsync(spike.Lamp)).NextWeek, 0, 30);
    }

    [Fact]
    public async Task Whoever_may_not_plan_changes_nothing()
    {
        var (lamp, _) = await shop.GivenLampsInPastAsync(1);
        await using var scope = shop.As(BuiltInRoles.Viewer);

        await Assert.ThrowsAsync<ForbiddenException>(() => scope.ServiceProvider.GetRequiredService<PlanChoices>().SaveAsync(lamp, 0, null, new PlanChoiceDetails { ReorderPoint = 1 }));
        await Assert.ThrowsAsync<ForbiddenException>(() => scope.ServiceProvider.GetRequiredService<PlanningNight>().RemakeAsync([lamp]));
    }

    private async Task<StockRow> StockRowAsync(long variantId) =>
        (await shop.Get<StockList>().PageAsync(new ListRequest { Filters = [new("variantId", FilterOperator.Is, $"{variantId}")] })).Rows.Single();

    private Task NightAsync() => shop.Get<PlanningNight>().RunAsync();

    private async Task HearAsync(long orderId)
    {
        await using var db = shop.Db();
        var messages = (await db.Outbox.AsNoTracking().Where(m => m.Kind == nameof(OrderConfirmed)).ToListAsync()).Where(m => m.Read<OrderConfirmed>().OrderId == orderId).ToList();
        await shop.Get<PlanAfterChanges>().HandleAsync(messages, CancellationToken.None);
    }

    private async Task SettingAsync(Func<PlanningSettings, PlanningSettings> change)
    {
        var (settings, version) = await shop.Get<ShopSettings>().ReadAsync<PlanningSettings>();
        await shop.Get<ShopSettings>().SaveAsync(change(settings), version);
    }

    private async Task<long> SupplierAsync(string name, int leadDays)
    {
        await using var db = shop.Db();
        var currency = (await shop.Get<ShopSettings>().GetAsync<ShopProfile>()).Currency;
        var supplier = Supplier.Create(new SupplierDetails { Name = $"{name} {SalesGoods.NextKey()}", Code = $"S{Interlocked.Increment(ref _made)}", Currency = currency, LeadTimeDays = leadDays });
        db.Suppliers.Add(supplier);
        await db.SaveChangesAsync();
        return supplier.Id;
    }

    private static int _made;

    private async Task OfferAsync(long supplierId, long variantId, Action<OfferDetails> more)
    {
        var details = new OfferDetails { VariantId = variantId };
        more(details);
        await using var db = shop.Db();
        db.SupplierOffers.Add(SupplierOffer.Create(supplierId, details));
        await db.SaveChangesAsync();
    }

    private async Task<VariantForecast> ForecastAsync(long variantId)
    {
        await using var db = shop.Db();
        return await db.VariantForecasts.AsNoTracking().SingleAsync(f => f.VariantId == variantId);
    }

    private async Task<ReorderPlan> PlanAsync(long variantId)
    {
        await using var db = shop.Db();
        return await db.ReorderPlans.AsNoTracking().SingleAsync(p => p.VariantId == variantId);
    }
}
