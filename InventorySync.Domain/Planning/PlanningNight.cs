using InventorySync.Domain.Access;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace InventorySync.Domain.Planning;

/// <summary>The way from sales to suggestions: history, forecasts, plans, and the comparison of what was foreseen with what came.</summary>
public sealed class PlanningNight(IDbContextFactory<InventoryDb> dbs, DemandHistory history, Forecasts forecasts, Replenishment replenishment, ForecastTracking tracking, Drafting drafting, CurrentActor actor, Progress progress)
{
    public async Task RunAsync(CancellationToken ct = default)
    {
        var derived = await history.UpdateAsync(ct);
        var made = await forecasts.MakeAllAsync(ct);
        var planned = await replenishment.PlanAllAsync(ct);
        await tracking.TrackAsync(ct);
        var drafted = await drafting.DraftByItselfAsync(ct);
        progress.Say(drafted > 0
            ? new Sentence("{0} histories and {1} forecasts made, {2} variants planned, {3} orders drafted.", derived, made, planned, drafted)
            : new Sentence("{0} histories and {1} forecasts made, {2} variants planned.", derived, made, planned));
    }

    /// <summary>Some variants anew from the ground up.</summary>
    public async Task RemakeAsync(IReadOnlyCollection<long> variantIds, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PlanningEdit);
        await using (var db = await dbs.CreateDbContextAsync(ct))
        {
            if (await db.Variants.CountAsync(v => variantIds.Contains(v.Id), ct) < variantIds.Distinct().Count())
                throw CatalogBook.MissingVariant();
        }

        await history.DeriveAsync(variantIds, ct);
        await forecasts.MakeAsync(variantIds, ct);
        await replenishment.PlanAsync(variantIds, ct);
    }
}

[Job("Plan what to order", "Sees what was sold, forecasts what will be, and works out what to order. Broken off, it goes on with the next run.")]
public sealed class PlanStock(PlanningNight night) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await night.RunAsync(cancellationToken);
}

/// <summary>Plans anew what moved, and forecasts anew after an order far above the usual.</summary>
[Follower("Planning", "Works out anew what to order after stock changed, and forecasts a variant again after an unusually large order.")]
public sealed class PlanAfterChanges(IDbContextFactory<InventoryDb> dbs, ShopSettings settings, PlanningNight night, DemandHistory history, Replenishment replenishment) : IFollower
{
    public string Name => "planning";

    public async Task HandleAsync(IReadOnlyList<OutboxMessage> batch, CancellationToken ct)
    {
        foreach (var corrected in batch.Where(m => m.Kind == nameof(PastSalesCorrected)))
            await history.DeriveAsync(corrected.Read<PastSalesCorrected>().VariantIds, ct); // the next night forecasts from it
        var moved = batch.Where(m => m.Kind == nameof(StockChanged)).Select(m => m.Read<StockChanged>().VariantId).Distinct().ToArray();
        var orders = batch.Where(m => m.Kind == nameof(OrderConfirmed)).Select(m => m.Read<OrderConfirmed>().OrderId).Distinct().ToArray();
        var large = orders.Length == 0 ? [] : await LargeAsync(orders, ct);
        if (large.Count > 0)
            await night.RemakeAsync(large, ct);
        var planned = await PlannedAsync(moved, ct);
        if (planned.Except(large).Any())
            await replenishment.PlanAsync([.. planned.Except(large)], ct);
    }

    private async Task<List<long>> LargeAsync(long[] orders, CancellationToken ct)
    {
        var times = (await settings.GetAsync<PlanningSettings>()).LargeOrder;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.OrderLines.Where(l => orders.Contains(l.OrderId) && l.VariantId != null)
            .Join(db.VariantForecasts, l => l.VariantId, f => f.VariantId, (l, f) => new { f.VariantId, l.Quantity, f.NextWeek })
            .Where(l => l.Quantity >= 2 && l.Quantity >= times * l.NextWeek).Select(l => l.VariantId).Distinct().ToListAsync(ct);
    }

    // what has never been planned waits for the night
    private async Task<List<long>> PlannedAsync(long[] variants, CancellationToken ct)
    {
        if (variants.Length == 0)
            return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.ReorderPlans.Where(p => variants.Contains(p.VariantId)).Select(p => p.VariantId).Distinct().ToListAsync(ct);
    }
}

public static class PlanningSetup
{
    public static IServiceCollection AddPlanning(this IServiceCollection services) => services
        .AddScoped<DemandHistory>()
        .AddScoped<Forecasts>()
        .AddScoped<ForecastTracking>()
        .AddScoped<Replenishment>()
        .AddScoped<PlanChoices>()
        .AddScoped<PlanningBoard>()
        .AddScoped<Drafting>()
        .AddScoped<ForecastInWords>()
        .AddScoped<PlanningNight>()
        .AddFollower<PlanAfterChanges>(FollowerStart.Now)
        .AddList<PlanningList>()
        .AddList<SeasonList>()
        .AddSettings<PlanningSettings>(PlanningSettings.Section, "Planning", "What is always in stock, how often is ordered, and what happens by itself", icon: "query_stats", order: 33, permission: Permissions.PlanningEdit)
        .AddAuditSubject(nameof(PlanChoice), "Planning", _ => "/planning");
}
