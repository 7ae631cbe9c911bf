using InventorySync.Domain.Operation;

namespace InventorySync.Data.Operation;

/// <summary>Whether what follows from changes is being done.</summary>
internal sealed class OutboxHealth(InventoryDatabase database, TimeProvider clock) : IHealthQuestion
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    public string Title => "Events";

    public string Icon => "bolt";

    public bool NeededToServe => false;

    public async Task<HealthAnswer> AskAsync(CancellationToken ct)
    {
        await using var db = database.Open(Domain.Access.Actor.System("Health"));
        var places = await db.FollowerPlaces.AsNoTracking().Select(p => p.Position).ToListAsync(ct);
        var slowest = places.Count == 0 ? long.MaxValue : places.Min();
        var oldest = await db.Outbox.Where(m => m.Position == null || m.Position > slowest).OrderBy(m => m.HappenedAt).Select(m => (DateTimeOffset?)m.HappenedAt).FirstOrDefaultAsync(ct);
        if (oldest is { } since && clock.GetUtcNow() - since > Late)
            return new HealthAnswer(HealthState.Watch, new Sentence("Something that happened {0} minutes ago is still waiting to be worked on.", Math.Floor((clock.GetUtcNow() - since).TotalMinutes)), "The page Events shows which part is behind, and why.");

        var aside = await db.SetAsideMessages.CountAsync(ct);
        return aside == 0
            ? HealthAnswer.Good("Everything that happened has been worked on.")
            : new HealthAnswer(HealthState.Watch, new Sentence("{0} events could not be worked on and were set aside.", aside), "The page Events shows them; have them tried again or dismiss them there.");
    }
}
