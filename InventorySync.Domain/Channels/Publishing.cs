using InventorySync.Domain.Access;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Channels;

/// <summary>Brings the quantities on a channel in step with ours. It sends what is right at the moment of sending: there is no queue of old figures.</summary>
public sealed class Publishing(IDbContextFactory<InventoryDb> dbs, OpenChannels channels, ChannelLeases leases, Allocating allocating, OrderIntake intake, SyncLog log, ShutDoors doors, CurrentActor actor, Random luck, TimeProvider clock)
{
    private const int InRound = 2000;

    // fewer are saved one by one in no more time
    private const int WorthBulk = 100;

    private static readonly string[] PartsFigured = [nameof(Listing.Wanted), nameof(Listing.Figured)];
    private static readonly string[] PartsAnswered = [nameof(Listing.Pushed), nameof(Listing.PushedAt), nameof(Listing.Seen), nameof(Listing.SeenAt), nameof(Listing.Failures), nameof(Listing.NextTryAt), nameof(Listing.Problem), nameof(Listing.Gone), nameof(Listing.MovesAtPush)];

    // after it the figures would be old: they are asked again, and what is sold out meanwhile comes first
    private static readonly TimeSpan LongestRound = TimeSpan.FromSeconds(1);

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
    public Task<SyncCounts> PublishAsync(long channelId, CancellationToken ct = default) => leases.WithAsync(
        channelId,
        async stillOurs =>
        {
            var (all, ended) = (SyncCounts.None, false);
            while (!ended && await stillOurs())
            {
                (var counts, ended) = await RoundAsync(channelId, ct);
                all = all.And(counts);
            }

            return all;
        },
        SyncCounts.None,
        ct);

