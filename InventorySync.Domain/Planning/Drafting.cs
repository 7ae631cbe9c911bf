using InventorySync.Domain.Access;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Places;
using InventorySync.Domain.Purchasing;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Planning;

/// <summary>The drafts that were made, and what was not ordered and why.</summary>
public sealed record DraftedOrders(IReadOnlyList<long> Orders, int Lines, IReadOnlyList<Sentence> LeftOut);

/// <summary>Makes drafts of purchase orders of what is suggested, all of them or none. What stands on a draft is on its way for the planning,
/// so asked a second time there is nothing left to order.</summary>
public sealed class Drafting(IDbContextFactory<InventoryDb> dbs, Replenishment replenishment, PurchaseOrders orders, ShopSettings settings, CurrentActor actor, TimeProvider clock)
{
    private const int MostLines = 500;

    /// <summary>These rows of the planning list.</summary>
    public Task<DraftedOrders> DraftAsync(IReadOnlyCollection<long> planIds, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingManage);
        if (planIds.Count == 0)
            throw new BusinessRuleException("Select at least one row.");
        return DraftAsync(planIds, _ => true, ct);
    }

    public async Task<DraftedOrders> DraftAllAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingManage);
        return await DraftAsync(await AllAsync(ct), _ => true, ct);
    }

    /// <summary>At night, where the shop has chosen so: orders up to its limit, for suppliers whose least order value is reached.</summary>
    public async Task<int> DraftByItselfAsync(CancellationToken ct = default)
    {
        var rules = await settings.GetAsync<PlanningSettings>();
        if (!rules.DraftsByItself)
            return 0;

        Dictionary<long, decimal> least;
        await using (var db = await dbs.CreateDbContextAsync(ct))
            least = await db.Suppliers.Where(s => s.MinOrderValue != null).ToDictionaryAsync(s => s.Id, s => s.MinOrderValue!.Value, ct);
        var drafted = await DraftAsync(
            await AllAsync(ct),
            order => order.Sum(p => p.Cost ?? 0) is var cost && (rules.DraftLimit == 0 || (cost <= rules.DraftLimit && order.All(p => p.Cost is not null))) && cost >= least.GetValueOrDefault(order.Key.SupplierId),
            ct);
        return drafted.Orders.Count;
    }

    private async Task<IReadOnlyCollection<long>> AllAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.ReorderPlans.Where(p => p.Quantity > 0).Select(p => p.Id).ToListAsync(ct);
    }

    private async Task<DraftedOrders> DraftAsync(IReadOnlyCollection<long> planIds, Func<IGrouping<(long SupplierId, long GroupId), ReorderPlan>, bool> wanted, CancellationToken ct)
    {
        var budget = (await settings.GetAsync<PlanningSettings>()).Budget;
        return await dbs.ChangeAsync(async db =>
        {
            var ids = planIds.ToArray();
            var variants = await db.ReorderPlans.Where(p => ids.Contains(p.Id)).Select(p => p.VariantId).Distinct().ToArrayAsync(ct);
            // by the figures of this moment: somebody else may have ordered it meanwhile
            await replenishment.PlanWithinAsync(db, variants, ct);
            var plans = await db.ReorderPlans.AsNoTracking().Where(p => ids.Contains(p.Id) && p.Quantity > 0).OrderBy(p => p.Rank).ThenBy(p => p.Id).ToListAsync(ct);
            var leftOut = new List<Sentence>();
            var affordable = WithinBudget([.. plans.Where(p => p.SupplierId is not null)], budget, leftOut);
            if (plans.Count(p => p.SupplierId is null) is > 0 and var without)
                leftOut.Add(new Sentence("{0} have no supplier that offers them. Add an offer first.", without));

            var (made, lines) = (new List<long>(), 0);
            foreach (var order in affordable.GroupBy(p => (SupplierId: p.SupplierId!.Value, p.GroupId)).Where(wanted).OrderBy(g => g.Key))
            {
                var place = order.Key.GroupId == VariantForecast.WholeShop ? await PlaceAsync(db, ct) : order.Key.GroupId;
                foreach (var part in order.OrderBy(p => p.VariantId).Chunk(MostLines))
                {
                    made.Add(await orders.WriteWithinAsync(db, DraftOf(order.Key.SupplierId, place, part), ct));
                    lines += part.Length;
                }
            }

            if (made.Count == 0)
                return new DraftedOrders([], 0, leftOut);
            await db.SaveChangesAsync(ct);
            await replenishment.PlanWithinAsync(db, variants, ct);
            db.Outbox.Add(OutboxMessage.Of(new ReplenishmentPlanned(variants.Length), Replenishment.Subject, clock.GetUtcNow()));
            return new DraftedOrders(made, lines, leftOut);
        }, ct);
    }

    /// <summary>The most urgent first, as far as the money goes.</summary>
    private static List<ReorderPlan> WithinBudget(List<ReorderPlan> plans, decimal budget, List<Sentence> leftOut)
    {
        if (budget <= 0)
            return plans;
        var (left, fitting) = (budget, new List<ReorderPlan>());
        foreach (var plan in plans.Where(p => (p.Cost ?? 0) <= left))
        {
            fitting.Add(plan);
            left -= plan.Cost ?? 0;
        }

        if (fitting.Count < plans.Count)
            leftOut.Add(new Sentence("{0} wait: no more than {1} is to be spent at once.", plans.Count - fitting.Count, budget));
        return fitting;
    }

    private static PurchaseDraft DraftOf(long supplierId, long locationId, IEnumerable<ReorderPlan> plans) => new()
    {
        Source = PurchaseSource.Suggested,
        SupplierId = supplierId,
        LocationId = locationId,
        Lines = [.. plans.Select(p => new DraftPurchaseLine { VariantId = p.VariantId, Quantity = p.Quantity })],
    };

    // goods come in at a warehouse where there is one
    private static async Task<long> PlaceAsync(InventoryDb db, CancellationToken ct) =>
        await db.Locations.Where(l => l.Active).OrderByDescending(l => l.Kind == LocationKind.Warehouse).ThenBy(l => l.Priority).ThenBy(l => l.Id).Select(l => (long?)l.Id).FirstOrDefaultAsync(ct)
        ?? throw new BusinessRuleException("There is no active location that goods could come in at. Add one first.");
}
