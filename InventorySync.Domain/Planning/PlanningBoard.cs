using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;

namespace InventorySync.Domain.Planning;

/// <summary>What is to be ordered, in a few figures. Costs are left out for those who may not see them.</summary>
public sealed record PlanningSummary(int Critical, int High, int Medium, decimal? Cost, int WithoutSupplier, DateTimeOffset? PlannedAt);

/// <summary>A place that is planned by itself.</summary>
public sealed record PlannedGroup(long GroupId, string? Location);

/// <summary>Everything about the planning of one variant: what is foreseen, what is to be ordered and why, and how the stock will go on.</summary>
public sealed record PlanOfVariant(ForecastView? Forecast, ReorderPlan? Plan, PlanChoice? Choice, IReadOnlyList<OutlookDay> Outlook);

/// <summary>Reads what planning has found out.</summary>
public sealed class PlanningBoard(IDbContextFactory<InventoryDb> dbs, Forecasts forecasts, Replenishment replenishment, PlanChoices choices, CurrentActor actor)
{
    private const int OutlookDays = 84;

    public async Task<PlanningSummary> SummaryAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.PlanningView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var sums = await db.ReorderPlans.Where(p => p.Quantity > 0).GroupBy(p => p.Urgency)
            .Select(g => new { Urgency = g.Key, Count = g.Count(), Cost = g.Sum(p => p.Cost), Without = g.Count(p => p.SupplierId == null) }).ToListAsync(ct);
        int Of(Urgency urgency) => sums.Find(s => s.Urgency == urgency)?.Count ?? 0;
        return new PlanningSummary(Of(Urgency.Critical), Of(Urgency.High), Of(Urgency.Medium), actor.May(Permissions.StockCosts) ? sums.Sum(s => s.Cost ?? 0) : null, sums.Sum(s => s.Without),
            await db.ReorderPlans.MaxAsync(p => (DateTimeOffset?)p.ComputedAt, ct));
    }

    /// <summary>The whole shop, or the locations that a variant is planned for.</summary>
    public async Task<IReadOnlyList<PlannedGroup>> GroupsAsync(long variantId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PlanningView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await db.Variants.AnyAsync(v => v.Id == variantId, ct))
            throw CatalogBook.MissingVariant();
        var groups = await db.VariantForecasts.Where(f => f.VariantId == variantId).Select(f => f.GroupId).Union(db.ReorderPlans.Where(p => p.VariantId == variantId).Select(p => p.GroupId)).ToListAsync(ct);
        var names = await db.Locations.Where(l => groups.Contains(l.Id)).ToDictionaryAsync(l => l.Id, l => l.Name, ct);
        return [.. groups.Select(g => new PlannedGroup(g, names.GetValueOrDefault(g))).OrderBy(g => g.Location, StringComparer.CurrentCulture)];
    }

    public async Task<PlanOfVariant> OfVariantAsync(long variantId, long groupId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PlanningView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await db.Variants.AnyAsync(v => v.Id == variantId, ct))
            throw CatalogBook.MissingVariant();
        var plan = await db.ReorderPlans.AsNoTracking().SingleOrDefaultAsync(p => p.VariantId == variantId && p.GroupId == groupId, ct);
        return new PlanOfVariant(await forecasts.FindAsync(variantId, groupId, ct), plan, await choices.FindAsync(variantId, groupId, ct), await replenishment.OutlookAsync(variantId, groupId, OutlookDays, ct));
    }
}
