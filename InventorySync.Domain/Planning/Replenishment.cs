using InventorySync.Domain.Access;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Purchasing;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Planning;

/// <summary>What is to be ordered changed: boards read it anew.</summary>
public sealed record ReplenishmentPlanned(int Variants);

/// <summary>Works out for every variant when to order how much, from its newest forecast, the stock and what is on its way.</summary>
public sealed class Replenishment(IDbContextFactory<InventoryDb> dbs, ShopSettings settings, CurrentActor actor, TimeProvider clock, Progress progress)
{
    public const string Subject = "planning";

    private const int AtOnce = 1_000;

    private static readonly OrderState[] OpenOrders = [OrderState.Confirmed, OrderState.Picking, OrderState.PartlyShipped];
    private static readonly PurchaseState[] Awaited = [PurchaseState.Draft, PurchaseState.AwaitingApproval, PurchaseState.Approved, PurchaseState.Sent, PurchaseState.PartlyReceived];

    /// <summary>Everything anew, with the classes of all variants; the answer is how many were planned.</summary>
    public async Task<int> PlanAllAsync(CancellationToken ct = default)
    {
        var rules = await RulesAsync();
        var classes = await ClassesAsync(rules.Planning.Scope, ct);
        List<long> variants;
        await using (var db = await dbs.CreateDbContextAsync(ct))
            variants = [.. (await db.VariantForecasts.Select(f => f.VariantId).Union(db.PlanChoices.Where(c => c.ReorderPoint != null).Select(c => c.VariantId)).ToListAsync(ct)).Order()];

        var done = 0;
        foreach (var chunk in variants.Chunk(AtOnce))
        {
            await dbs.ChangeAsync(db => PlanAsync(db, chunk, rules, classes, ct), ct);
            done += chunk.Length;
            progress.Report(done, variants.Count, new Sentence("What to order: {0} of {1} variants.", done, variants.Count));
        }

        await ForgetAsync(ct);
        await TellAsync(variants.Count, ct);
        return done;
    }

    /// <summary>These anew after their stock, their orders or what people chose for them changed.</summary>
    public async Task PlanAsync(IReadOnlyCollection<long> variantIds, CancellationToken ct = default)
    {
        var rules = await RulesAsync();
        foreach (var chunk in variantIds.Distinct().Order().Chunk(AtOnce))
            await dbs.ChangeAsync(db => PlanAsync(db, chunk, rules, classes: null, ct), ct);
        await TellAsync(variantIds.Count, ct);
    }

