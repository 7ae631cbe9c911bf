using Microsoft.Extensions.Logging;

namespace InventorySync.Domain.Channels;

/// <summary>Takes in what channels tell: stored at once, worked on after, once, in any order.</summary>
public sealed class ChannelInbox(IDbContextFactory<InventoryDb> dbs, OpenChannels channels, OrderIntake intake, ShutDoors doors, InboundStore store, InboxSignal signal, TimeProvider clock, ILogger<ChannelInbox> log)
{
    private const int AtOnce = 5000;
    private const int WrittenAtOnce = 50;

    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(2);

    /// <summary>False when nobody here knows this door, or it was not the channel that knocked.</summary>
    public async Task<bool> ReceiveAsync(string hookToken, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body, CancellationToken ct = default)
    {
        var connection = await channels.ByHookAsync(hookToken, () => ConnectionAsync(hookToken, ct), clock.GetUtcNow());
        if (connection is null)
            return false;
        if (channels.Hear(connection, headers, body) is not { } news)
        {
            await NoteSignatureAsync(connection.ChannelId, wrong: true, ct);
            return false;
        }

        if (connection.WronglySignedAt is not null)
            await NoteSignatureAsync(connection.ChannelId, wrong: false, ct);
        if (news.Kind == ChannelNewsKind.Ping)
            return true;

        var text = System.Text.Encoding.UTF8.GetString(body.Span).Replace("\0", "", StringComparison.Ordinal);
        await store.StoreAsync(dbs, new InboundCall(connection.ChannelId, news, text, clock.GetUtcNow()));
        signal.Give();
        return true;
    }

    // a flood of them is written down once
    private async Task NoteSignatureAsync(long channelId, bool wrong, CancellationToken ct)
    {
        DateTimeOffset? at = wrong ? clock.GetUtcNow() : null;
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.ChannelConnections.Where(c => c.ChannelId == channelId && (c.WronglySignedAt == null) == wrong)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.WronglySignedAt, at), ct);
    }

    private async Task<ChannelConnection?> ConnectionAsync(string hookToken, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.ChannelConnections.AsNoTracking().SingleOrDefaultAsync(c => c.HookToken == hookToken, ct);
    }

    /// <summary>Channels whose news wait to be worked on.</summary>
    public async Task<IReadOnlyList<long>> DueAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Due(db).Select(c => c.ChannelId).Distinct().ToListAsync(ct);
    }

    /// <summary>Works on what waits of one channel; the answer is how many were done. A channel that does not answer now is asked again later: its other news wait too.</summary>
    public async Task<int> WorkAsync(long channelId, CancellationToken ct = default)
    {
        List<Waiting> waiting;
        await using (var db = await dbs.CreateDbContextAsync(ct))
            waiting = await Due(db).Where(c => c.ChannelId == channelId).OrderBy(c => c.NextTryAt).Take(AtOnce).Select(c => new Waiting(c.Id, c.Kind, c.SubjectId)).ToListAsync(ct);

        var (done, asked) = (0, 0);
        // several news of one order are one question
        foreach (var same in waiting.GroupBy(w => (w.Kind, w.SubjectId)))
        {
            if (!await WorkAsync(channelId, same.Key.Kind, same.Key.SubjectId, [.. same.Select(s => s.Id)], ct))
            {
                await PutOffAsync(channelId, ct);
                break;
            }

            done += same.Count();
            if (++asked % WrittenAtOnce == 0)
                await intake.WriteDownAsync(channelId);
        }

        if (waiting.Count > 0)
            await intake.WriteDownAsync(channelId);
        return done;
    }

    private IQueryable<InboundCall> Due(InventoryDb db)
    {
        var now = clock.GetUtcNow();
        return db.InboundCalls.Where(c => c.State == InboundState.Waiting && c.NextTryAt <= now);
    }

    /// <summary>False when the channel does not answer now.</summary>
    private async Task<bool> WorkAsync(long channelId, ChannelNewsKind kind, string? subjectId, long[] callIds, CancellationToken ct)
    {
        try
        {
            if (kind == ChannelNewsKind.OrderChanged && subjectId is not null)
                await intake.TakeAsync(channelId, subjectId, ct);
            else if (kind == ChannelNewsKind.Disconnected)
                await doors.LockOutAsync(channelId, "The app was removed at the channel. Install it there again, then connect it again here.", ct);
            var now = clock.GetUtcNow();
            await using var db = await dbs.CreateDbContextAsync(ct);
            await db.InboundCalls.Where(c => callIds.Contains(c.Id)).ExecuteUpdateAsync(set => set.SetProperty(c => c.State, InboundState.Done).SetProperty(c => c.EndedAt, now), ct);
        }
        catch (ChannelException failure)
        {
            await FailedAsync(callIds, failure.Words, failure.RetryAfter, ct);
            await doors.NoteAsync(channelId, failure, ct);
            return failure.Failure == ChannelFailure.Rejected;
        }
        catch (BusinessRuleException refusal)
        {
            await FailedAsync(callIds, refusal.Sentence, pause: null, ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            // one that cannot be worked on must not hold up the others
            log.LogError(failure, "News {Kind} of {Subject} from channel {Channel} could not be worked on.", kind, subjectId, channelId);
            await FailedAsync(callIds, "Something unexpected went wrong; the log tells what.", pause: null, ct);
        }

        return true;
    }

    // they have not failed: nobody asked for them yet
    private async Task PutOffAsync(long channelId, CancellationToken ct)
    {
        var until = clock.GetUtcNow() + Breath;
        await using var db = await dbs.CreateDbContextAsync(ct);
        await Due(db).Where(c => c.ChannelId == channelId).ExecuteUpdateAsync(set => set.SetProperty(c => c.NextTryAt, until), ct);
    }

    private Task FailedAsync(long[] callIds, Sentence problem, TimeSpan? pause, CancellationToken ct) => dbs.ChangeAsync(async db =>
    {
        foreach (var call in await db.InboundCalls.Where(c => callIds.Contains(c.Id)).ToListAsync(ct))
            call.Failed(problem, pause, clock.GetUtcNow());
    }, ct);

    private sealed record Waiting(long Id, ChannelNewsKind Kind, string? SubjectId);
}

/// <summary>Wakes this node's worker of the inbox.</summary>
public sealed class InboxSignal : WakeUp;
