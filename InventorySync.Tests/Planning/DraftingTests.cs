using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Planning;
using InventorySync.Domain.Purchasing;
using InventorySync.Domain.Settings;
using InventorySync.Tests.Stock;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Planning;

/// <summary>From suggestions to drafts of purchase orders.</summary>
public sealed class DraftingTests(TestShop shop) : IClassFixture<TestShop>
{
    private static int _made;

    [Fact]
    public async Task Suggestions_become_one_draft_for_each_supplier_and_are_not_ordered_twice()
    {
        var (north, south) = (await SupplierAsync(), await SupplierAsync());
        var (lamp, shade, bulb) = (await GivenWantedAsync(north), await GivenWantedAsync(north), await GivenWantedAsync(south));
        await NightAsync();
        var plans = await PlansAsync(lamp, shade, bulb);

        var drafted = await Drafting.DraftAsync([.. plans.Select(p => p.Id)]);
        var again = await Drafting.DraftAsync([.. plans.Select(p => p.Id)]);

        Assert.Equal((2, 3, 0), (drafted.Orders.Count, drafted.Lines, again.Orders.Count));
        var orders = await OrdersAsync(drafted.Orders);
        Assert.All(orders, o => Assert.Equal((PurchaseState.Draft, PurchaseSource.Suggested), (o.State, o.Source)));
        Assert.Equal([north, south], orders.Select(o => o.SupplierId).Order());
        var line = orders.Single(o => o.SupplierId == south).Lines.Single();
        Assert.Equal((bulb, plans.Single(p => p.VariantId == bulb).Quantity), (line.VariantId, line.Ordered));
        Assert.All(await PlansAsync(lamp, shade, bulb), p => Assert.Equal(0, p.Quantity));
    }

    [Fact]
    public async Task Two_who_draft_at_once_order_once()
    {
        var lamp = await GivenWantedAsync(await SupplierAsync());
        await NightAsync();
        var plan = (await PlansAsync(lamp)).Single();

        var drafted = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var scope = shop.As(BuiltInRoles.Owner);
            return await scope.ServiceProvider.GetRequiredService<Drafting>().DraftAsync([plan.Id]);
        }));

        Assert.Equal(1, drafted.Sum(d => d.Orders.Count));
        await using var db = shop.Db();
        Assert.Equal(plan.Quantity, await db.PurchaseLines.Where(l => l.VariantId == lamp).SumAsync(l => l.Ordered));
    }

    [Fact]
    public async Task What_no_supplier_offers_is_named_and_left_out()
    {
        var lamp = await GivenWantedAsync(supplierId: null);
        await NightAsync();

        var drafted = await Drafting.DraftAsync([(await PlansAsync(lamp)).Single().Id]);

        Assert.Empty(drafted.Orders);
        Assert.Equal("1 have no supplier that offers them. Add an offer first.", Assert.Single(drafted.LeftOut).ToString());
    }

    [Fact]
    public async Task A_budget_goes_to_the_most_urgent()
    {
        var supplier = await SupplierAsync();
        var (empty, low) = (await GivenWantedAsync(supplier, left: 0), await GivenWantedAsync(supplier, left: 12));
        await NightAsync();
        var plans = await PlansAsync(empty, low);
        var urgent = plans.Single(p => p.VariantId == empty);
        Assert.True(urgent.Rank < plans.Single(p => p.VariantId == low).Rank);
        await SettingAsync(s => s with { Budget = urgent.Cost!.Value + 0.01m });
        try
        {
            var drafted = await Drafting.DraftAsync([.. plans.Select(p => p.Id)]);

            Assert.Equal(empty, (await OrdersAsync(drafted.Orders)).Single().Lines.Single().VariantId);
            Assert.StartsWith("1 wait:", Assert.Single(drafted.LeftOut).ToString(), StringComparison.Ordinal);
        }
        finally
        {
            await SettingAsync(s => s with { Budget = 0 });
        }
    }

    [Fact]
    public async Task By_itself_only_what_stays_under_the_limit_is_drafted()
    {
        var (cheap, dear) = (await SupplierAsync(), await SupplierAsync());
        var (little, much) = (await GivenWantedAsync(cheap, cost: 0.50m), await GivenWantedAsync(dear, cost: 80));
        await NightAsync();
        Assert.All(await PlansAsync(little, much), p => Assert.True(p.Quantity > 0));

        await SettingAsync(s => s with { DraftsByItself = true, DraftLimit = 100 });
        try
        {
            await NightAsync();
        }
        finally
        {
            await SettingAsync(s => s with { DraftsByItself = false });
        }

        var plans = await PlansAsync(little, much);
        Assert.Equal([0m], plans.Where(p => p.VariantId == little).Select(p => p.Quantity));
        Assert.True(plans.Single(p => p.VariantId == much).Quantity > 0);
    }

    [Fact]
    public async Task Whoever_may_not_buy_drafts_nothing()
    {
        await using var scope = shop.As(BuiltInRoles.Viewer);

        await Assert.ThrowsAsync<ForbiddenException>(() => scope.ServiceProvider.GetRequiredService<Drafting>().DraftAllAsync());
        await Assert.ThrowsAsync<BusinessRuleException>(() => Drafting.DraftAsync([]));
    }

    private Drafting Drafting => shop.Get<Drafting>();

    private Task NightAsync() => shop.Get<PlanningNight>().RunAsync();

    private async Task<long> GivenWantedAsync(long? supplierId, decimal left = 4, decimal cost = 5)
    {
        var (lamp, store) = await shop.GivenLampsInPastAsync(84 + left);
        await shop.GivenSalesAsync(lamp, store, 6, _ => 2);
        if (supplierId is { } supplier)
        {
            await using var db = shop.Db();
            db.SupplierOffers.Add(SupplierOffer.Create(supplier, new OfferDetails { VariantId = lamp, Cost = cost }));
            await db.SaveChangesAsync();
        }

        return lamp;
    }

    private async Task<long> SupplierAsync()
    {
        await using var db = shop.Db();
        var currency = (await shop.Get<ShopSettings>().GetAsync<ShopProfile>()).Currency;
        var number = Interlocked.Increment(ref _made);
        var supplier = Supplier.Create(new SupplierDetails { Name = $"Mill {number}", Code = $"M{number}", Currency = currency, LeadTimeDays = 5 });
        db.Suppliers.Add(supplier);
        await db.SaveChangesAsync();
        return supplier.Id;
    }

    private async Task SettingAsync(Func<PlanningSettings, PlanningSettings> change)
    {
        var (settings, version) = await shop.Get<ShopSettings>().ReadAsync<PlanningSettings>();
        await shop.Get<ShopSettings>().SaveAsync(change(settings), version);
    }

    private async Task<List<ReorderPlan>> PlansAsync(params long[] variants)
    {
        await using var db = shop.Db();
        return await db.ReorderPlans.AsNoTracking().Where(p => variants.Contains(p.VariantId)).ToListAsync();
    }

    private async Task<List<PurchaseOrder>> OrdersAsync(IReadOnlyList<long> ids)
    {
        var found = new List<PurchaseOrder>();
        foreach (var id in ids)
            found.Add(await shop.Get<PurchaseOrders>().FindAsync(id));
        return found;
    }
}
