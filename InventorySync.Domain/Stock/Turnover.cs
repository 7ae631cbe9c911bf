using InventorySync.Domain.Jobs;
using InventorySync.Domain.Outbox;
using Quartz;

namespace InventorySync.Domain.Stock;

public enum TurnoverClass
{
    Low,
    Medium,
    High,
}

/// <summary>How fast a variant sells: its class, and the units of the last ninety days that gave it. A variant without a row sold nothing and is slow.</summary>
public sealed class Turnover
{
    private Turnover()
    {
    }

    public Turnover(long variantId) => VariantId = variantId;

    public long VariantId { get; private set; }

    public TurnoverClass Class { get; private set; }

    public decimal Sold { get; private set; }

    public DateTimeOffset ComputedAt { get; private set; }

    public void Set(TurnoverClass turnover, decimal sold, DateTimeOffset at) => (Class, Sold, ComputedAt) = (turnover, sold, at);
}

/// <summary>Some variants sell faster or slower than before, and channels may show more or less of them.</summary>
public sealed record TurnoverComputed(int Changed);

/// <summary>Sorts variants by the units they sold in ninety days, less what came back: those that make the first 80 % sell fast, the next 15 % in between, the rest slowly.</summary>
public sealed class TurnoverClasses(IDbContextFactory<InventoryDb> dbs, TimeProvider clock, Progress progress)
{
    public const int Days = 90;

    private const decimal FastUpTo = 0.80m;
    private const decimal MediumUpTo = 0.95m;
    private const int AtOnce = 1000;

    public async Task ComputeAsync(CancellationToken ct = default)
    {
        var sold = await SoldAsync(ct);
        var classes = Classes(sold);
        var changed = 0;
        foreach (var chunk in classes.Chunk(AtOnce))
            changed += await StoreAsync(chunk.ToDictionary(c => c.VariantId), ct);
        await ForgetAsync(classes.Select(c => c.VariantId).ToHashSet(), ct);
        if (changed > 0)
            await dbs.ChangeAsync(db => Task.FromResult(db.Outbox.Add(OutboxMessage.Of(new TurnoverComputed(changed), "allocation:turnover", clock.GetUtcNow()))), ct);
        progress.Say(new Sentence("{0} variants sold in {1} days; {2} changed.", classes.Count, Days, changed));
    }

    /// <summary>Best sellers first; one belongs to the class in which its first unit lies.</summary>
    public static IReadOnlyList<(long VariantId, decimal Sold, TurnoverClass Class)> Classes(IReadOnlyDictionary<long, decimal> sold)
    {
        var total = sold.Values.Sum();
        var before = 0m;
        var classes = new List<(long, decimal, TurnoverClass)>(sold.Count);
        foreach (var (variantId, units) in sold.OrderByDescending(s => s.Value).ThenBy(s => s.Key))
        {
            classes.Add((variantId, units, before < total * FastUpTo ? TurnoverClass.High : before < total * MediumUpTo ? TurnoverClass.Medium : TurnoverClass.Low));
            before += units;
        }

        return classes;
    }

    private async Task<Dictionary<long, decimal>> SoldAsync(CancellationToken ct)
    {
        var since = clock.GetUtcNow().AddDays(-Days);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.StockMovements
            .Where(m => m.At >= since && (m.Kind == MovementKind.Sale || m.Kind == MovementKind.Return))
            .GroupBy(m => m.VariantId)
            .Select(g => new { VariantId = g.Key, Sold = -g.Sum(m => m.Quantity) })
            .Where(s => s.Sold > 0)
            .ToDictionaryAsync(s => s.VariantId, s => s.Sold, ct);
    }

    private Task<int> StoreAsync(Dictionary<long, (long VariantId, decimal Sold, TurnoverClass Class)> wanted, CancellationToken ct) => dbs.ChangeAsync(async db =>
    {
        var keys = wanted.Keys.ToArray();
        var stored = await db.Turnovers.Where(t => keys.Contains(t.VariantId)).ToDictionaryAsync(t => t.VariantId, ct);
        var changed = 0;
        foreach (var (variantId, sold, turnover) in wanted.Values)
        {
            if (!stored.TryGetValue(variantId, out var row))
                db.Turnovers.Add(row = new Turnover(variantId));
            else if (row.Sold == sold && row.Class == turnover)
                continue;

            row.Set(turnover, sold, clock.GetUtcNow());
            changed++;
        }

        return changed;
    }, ct);

    // What sold nothing in this time any more is slow again.
    private Task ForgetAsync(HashSet<long> sold, CancellationToken ct) => dbs.ChangeAsync(async db =>
    {
        var kept = await db.Turnovers.Select(t => t.VariantId).ToListAsync(ct);
        foreach (var gone in kept.Where(id => !sold.Contains(id)).Chunk(AtOnce))
            await db.Turnovers.Where(t => gone.Contains(t.VariantId)).ExecuteDeleteAsync(ct);
    }, ct);
}

[Job("Turnover classes", "Sorts variants by what they sold in the last ninety days: fast, in between or slowly. How much a channel may sell depends on it.")]
public sealed class ComputeTurnover(TurnoverClasses classes) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await classes.ComputeAsync(cancellationToken);
}
