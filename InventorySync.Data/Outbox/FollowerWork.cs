using InventorySync.Domain.Access;
using InventorySync.Domain.Alerts;
using InventorySync.Domain.Outbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InventorySync.Data.Outbox;

/// <summary>Works for the followers, one batch at a time, on whichever node holds the follower's row.</summary>
public sealed class FollowerWork(
    InventoryDatabase database, IServiceScopeFactory scopes, IEnumerable<FollowerType> types, OutboxSettings settings, Node node, TimeProvider clock, ILogger<FollowerWork> log)
{
    private readonly OutboxDialect _dialect = OutboxDialect.Of(database);

    /// <summary>The followers of this product, by name.</summary>
    public IReadOnlyDictionary<string, FollowerType> Followers { get; } = Named(scopes, types);

    /// <summary>Gives followers that are new to this shop a place to begin at.</summary>
    public async Task EnrolAsync(CancellationToken ct = default)
    {
        foreach (var (name, follower) in Followers)
        {
            await using var db = database.Open(Actor.System(name));
            var now = clock.GetUtcNow();
            if (await db.FollowerPlaces.Where(p => p.Name == name).ExecuteUpdateAsync(set => set.SetProperty(p => p.SeenAt, now), ct) > 0)
                continue;

            db.FollowerPlaces.Add(new FollowerPlace(name, await StartOfAsync(db, follower.Start, ct), now));
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException failure) when (db.BrokenUniqueIndex(failure) is not null)
            {
                log.LogDebug("Another node enrolled {Follower} first.", name);
            }
        }
    }

    /// <summary>One batch. The answer is false when there is nothing more to do for now: no message, a pause after a failure, or another node at work.</summary>
    public async Task<bool> StepAsync(string follower, CancellationToken ct = default)
    {
        await using var db = database.Open(Actor.System(follower));
        if (await LastPlaceIfWorkAsync(db, follower, ct) is not { } last)
            return false;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var place = (await db.FollowerPlaces.FromSqlRaw(_dialect.LockFollower, follower).ToListAsync(ct)).SingleOrDefault();
        if (place is null || place.WaitsAt(clock.GetUtcNow()))
            return false;

        var size = place.NextBatchSize(settings);
        var batch = await OutboxDialect.Behind(db, place.Position, last, size).ToListAsync(ct);
        if (batch.Count == 0)
            return false;

        var failure = await HandleAsync(follower, batch, ct);
        if (failure is null)
            Pass(place, batch);
        else
            await NoteAsync(db, place, batch, failure, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return failure is not null || batch.Count == size;
    }

    /// <summary>Hands one message to a follower outside the order, as for one that was set aside.</summary>
    public async Task HandleAgainAsync(string follower, OutboxMessage message, CancellationToken ct = default)
    {
        if (await HandleAsync(follower, [message], ct) is { } failure)
            throw new FollowerFailedException(failure);
    }

    private void Pass(FollowerPlace place, List<OutboxMessage> batch)
    {
        place.Passed(batch, node.Name, clock.GetUtcNow());
        Telemetry.Handled(place.Name, batch.Count);
    }

    // read without a lock, so that an idle shop writes nothing
    private async Task<long?> LastPlaceIfWorkAsync(InventoryDb db, string follower, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await db.OutboxSequence
            .Where(s => db.FollowerPlaces.Any(p => p.Name == follower && (p.RetryAt == null || p.RetryAt <= now) && p.Position < s.LastPosition))
            .Select(s => (long?)s.LastPosition)
            .SingleOrDefaultAsync(ct);
    }

    private async Task<Exception?> HandleAsync(string follower, IReadOnlyList<OutboxMessage> batch, CancellationToken ct)
    {
        using var trace = Telemetry.Begin($"follower {follower}");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(settings.BatchTimeout);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System(follower);
            await Make(scope.ServiceProvider, Followers[follower]).HandleAsync(batch, patience.Token);
            return null;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            return patience.IsCancellationRequested ? new TimeoutException($"Not done after {settings.BatchTimeout.TotalSeconds:0} seconds.", failure) : failure;
        }
    }

    private async Task NoteAsync(InventoryDb db, FollowerPlace place, List<OutboxMessage> batch, Exception failure, CancellationToken ct)
    {
        if (place.Failed(batch, failure, node.Name, settings, clock.GetUtcNow()) is { } aside)
        {
            await TellAsync(db, aside, ct);
            db.SetAsideMessages.Add(aside);
            log.LogError(failure, "{Follower} could not handle {Kind} {Subject} and goes on without it.", place.Name, aside.Kind, aside.Subject);
        }
        else
        {
            log.LogWarning(failure, "{Follower} failed on {Count} messages from {Position} on.", place.Name, batch.Count, batch[0].Position);
        }
    }

    // One an hour for each follower: when everything fails, nobody needs a hundred notices.
    private async Task TellAsync(InventoryDb db, SetAsideMessage aside, CancellationToken ct)
    {
        db.Outbox.Add(OutboxMessage.Of(new SetAsideChanged(aside.Follower, aside.Kind), SetAsideChanged.SubjectOf(aside.Follower), aside.SetAsideAt));
        var lately = aside.SetAsideAt.AddHours(-1);
        if (await db.SetAsideMessages.AnyAsync(m => m.Follower == aside.Follower && m.SetAsideAt > lately, ct))
            return;

        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System(aside.Follower);
        await scope.ServiceProvider.GetRequiredService<Notifications>().TellThoseWhoMayAsync(
            Permissions.JobsRun, new News(NotificationKind.Problem, new Sentence("“{0}” could not handle {1} and goes on without it.", Followers[aside.Follower].Words?.Title ?? aside.Follower, aside.Kind)) { Href = "/operations/events" }, ct);
    }

    private static async Task<long> StartOfAsync(InventoryDb db, FollowerStart start, CancellationToken ct)
    {
        var last = await db.OutboxSequence.Select(s => s.LastPosition).SingleAsync(ct);
        return start == FollowerStart.Now ? last : await db.Outbox.Where(m => m.Position != null).MinAsync(m => m.Position, ct) - 1 ?? last;
    }

    private static IFollower Make(IServiceProvider services, FollowerType type) => (IFollower)services.GetRequiredService(type.Type);

    private static Dictionary<string, FollowerType> Named(IServiceScopeFactory scopes, IEnumerable<FollowerType> types)
    {
        using var scope = scopes.CreateScope();
        return types.ToDictionary(t => Make(scope.ServiceProvider, t).Name);
    }
}

/// <summary>A follower could not handle a message; the inner exception is its own.</summary>
public sealed class FollowerFailedException(Exception failure) : Exception(failure.Message, failure);
