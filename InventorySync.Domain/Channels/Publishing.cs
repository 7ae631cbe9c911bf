using InventorySync.Domain.Access;
using InventorySync.Domain.Alerts;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Channels;

/// <summary>Brings the quantities on a channel in step with ours. It sends what is right at the moment of sending: there is no queue of old figures.</summary>
public sealed class Publishing(IDbContextFactory<InventoryDb> dbs, OpenChannels channels, Allocating allocating, OrderIntake intake, SyncLog log, Notifications notifications, CurrentActor actor, TimeProvider clock)
{
    private const int FiguredAtOnce = 2000;

    // fewer are saved one by one in no more time
    private const int WorthBulk = 100;

    private static readonly string[] PartsFigured = [nameof(Listing.Wanted), nameof(Listing.Figured)];
    private static readonly string[] PartsAnswered = [nameof(Listing.Pushed), nameof(Listing.PushedAt), nameof(Listing.Seen), nameof(Listing.SeenAt), nameof(Listing.Failures), nameof(Listing.NextTryAt), nameof(Listing.Problem)];

    // long enough for a node that stumbles, short enough for one that died
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(1);

    /// <summary>Channels for which something waits that may be sent now.</summary>
    public async Task<IReadOnlyList<long>> DueAsync(CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.ChannelConnections
            .Where(c => c.State == LinkState.Connected && (c.NotBefore == null || c.NotBefore <= now) && (c.LeasedUntil == null || c.LeasedUntil < now))
            .Where(c => db.Listings.Any(l => l.ChannelId == c.ChannelId && l.WaitingSince != null && l.VariantId != null && !l.Paused && (l.NextTryAt == null || l.NextTryAt <= now)))
            .Select(c => c.ChannelId)
            .ToListAsync(ct);
    }

    /// <summary>Sends until nothing waits any more, or the channel wants to be left alone. Only one node does so at a time.</summary>
    public async Task<SyncCounts> PublishAsync(long channelId, CancellationToken ct = default)
    {
        var token = ChannelLease.NewToken();
        if (!await LeaseAsync(channelId, token, ct))
            return SyncCounts.None;

        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var beat = BeatAsync(channelId, token, end.Token);
        var all = SyncCounts.None;
        try
        {
            while (await RenewAsync(channelId, token, ct) && await BatchAsync(channelId, ct) is { } counts)
                all = all.And(counts);
        }
        finally
        {
            await end.CancelAsync();
            await LeaveAsync(channelId, token);
            await beat;
        }

        return all;
    }

