using InventorySync.Domain;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Common;
using InventorySync.Domain.Planning;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Sales;
using InventorySync.Tests.Stock;

namespace InventorySync.Tests.Planning;

/// <summary>What was wanted, day by day, as it follows from the ledger, orders and past sales of a real database.</summary>
public sealed class DemandHistoryTests : IClassFixture<TestShop>, IAsyncLifetime
{
    private readonly TestShop _shop;

    public DemandHistoryTests(TestShop shop) => _shop = shop;

    private DemandHistory History => _shop.Get<DemandHistory>();

    // the shop's clock stands at 10:30 on Monday 2 March 2026 in Berlin
    private static DateOnly Day(int month, int day, int year = 2026) => new(year, month, day);

    public async Task InitializeAsync()
    {
        var (profile, version) = await _shop.Get<ShopSettings>().ReadAsync<ShopProfile>();
        if (profile.TimeZone != "Europe/Berlin")
            await _shop.Get<ShopSettings>().SaveAsync(profile with { TimeZone = "Europe/Berlin", Country = "DE", Currency = "EUR" }, version);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Sales_of_the_ledger_lie_on_the_day_of_the_shop()
    {
        var (lamp, store) = await _shop.GivenLampsInPastAsync(30);
        // half an hour before and after midnight in Berlin, both on the 10th of February by UTC
        await SellAsync(lamp, store, 2, new(2026, 2, 10, 22, 30, 0, TimeSpan.Zero));
        await SellAsync(lamp, store, 3, new(2026, 2, 10, 23, 30, 0, TimeSpan.Zero));

        await History.UpdateAsync();

        Assert.Equal([(Day(2, 10), 2m), (Day(2, 11), 3m)], (await DaysAsync(lamp)).Select(d => (d.Day, d.Sold)));
    }

    [Fact]
    public async Task The_day_the_clocks_change_has_its_sales_once()
    {
        var (lamp, store) = await _shop.GivenLampsInPastAsync(30);
        // in Berlin 30 March 2025 has 23 hours and 26 October 2025 has 25
        await SellAsync(lamp, store, 1, new(2025, 3, 29, 23, 30, 0, TimeSpan.Zero));
        await SellAsync(lamp, store, 1, new(2025, 3, 30, 21, 30, 0, TimeSpan.Zero));
        await SellAsync(lamp, store, 1, new(2025, 10, 25, 22, 30, 0, TimeSpan.Zero));
        await SellAsync(lamp, store, 1, new(2025, 10, 26, 22, 30, 0, TimeSpan.Zero));
        await SellAsync(lamp, store, 1, new(2025, 10, 26, 23, 30, 0, TimeSpan.Zero));

        await History.UpdateAsync();

        Assert.Equal([(Day(3, 30, 2025), 2m), (Day(10, 26, 2025), 2m), (Day(10, 27, 2025), 1m)], (await DaysAsync(lamp)).Select(d => (d.Day, d.Sold)));
    }

    [Fact]
    public async Task A_sale_reported_late_corrects_the_day_it_belongs_to()
    {
        var (lamp, store) = await _shop.GivenLampsInPastAsync(30);
        await SellAsync(lamp, store, 2, new(2026, 2, 20, 12, 0, 0, TimeSpan.Zero));
        await History.UpdateAsync();

        await SellAsync(lamp, store, 5, new(2026, 2, 18, 12, 0, 0, TimeSpan.Zero));
        await History.UpdateAsync();
        await History.UpdateAsync();

        Assert.Equal([(Day(2, 18), 5m), (Day(2, 20), 2m)], (await DaysAsync(lamp)).Select(d => (d.Day, d.Sold)));
    }

    [Fact]
    public async Task An_order_counts_on_the_day_it_was_placed_before_and_after_it_is_sent()
    {
        var (lamp, _) = await _shop.GivenLampsInPastAsync(30);
        var taken = await _shop.Get<Orders>().TakeAsync(Incoming(await _shop.GivenChannelAsync(), lamp, 4, new(2026, 2, 25, 8, 0, 0, TimeSpan.Zero)));

        await History.UpdateAsync();
        Assert.Equal([(Day(2, 25), 4m)], (await DaysAsync(lamp)).Select(d => (d.Day, d.Sold)));

        await SendAsync(taken.OrderId, 3);
        await History.UpdateAsync();
        Assert.Equal([(Day(2, 25), 4m)], (await DaysAsync(lamp)).Select(d => (d.Day, d.Sold)));
    }

    [Fact]
    public async Task What_was_ordered_and_is_not_there_was_wanted_all_the_same()
    {
        var (lamp, _) = await _shop.GivenLampsInPastAsync(2);
        await _shop.Get<Orders>().TakeAsync(Incoming(await _shop.GivenChannelAsync(), lamp, 7, new(2026, 2, 26, 8, 0, 0, TimeSpan.Zero)));

        await History.UpdateAsync();

        Assert.Equal(7, (await DaysAsync(lamp)).Sum(d => d.Sold));
    }

    [Fact]
    public async Task A_cancelled_order_was_not_wanted()
    {
        var (lamp, _) = await _shop.GivenLampsInPastAsync(9);
        var taken = await _shop.Get<Orders>().TakeAsync(Incoming(await _shop.GivenChannelAsync(), lamp, 4, new(2026, 2, 25, 8, 0, 0, TimeSpan.Zero)));
        await History.UpdateAsync();

        await _shop.Get<Confirming>().CancelAsync(taken.OrderId, "Changed his mind", lines: null);
        await History.UpdateAsync();

        Assert.Equal(0, (await DaysAsync(lamp)).Sum(d => d.Sold));
    }

    [Fact]
    public async Task What_comes_back_lessens_the_day_it_was_sold_on()
    {
        var (lamp, store) = await _shop.GivenLampsInPastAsync(30);
        var taken = await _shop.Get<Orders>().TakeAsync(Incoming(await _shop.GivenChannelAsync(), lamp, 6, new(2026, 2, 24, 8, 0, 0, TimeSpan.Zero)));
        await SendAsync(taken.OrderId, 6);
        var order = await _shop.OrderAsync(taken.OrderId);
        var returnId = await _shop.Get<Returning>().AuthoriseAsync(order.Id, new ReturnDetails { Reason = "Too bright", Lines = [new(order.Lines[0].Id, 2)] });
        await _shop.Get<Returning>().ReceiveAsync(order.Id, returnId, store);
        var line = (await _shop.OrderAsync(order.Id)).Returns[0].Lines[0].Id;
        await _shop.Get<Returning>().InspectAsync(order.Id, returnId, new InspectionDetails { Lines = [new(line, 2, 0, 0)] });

        await History.UpdateAsync();

        var day = Assert.Single(await DaysAsync(lamp), d => d.Sold > 0);
        Assert.Equal((Day(2, 24), 6m, 2m, 4m), (day.Day, day.Sold, day.Returned, day.Wanted));
    }

    [Fact]
    public async Task Days_that_end_with_an_empty_shelf_are_marked_until_goods_come()
    {
        var (lamp, store) = await _shop.GivenLampsInPastAsync(5);
        await SellAsync(lamp, store, 5, new(2026, 2, 3, 12, 0, 0, TimeSpan.Zero));
        await _shop.PostAtAsync(MovementKind.Receipt, new(2026, 2, 6, 9, 0, 0, TimeSpan.Zero), new StockLine(lamp, store, 10) { UnitCost = 5 });

        await History.UpdateAsync();

        Assert.Equal([Day(2, 3), Day(2, 4), Day(2, 5)], (await DaysAsync(lamp)).Where(d => d.OutOfStock).Select(d => d.Day));
    }

    [Fact]
    public async Task An_empty_shelf_is_marked_up_to_yesterday_and_goes_on_with_the_days()
    {
        var (lamp, store) = await _shop.GivenLampsInPastAsync(5);
        await SellAsync(lamp, store, 5, new(2026, 2, 27, 12, 0, 0, TimeSpan.Zero));

        await History.UpdateAsync();

        Assert.Equal([Day(2, 27), Day(2, 28), Day(3, 1)], (await DaysAsync(lamp)).Where(d => d.OutOfStock).Select(d => d.Day));
    }

    [Fact]
    public async Task A_kit_is_demand_for_its_parts()
    {
        var (lamp, store) = await _shop.GivenLampsInPastAsync(30);
        var kit = await _shop.GivenKitAsync((lamp, 3));
        var taken = await _shop.Get<Orders>().TakeAsync(Incoming(await _shop.GivenChannelAsync(), kit, 2, new(2026, 2, 24, 8, 0, 0, TimeSpan.Zero)));

        await History.UpdateAsync();
        Assert.Equal([(Day(2, 24), 6m)], (await DaysAsync(lamp)).Select(d => (d.Day, d.Sold)));

        await SendAsync(taken.OrderId, 2);
        await History.UpdateAsync();
        Assert.Equal([(Day(2, 24), 6m)], (await DaysAsync(lamp)).Select(d => (d.Day, d.Sold)));
    }

    [Fact]
    public async Task Sales_from_before_a_channel_was_connected_are_demand_too()
    {
        var (lamp, store) = await _shop.GivenLampsInPastAsync(1);
        var channel = await _shop.GivenChannelAsync(store);
        await History.UpdateAsync();
        await using (var db = _shop.Db())
        {
            db.PastSales.Add(new PastSale(channel, "old-1", "1", lamp, 3, new(2025, 12, 24, 23, 30, 0, TimeSpan.Zero)));
            await db.SaveChangesAsync();
        }

        await History.UpdateAsync();

        Assert.Equal([(store, Day(12, 25, 2025), 3m)], (await DaysAsync(lamp)).Select(d => (d.LocationId, d.Day, d.Sold)));
    }

    [Fact]
    public async Task Sales_of_the_past_that_are_put_right_are_read_anew()
    {
        var (lamp, store) = await _shop.GivenLampsInPastAsync(1);
        var sold = new PastSale(await _shop.GivenChannelAsync(store), "old-2", "1", lamp, 3, new(2025, 12, 24, 12, 0, 0, TimeSpan.Zero));
        await using (var db = _shop.Db())
        {
            db.PastSales.Add(sold);
            await db.SaveChangesAsync();
            await History.UpdateAsync();
            sold.Correct(5, sold.At);
            PastSalesCorrected.Tell(db, [lamp], _shop.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        }

        await using (var db = _shop.Db())
            await _shop.Get<PlanAfterChanges>().HandleAsync(await db.Outbox.AsNoTracking().Where(m => m.Kind == nameof(PastSalesCorrected)).ToListAsync(), CancellationToken.None);

        Assert.Equal([(Day(12, 24, 2025), 5m)], (await DaysAsync(lamp)).Select(d => (d.Day, d.Sold)));
    }

    [Fact]
    public async Task Derived_anew_it_is_the_same()
    {
        var (lamp, store) = await _shop.GivenLampsInPastAsync(9);
        await SellAsync(lamp, store, 4, new(2026, 2, 12, 12, 0, 0, TimeSpan.Zero));
        await SellAsync(lamp, store, 5, new(2026, 2, 14, 12, 0, 0, TimeSpan.Zero));
        await History.UpdateAsync();
        var before = (await DaysAsync(lamp)).Select(d => (d.Day, d.Sold, d.Returned, d.OutOfStock)).ToList();

        await History.ForgetAsync();
        await History.UpdateAsync();

        Assert.Equal(before, (await DaysAsync(lamp)).Select(d => (d.Day, d.Sold, d.Returned, d.OutOfStock)));
    }

    [Fact]
    public async Task Another_time_zone_of_the_shop_cuts_all_days_anew()
    {
        var (lamp, store) = await _shop.GivenLampsInPastAsync(9);
        await SellAsync(lamp, store, 1, new(2026, 2, 10, 23, 30, 0, TimeSpan.Zero));
        await History.UpdateAsync();
        var settings = _shop.Get<ShopSettings>();
        var (profile, version) = await settings.ReadAsync<ShopProfile>();

        await settings.SaveAsync(profile with { TimeZone = "America/New_York" }, version);
        await History.UpdateAsync();
        var day = Assert.Single(await DaysAsync(lamp));
        var (changed, newer) = await settings.ReadAsync<ShopProfile>();
        await settings.SaveAsync(changed with { TimeZone = "Europe/Berlin" }, newer);
        await History.UpdateAsync();

        Assert.Equal(Day(2, 10), day.Day);
        Assert.Equal(Day(2, 11), Assert.Single(await DaysAsync(lamp)).Day);
    }

    [Fact]
    public async Task A_run_that_is_broken_off_is_made_up_for_by_the_next()
    {
        var (lamp, store) = await _shop.GivenLampsInPastAsync(9);
        await SellAsync(lamp, store, 4, new(2026, 2, 12, 12, 0, 0, TimeSpan.Zero));
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => History.UpdateAsync(stopped.Token));
        await History.UpdateAsync();

        Assert.Equal(4, (await DaysAsync(lamp)).Sum(d => d.Sold));
    }

    private Task SellAsync(long lamp, long store, decimal quantity, DateTimeOffset at) => _shop.PostAtAsync(MovementKind.Sale, at, new StockLine(lamp, store, -quantity));

    private async Task SendAsync(long orderId, decimal quantity)
    {
        var line = (await _shop.OrderAsync(orderId)).Lines[0].Id;
        await _shop.Get<Shipping>().ShipAsync(orderId, new ShipmentDetails { Lines = [new(line, quantity)], Parcel = new() { Carrier = "DHL" } }, SalesGoods.NextKey());
    }

    private static IncomingOrder Incoming(long channel, long variant, decimal quantity, DateTimeOffset at) => new()
    {
        ChannelId = channel,
        ExternalId = SalesGoods.NextKey(),
        PlacedAt = at,
        UpdatedAt = at,
        CustomerName = "Carla Customer",
        Lines = [new IncomingLine { ExternalId = "1", VariantId = variant, Name = "Lamp", Quantity = quantity, UnitPrice = 10 }],
    };

    private async Task<List<DailyDemand>> DaysAsync(long variantId)
    {
        await using var db = _shop.Db();
        return await db.DailyDemand.AsNoTracking().Where(d => d.VariantId == variantId).OrderBy(d => d.Day).ToListAsync();
    }
}