    /// <summary>What would be sent now, without sending it.</summary>
    public async Task<IReadOnlyList<(Listing Listing, decimal Wanted)>> TryOutAsync(long channelId, int most, CancellationToken ct = default)
    {
        actor.Demand(Permissions.ChannelsView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var waiting = await Due(db, channelId).OrderBy(l => l.WaitingSince).Take(most).AsNoTracking().ToListAsync(ct);
        var wanted = await WantedAsync(channelId, waiting, ct);
        return [.. waiting.Select(l => (l, wanted.GetValueOrDefault(l.VariantId!.Value))).Where(p => p.Item2 != p.l.Pushed)];
    }

    /// <summary>Figures out what waits for several calls at once; while one is on its way, what came of the one before is written down.</summary>
    private async Task<(SyncCounts Counts, bool Ended)> RoundAsync(long channelId, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        var (channel, calls) = await OpenAsync(channelId, ct);
        var figured = await FigureOutAsync(channelId, ct);
        var next = await NextAsync(channelId, ct);
        if (next.Count == 0)
            return (figured, Ended: figured.Skipped == 0);

        var (all, unwritten, sent, writing) = (figured, figured, new SentBatch(), Task.FromResult(SyncCounts.None));
        try
        {
            foreach (var batch in next.Chunk(channel.BatchSize))
            {
                if (channel.PauseBefore(batch.Length) is { } pause && pause > TimeSpan.Zero)
                    await Task.Delay(pause, clock, ct);
                if (clock.GetElapsedTime(began) > LongestRound)
                    break;

                sent = await SendAsync(channel, await StillRightAsync(channelId, batch, ct), ct);
                all = all.And(await writing);
                writing = WriteDownAsync(channelId, sent, unwritten, calls.Take());
                unwritten = SyncCounts.None;
                if (sent.Failure is not null || sent.ChangedThere)
                    break;
            }
        }
        finally
        {
            all = all.And(await writing);
        }

        // what was changed there is most likely sold there: its order comes first, or our figure would show it as unsold again
        var reached = sent.Failure is null && (!sent.ChangedThere || await LookQuicklyAsync(channelId, ct));
        return (all, Ended: !reached);
    }

    /// <summary>Figures out what is wanted where something changed; what is the same again is done.</summary>
    private Task<SyncCounts> FigureOutAsync(long channelId, CancellationToken ct) => dbs.ChangeAsync(async db =>
    {
        // the first that are met: to put all that waits in an order would take longer than to figure these out
        var changed = await Due(db, channelId).Where(l => l.Marks != l.Figured).OrderBy(l => l.ChannelId).Take(InRound).ToListAsync(ct);
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
    private async Task<List<Listing>> NextAsync(long channelId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Due(db, channelId)
            .Where(l => l.Marks == l.Figured)
            .OrderBy(l => l.Wanted == 0 ? 0 : 1).ThenBy(l => l.WaitingSince).ThenBy(l => l.Id)
            .Take(InRound).AsNoTracking().ToListAsync(ct);
    }

    // without what was marked meanwhile: it is figured out anew in the next round. Nothing at all when somebody stopped the channel.
    private async Task<List<Listing>> StillRightAsync(long channelId, Listing[] batch, CancellationToken ct)
    {
        var ids = batch.Select(l => l.Id).ToArray();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var right = await db.Listings
            .Where(l => ids.Contains(l.Id) && l.Marks == l.Figured && !l.Paused && db.ChannelConnections.Any(c => c.ChannelId == channelId && c.State == LinkState.Connected))
            .Select(l => l.Id).ToHashSetAsync(ct);
        return [.. batch.Where(l => right.Contains(l.Id))];
    }

    private IQueryable<Listing> Due(InventoryDb db, long channelId)
    {
        var now = clock.GetUtcNow();
        return db.Listings.Where(l => l.ChannelId == channelId && l.WaitingSince != null && l.VariantId != null && !l.Paused && (l.NextTryAt == null || l.NextTryAt <= now));
    }

    private async Task<(IChannel Channel, CallBook Calls)> OpenAsync(long channelId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return channels.Open(await db.ChannelConnections.AsNoTracking().SingleAsync(c => c.ChannelId == channelId, ct));
    }

    private static async Task<SentBatch> SendAsync(IChannel channel, List<Listing> batch, CancellationToken ct)
    {
        var sent = new SentBatch();
        try
        {
            if (batch.Count > 0)
                await SendAsync(channel, batch, sent, ct);
        }
        catch (ChannelException failure)
        {
            sent.Failure = failure;
        }

        return sent;
    }

    private static async Task SendAsync(IChannel channel, List<Listing> batch, SentBatch sent, CancellationToken ct)
    {
        try
        {
            sent.Answers.AddRange(batch.Zip(await channel.PushAsync(batch.ConvertAll(ToPush), ct)));
        }
        catch (ChannelException failure) when (failure.Failure == ChannelFailure.Rejected && batch.Count == 1)
        {
            sent.Answers.Add((batch[0], PushAnswer.Refused(failure.Words)));
        }
        catch (ChannelException failure) when (failure.Failure == ChannelFailure.Rejected)
        {
            // one that the channel will not have must not hold up the others: by halves it is found
            var half = batch.Count / 2;
            await SendAsync(channel, batch[..half], sent, ct);
            await SendAsync(channel, batch[half..], sent, ct);
        }
    }

    private static QuantityToPush ToPush(Listing listing) =>
        new(listing.ExternalId, listing.Wanted!.Value, listing.Shown) { Key = FormattableString.Invariant($"listing-{listing.Id}-{listing.Figured}") };

    // also when the app is stopping: it was sent
    private async Task<SyncCounts> WriteDownAsync(long channelId, SentBatch sent, SyncCounts figured, IReadOnlyList<ChannelCall> calls)
    {
        var counts = sent.Answers.Count == 0 ? SyncCounts.None : await StoreAsync(sent.Answers);
        if (sent.Failure is { } failure)
            await NoteAsync(channelId, failure);
        else if (sent.Answers.Count > 0)
            await dbs.ReachedAsync(channelId, clock.GetUtcNow(), CancellationToken.None);
        if (calls.Count > 0)
            await log.WriteAsync(channelId, SyncKind.Push, counts.And(figured), calls, sent.Failure?.Words, CancellationToken.None);
        return counts;
    }

    private Task<SyncCounts> StoreAsync(List<(Listing Listing, PushAnswer Answer)> answers) => dbs.ChangeAsync(async db =>
    {
        var now = clock.GetUtcNow();
        var ids = answers.Select(a => a.Listing.Id).ToArray();
        var there = await db.Listings.Where(l => ids.Contains(l.Id)).ToDictionaryAsync(l => l.Id);
        var (failed, settled, changed) = (0, new List<long>(), new List<long>());
        foreach (var (sent, answer) in answers)
        {
            if (there.GetValueOrDefault(sent.Id) is not { } listing || listing.VariantId != sent.VariantId)
                continue;

            if (listing.Answered(sent, answer, luck.NextDouble(), now))
                settled.Add(listing.Id);
            else if (answer.Outcome == PushOutcome.ChangedThere)
                changed.Add(listing.Id);
            else
                failed++;
        }

        await KeepAsync(db, there.Values, PartsAnswered, CancellationToken.None);
        await SettleAsync(db, [.. settled], CancellationToken.None);
        // it was figured out before we knew what happened there
        if (changed.Count > 0)
            await db.Listings.Where(l => changed.Contains(l.Id)).ExecuteUpdateAsync(set => set.SetProperty(l => l.Marks, l => l.Marks + 1));
        return new SyncCounts(settled.Count, 0, failed, 0);
    });

    private async Task<bool> LookQuicklyAsync(long channelId, CancellationToken ct)
    {
        try
        {
            await intake.LookQuicklyAsync(channelId, ct);
            return true;
        }
        catch (ChannelException failure)
        {
            await NoteAsync(channelId, failure);
            return false;
        }
    }

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

    private Task NoteAsync(long channelId, ChannelException failure) => dbs.ChangeAsync(async db =>
    {
        var connection = await db.ChannelConnections.SingleAsync(c => c.ChannelId == channelId);
        var wasOpen = connection.State == LinkState.Connected;
        connection.Failed(failure, luck.NextDouble(), clock.GetUtcNow());
        if (wasOpen && connection.State == LinkState.LockedOut)
            await doors.TellAsync(db, channelId);
    });

    /// <summary>What came of a call, or of several where the channel refused one thing and it was looked for by halves.</summary>
    private sealed class SentBatch
    {
        public List<(Listing Listing, PushAnswer Answer)> Answers { get; } = [];

        /// <summary>Why it did not go to the end.</summary>
        public ChannelException? Failure { get; set; }

        public bool ChangedThere => Answers.Exists(a => a.Answer.Outcome == PushOutcome.ChangedThere);
    }
}