    /// <summary>What processes of this machine still held when they died is free again; what those of other machines held runs out by itself.</summary>
    public async Task FreeWhatTheDeadHeldAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        foreach (var held in await db.ChannelConnections.Where(c => c.LeaseToken != null).Select(c => new { c.ChannelId, c.LeaseToken }).ToListAsync(ct))
        {
            if (ChannelLease.IsOfTheDead(held.LeaseToken!))
                await LeaveAsync(held.ChannelId, held.LeaseToken!);
        }
    }

    /// <summary>What would be sent now, without sending it.</summary>
    public async Task<IReadOnlyList<(Listing Listing, decimal Wanted)>> TryOutAsync(long channelId, int most, CancellationToken ct = default)
    {
        actor.Demand(Permissions.ChannelsView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var waiting = await Due(db, channelId).OrderBy(l => l.WaitingSince).Take(most).AsNoTracking().ToListAsync(ct);
        var wanted = await WantedAsync(channelId, waiting, ct);
        return [.. waiting.Select(l => (l, wanted.GetValueOrDefault(l.VariantId!.Value))).Where(p => p.Item2 != p.l.Pushed)];
    }

    /// <summary>Null when there is nothing to do now.</summary>
    private async Task<SyncCounts?> BatchAsync(long channelId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var connection = await db.ChannelConnections.AsNoTracking().SingleAsync(c => c.ChannelId == channelId, ct);
        var (channel, calls) = channels.Open(connection);
        var skipped = await FigureOutAsync(channelId, ct);
        var batch = await NextAsync(db, channelId, channel.BatchSize, ct);
        if (batch.Count == 0)
            return skipped.Skipped > 0 ? skipped : null;

        // after a long pause the figures would be old: they are asked again
        if (channel.PauseBefore(batch.Count) is { } pause && pause > TimeSpan.Zero)
        {
            await Task.Delay(pause, clock, ct);
            if (pause > LongPause)
                return skipped;
        }

        try
        {
            var (counts, changedThere) = await SendAsync(channel, batch, ct);
            await dbs.ReachedAsync(channelId, clock.GetUtcNow(), ct);
            await log.WriteAsync(channelId, SyncKind.Push, counts.And(skipped), calls.Take(), note: null, ct);
            // what was changed there is most likely sold there: its order comes first, or our figure would show it as unsold again
            if (changedThere)
                await intake.LookQuicklyAsync(channelId, ct);
            return counts.And(skipped);
        }
        catch (ChannelException failure)
        {
            await NoteAsync(channelId, failure, ct);
            await log.WriteAsync(channelId, SyncKind.Push, skipped, calls.Take(), failure.Words, ct);
            return null;
        }
    }

    /// <summary>Figures out what is wanted where something changed; what is the same again is done.</summary>
    private Task<SyncCounts> FigureOutAsync(long channelId, CancellationToken ct) => dbs.ChangeAsync(async db =>
    {
        var changed = await Due(db, channelId).Where(l => l.Marks != l.Figured).OrderBy(l => l.WaitingSince).Take(FiguredAtOnce).ToListAsync(ct);
        if (changed.Count == 0)
            return SyncCounts.None;

        var wanted = await WantedAsync(channelId, changed, ct);
        var changes = changed.Sum(l => l.Marks - l.Figured);
        foreach (var listing in changed)
            listing.FigureOut(wanted.GetValueOrDefault(listing.VariantId!.Value));
        await KeepAsync(db, changed, PartsFigured, ct);
        var same = changed.Where(l => l.IsSent).Select(l => l.Id).ToArray();
        var settled = same.Length == 0 ? 0 : await SettleAsync(db, same, ct);
        return new SyncCounts(0, settled, 0, changes);
    }, ct);

    private async Task<Dictionary<long, decimal>> WantedAsync(long channelId, IReadOnlyCollection<Listing> listings, CancellationToken ct) =>
        (await allocating.OfChannelAsync(channelId, [.. listings.Select(l => l.VariantId!.Value)], ct)).ToDictionary(a => a.VariantId, a => a.Allocation.Sellable);

    // what is sold out goes first: every minute that it is shown is an order that cannot be kept
    private async Task<List<Listing>> NextAsync(InventoryDb db, long channelId, int most, CancellationToken ct) => await Due(db, channelId)
        .Where(l => l.Marks == l.Figured)
        .OrderBy(l => l.Wanted == 0 ? 0 : 1).ThenBy(l => l.WaitingSince).ThenBy(l => l.Id)
        .Take(most).AsNoTracking().ToListAsync(ct);

    private IQueryable<Listing> Due(InventoryDb db, long channelId)
    {
        var now = clock.GetUtcNow();
        return db.Listings.Where(l => l.ChannelId == channelId && l.WaitingSince != null && l.VariantId != null && !l.Paused && (l.NextTryAt == null || l.NextTryAt <= now));
    }

    private async Task<(SyncCounts Counts, bool ChangedThere)> SendAsync(IChannel channel, IReadOnlyList<Listing> batch, CancellationToken ct)
    {
        try
        {
            var answers = await channel.PushAsync([.. batch.Select(ToPush)], ct);
            return (await StoreAsync(batch, answers, ct), answers.Any(a => a.Outcome == PushOutcome.ChangedThere));
        }
        catch (ChannelException failure) when (failure.Failure == ChannelFailure.Rejected)
        {
            // one that the channel will not have must not hold up the others: by halves it is found
            if (batch.Count == 1)
                return (await StoreAsync(batch, [PushAnswer.Refused(failure.Words)], ct), false);
            var half = batch.Count / 2;
            var first = await SendAsync(channel, [.. batch.Take(half)], ct);
            var second = await SendAsync(channel, [.. batch.Skip(half)], ct);
            return (first.Counts.And(second.Counts), first.ChangedThere || second.ChangedThere);
        }
    }

    private static QuantityToPush ToPush(Listing listing) =>
        new(listing.ExternalId, listing.Wanted!.Value, listing.Shown) { Key = FormattableString.Invariant($"listing-{listing.Id}-{listing.Figured}") };

    private Task<SyncCounts> StoreAsync(IReadOnlyList<Listing> batch, IReadOnlyList<PushAnswer> answers, CancellationToken ct) => dbs.ChangeAsync(async db =>
    {
        var now = clock.GetUtcNow();
        var ids = batch.Select(l => l.Id).ToArray();
        var there = await db.Listings.Where(l => ids.Contains(l.Id)).ToDictionaryAsync(l => l.Id, ct);
        var (pushed, failed, settled) = (0, 0, new List<long>());
        foreach (var (sent, answer) in batch.Zip(answers))
        {
            if (there.GetValueOrDefault(sent.Id) is not { } listing || listing.VariantId != sent.VariantId)
                continue;

            if (listing.Answered(sent.Wanted!.Value, answer, Random.Shared.NextDouble(), now))
            {
                pushed++;
                settled.Add(listing.Id);
            }
            else if (answer.Outcome != PushOutcome.ChangedThere)
            {
                failed++;
            }
        }

        await KeepAsync(db, there.Values, PartsAnswered, ct);
        await SettleAsync(db, [.. settled], ct);
        return new SyncCounts(pushed, 0, failed, 0);
    }, ct);

    private static async Task KeepAsync(InventoryDb db, IReadOnlyCollection<Listing> listings, string[] what, CancellationToken ct)
    {
        if (listings.Count < WorthBulk)
        {
            await db.SaveChangesAsync(ct);
            return;
        }

        await db.RewriteAsync(listings, what, ct);
        db.ChangeTracker.Clear();
    }

    // whoever marked it meanwhile keeps it waiting
    private static Task<int> SettleAsync(InventoryDb db, long[] listingIds, CancellationToken ct) => db.Listings
        .Where(l => listingIds.Contains(l.Id) && l.Marks == l.Figured)
        .ExecuteUpdateAsync(set => set.SetProperty(l => l.WaitingSince, (DateTimeOffset?)null), ct);

    private Task NoteAsync(long channelId, ChannelException failure, CancellationToken ct) => dbs.ChangeAsync(async db =>
    {
        var connection = await db.ChannelConnections.SingleAsync(c => c.ChannelId == channelId, ct);
        var wasOpen = connection.State == LinkState.Connected;
        connection.Failed(failure, Random.Shared.NextDouble(), clock.GetUtcNow());
        if (!wasOpen || connection.State != LinkState.LockedOut)
            return;

        var name = await db.Channels.Where(c => c.Id == channelId).Select(c => c.Name).SingleAsync(ct);
        var news = new News(NotificationKind.Problem, new Sentence("“{0}” does not let us in any more. Connect it again; what changes meanwhile waits.", name)) { Href = $"/channels/{channelId}" };
        await notifications.AddForThoseWhoMayAsync(db, Permissions.ChannelsManage, news, ct);
    }, ct);

    private async Task<bool> LeaseAsync(long channelId, string token, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.ChannelConnections
            .Where(c => c.ChannelId == channelId && c.State == LinkState.Connected && (c.NotBefore == null || c.NotBefore <= now) && (c.LeasedUntil == null || c.LeasedUntil < now))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.LeasedUntil, now + Lease).SetProperty(c => c.LeaseToken, token), ct) == 1;
    }

    private async Task<bool> RenewAsync(long channelId, string token, CancellationToken ct)
    {
        var until = clock.GetUtcNow() + Lease;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.ChannelConnections.Where(c => c.ChannelId == channelId && c.LeaseToken == token && c.State == LinkState.Connected)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.LeasedUntil, until), ct) == 1;
    }

    // a call may take longer than the lease: it is kept for as long as this process lives
    private async Task BeatAsync(long channelId, string token, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await Task.Delay(Beat, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!ct.IsCancellationRequested)
                await RenewAsync(channelId, token, CancellationToken.None);
        }
    }

    private async Task LeaveAsync(long channelId, string token)
    {
        await using var db = await dbs.CreateDbContextAsync();
        await db.ChannelConnections.Where(c => c.ChannelId == channelId && c.LeaseToken == token)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.LeasedUntil, (DateTimeOffset?)null).SetProperty(c => c.LeaseToken, (string?)null));
    }
}
