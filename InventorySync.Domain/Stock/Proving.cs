using InventorySync.Domain.Access;
using InventorySync.Domain.Alerts;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Jobs;
using Quartz;

namespace InventorySync.Domain.Stock;

/// <summary>A counter of reserved units that was set to what is really held.</summary>
public sealed record RepairedReserve(string Sku, string Location, decimal From, decimal To);

/// <summary>Proves the stock: every balance against its movements, layers and bins, every reserved counter against the holds. Tells those who can mend it.</summary>
public sealed class Proving(IDbContextFactory<InventoryDb> dbs, IEnumerable<IStockCheck> checks, Notifications notifications, CurrentActor actor, TimeProvider clock, Progress progress)
{
    public async Task<StockProof> ProveAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.StockProve);
        var startedAt = clock.GetUtcNow();
        var started = clock.GetTimestamp();
        var findings = new List<string>();
        foreach (var check in checks)
            findings.AddRange(await check.FindAsync(ct));

        var proof = new StockProof(startedAt, clock.GetElapsedTime(started), actor.Actor.Name, findings);
        await dbs.ChangeAsync(async db =>
        {
            db.Set<StockProof>().Add(proof);
            if (findings.Count > 0)
                await notifications.AddForThoseWhoMayAsync(db, Permissions.StockProve, News(findings), ct);
        }, ct);
        progress.Say(findings.Count == 0 ? "Everything is right." : new Sentence("{0} differences were found.", findings.Count));
        return proof;
    }

    public async Task<IReadOnlyList<StockProof>> LastAsync(int most, CancellationToken ct = default)
    {
        actor.Demand(Permissions.StockProve);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.StockProofs.AsNoTracking().OrderByDescending(p => p.StartedAt).Take(most).ToListAsync(ct);
    }

    /// <summary>Sets every reserved counter that left the truth to what is really held, one after the other so that selling goes on; the audit tells of each.</summary>
    public async Task<IReadOnlyList<RepairedReserve>> RepairReservedAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.StockProve);
        var repaired = new List<RepairedReserve>();
        foreach (var key in await DriftedAsync(ct))
        {
            if (await dbs.ChangeAsync(db => RepairAsync(db, key, ct), ct) is { } done)
                repaired.Add(done);
        }

        return repaired;
    }

    private async Task<List<StockKey>> DriftedAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.StockItems
            .Where(i => i.Reserved != (db.Reservations.Where(r => r.VariantId == i.VariantId && r.LocationId == i.LocationId && r.State == ReservationState.Held).Sum(r => (decimal?)r.Quantity) ?? 0))
            .OrderBy(i => i.VariantId).ThenBy(i => i.LocationId)
            .Select(i => new StockKey(i.VariantId, i.LocationId)).ToListAsync(ct);
    }

    // A hold that is being made or ended at this moment waits for the lock and then adds or takes its own quantity.
    private async Task<RepairedReserve?> RepairAsync(InventoryDb db, StockKey key, CancellationToken ct)
    {
        var item = (await db.LockStockAsync([key], ct))[key];
        var held = await db.Reservations.Where(r => r.VariantId == key.VariantId && r.LocationId == key.LocationId && r.State == ReservationState.Held).SumAsync(r => r.Quantity, ct);
        if (held == item.Reserved)
            return null;

        var names = await (from variant in db.Variants.Where(v => v.Id == key.VariantId) from location in db.Locations.IgnoreQueryFilters().Where(l => l.Id == key.LocationId) select new { variant.Sku, location.Name }).SingleAsync(ct);
        if (held > item.OnHand && item.Lowest == 0)
            throw new BusinessRuleException("Of “{0}” in {1}, {2} are held and {3} are there. Release holds or correct the stock first.", names.Sku, names.Name, held, item.OnHand);

        var repaired = new RepairedReserve(names.Sku, names.Name, item.Reserved.Plain(), held.Plain());
        item.RepairReserved(held);
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        db.Audit(clock.GetUtcNow(), "repaired", nameof(StockItem), item.Id, $"{names.Sku}, {names.Name}", [new AuditedField { Name = "Reserved", From = repaired.From.ToString(invariant), To = repaired.To.ToString(invariant) }]).LocationId = key.LocationId;
        db.Outbox.AddRange(StockChanged.For([key], clock.GetUtcNow()));
        return repaired;
    }

    private static News News(List<string> findings) => new(NotificationKind.Problem, "The proof of the stock found {0} differences. The first: {1}", findings.Count, findings[0]) { Href = "/stock/proof" };
}

[Job("Prove the stock", "Compares every balance with its movements, layers and bins, and every reserved counter with what is held. What differs is told to those who may mend it.")]
public sealed class ProveStock(Proving proving) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await proving.ProveAsync(cancellationToken);
}