    /// <summary>The expected stock of the coming days, with and without the suggested order.</summary>
    public async Task<IReadOnlyList<OutlookDay>> OutlookAsync(long variantId, long groupId, int days, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PlanningView);
        var rules = await RulesAsync();
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.VariantForecasts.AsNoTracking().SingleOrDefaultAsync(f => f.VariantId == variantId && f.GroupId == groupId, ct) is not { } forecast)
            return [];

        var plan = await db.ReorderPlans.AsNoTracking().SingleOrDefaultAsync(p => p.VariantId == variantId && p.GroupId == groupId, ct);
        var stock = (await PositionsAsync(db, [variantId], rules, ct))(variantId, groupId, (double)(plan?.LeadDays ?? rules.Planning.LeadDays));
        var order = plan is { Quantity: > 0 } ? new Arrival(rules.Today.AddDays((int)Math.Ceiling(Math.Max(1, plan.LeadDays))), plan.Quantity) : null;
        return StockOutlook.Of(stock.Available, forecast.Figures, rules.Today, stock.Arrivals, order, Math.Clamp(days, 7, StockOutlook.Longest));
    }

    /// <summary>As part of a larger change: by the figures of this moment.</summary>
    internal async Task PlanWithinAsync(InventoryDb db, long[] variantIds, CancellationToken ct) => await PlanAsync(db, variantIds, await RulesAsync(), classes: null, ct);

    private async Task<Rules> RulesAsync()
    {
        var shop = await settings.GetAsync<ShopProfile>();
        return new Rules(await settings.GetAsync<PlanningSettings>(), shop, shop.DayOf(clock.GetUtcNow()));
    }

    private async Task<IReadOnlyDictionary<(long, long), SalesClass>> ClassesAsync(PlanningScope scope, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var sales = await db.VariantForecasts.Join(db.Variants, f => f.VariantId, v => v.Id, (f, v) => new { f.VariantId, f.GroupId, Value = f.SoldInYear * v.Price }).ToListAsync(ct);
        // each place has its own best sellers
        return sales.GroupBy(s => s.GroupId).SelectMany(g => SalesClasses.Of(g.Select(s => ((s.VariantId, s.GroupId), s.Value)))).ToDictionary(c => c.Key, c => c.Value);
    }

    private async Task PlanAsync(InventoryDb db, long[] variantIds, Rules rules, IReadOnlyDictionary<(long, long), SalesClass>? classes, CancellationToken ct)
    {
        await PlanningLock.TakeAsync(db, ct);
        var forecasts = await db.VariantForecasts.AsNoTracking().IgnoreQueryFilters().Where(f => variantIds.Contains(f.VariantId)).ToDictionaryAsync(f => (f.VariantId, f.GroupId), ct);
        var choices = await db.PlanChoices.AsNoTracking().IgnoreQueryFilters().Where(c => variantIds.Contains(c.VariantId)).ToDictionaryAsync(c => (c.VariantId, c.GroupId), ct);
        var plans = await db.ReorderPlans.AsNoTracking().IgnoreQueryFilters().Where(p => variantIds.Contains(p.VariantId)).ToDictionaryAsync(p => (p.VariantId, p.GroupId), ct);
        var variants = await PlannedVariant.Of(db, db.Variants.Where(v => variantIds.Contains(v.Id))).ToDictionaryAsync(v => v.VariantId, ct);
        var supply = await Supply.ReadAsync(db, variantIds, rules.Planning, rules.Shop, rules.Today, ct);
        var positions = await PositionsAsync(db, variantIds, rules, ct);
        var (at, made, changed) = (clock.GetUtcNow(), new List<ReorderPlan>(), new List<ReorderPlan>());
        foreach (var key in forecasts.Keys.Union(choices.Where(c => c.Value.ReorderPoint is not null).Select(c => c.Key)))
        {
            var variant = variants[key.VariantId];
            var terms = supply.For(variant);
            var choice = choices.GetValueOrDefault(key);
            var sales = classes?.GetValueOrDefault(key, SalesClass.C) ?? plans.GetValueOrDefault(key)?.Class ?? SalesClass.C;
            var advice = ReorderAdvice.Of(
                forecasts.GetValueOrDefault(key)?.Figures ?? new ForecastContent(), rules.Today, positions(key.VariantId, key.GroupId, terms.LeadDays), terms,
                TermsOf(rules.Planning, sales, choice, variant), sales, variant.Buyable && choice?.LeftOut != true);
            var known = plans.Remove(key, out var plan);
            (known ? changed : made).Add(plan ??= new ReorderPlan(key.VariantId, key.GroupId));
            plan.Take(advice, rules.Today, at);
        }

        await db.RewriteAsync(changed, ReorderPlan.Changing, ct);
        await db.LoadAsync(made, ct);
        var gone = plans.Values.Select(p => p.Id).ToArray();
        if (gone.Length > 0)
            await db.ReorderPlans.IgnoreQueryFilters().Where(p => gone.Contains(p.Id)).ExecuteDeleteAsync(ct);
    }

    private static ReorderTerms TermsOf(PlanningSettings rules, SalesClass sales, PlanChoice? choice, PlannedVariant variant) =>
        new((double)(choice?.Service ?? rules.ServiceOf(sales)) / 100, rules.ReviewDays, rules.CoverDays)
        {
            FixedReorderPoint = choice?.ReorderPoint,
            FixedOrderUpTo = choice?.OrderUpTo,
            ShelfLifeDays = choice?.ShelfLifeDays,
            HoldingCost = (double)rules.HoldingCost / 100,
            Decimals = variant.Decimals,
        };

    /// <summary>What is free, less what is sold and missing; and what was ordered, with the day it should come.</summary>
    private static async Task<Func<long, long, double, StockPosition>> PositionsAsync(InventoryDb db, long[] variantIds, Rules rules, CancellationToken ct)
    {
        var stock = (await db.StockItems.AsNoTracking().Where(i => variantIds.Contains(i.VariantId)).Select(i => new { i.VariantId, i.LocationId, Free = i.OnHand - i.Reserved }).ToListAsync(ct)).ToLookup(i => i.VariantId);
        var missing = (await (
            from line in db.OrderLines.Where(l => l.VariantId != null && variantIds.Contains(l.VariantId.Value) && l.Counted && l.Quantity - l.Cancelled - l.Shipped > l.Reserved)
            join order in db.Orders.IgnoreQueryFilters().Where(o => OpenOrders.Contains(o.State)) on line.OrderId equals order.Id
            select new { VariantId = line.VariantId!.Value, order.LocationId, Quantity = line.Quantity - line.Cancelled - line.Shipped - line.Reserved }).ToListAsync(ct)).ToLookup(l => l.VariantId);
        var coming = (await (
            from line in db.PurchaseLines.Where(l => variantIds.Contains(l.VariantId) && l.Ordered - l.Cancelled - l.Received > 0)
            join order in db.PurchaseOrders.IgnoreQueryFilters().Where(o => Awaited.Contains(o.State)) on line.PurchaseOrderId equals order.Id
            select new { line.VariantId, order.LocationId, Quantity = line.Ordered - line.Cancelled - line.Received, On = line.ExpectedOn ?? order.ExpectedOn, order.SentAt }).ToListAsync(ct)).ToLookup(l => l.VariantId);
        return (variantId, groupId, leadDays) =>
        {
            bool Here(long? locationId) => groupId == VariantForecast.WholeShop || locationId == groupId;
            var free = stock[variantId].Where(i => Here(i.LocationId)).Sum(i => i.Free) - missing[variantId].Where(m => Here(m.LocationId)).Sum(m => m.Quantity);
            return new StockPosition(free,
            [
                .. coming[variantId].Where(c => Here(c.LocationId)).Select(c => new Arrival(
                    c.On is { } on && on >= rules.Today ? on : (c.SentAt is { } sent && c.On is null ? Later(rules.Shop.DayOf(sent).AddDays((int)Math.Ceiling(leadDays)), rules.Today) : c.On is null ? rules.Today.AddDays((int)Math.Ceiling(leadDays)) : rules.Today.AddDays(1)), c.Quantity)),
            ]);
        };
    }

    // what is late may come any day
    private static DateOnly Later(DateOnly day, DateOnly today) => day > today ? day : today.AddDays(1);

    private Task ForgetAsync(CancellationToken ct) => dbs.ChangeAsync(db => db.ReorderPlans.Where(p =>
        !db.VariantForecasts.Any(f => f.VariantId == p.VariantId && f.GroupId == p.GroupId) && !db.PlanChoices.Any(c => c.VariantId == p.VariantId && c.GroupId == p.GroupId && c.ReorderPoint != null)).ExecuteDeleteAsync(ct), ct);

    private Task TellAsync(int variants, CancellationToken ct) =>
        dbs.ChangeAsync(db => Task.FromResult(db.Outbox.Add(OutboxMessage.Of(new ReplenishmentPlanned(variants), Subject, clock.GetUtcNow()))), ct);

    private sealed record Rules(PlanningSettings Planning, ShopProfile Shop, DateOnly Today);
}
