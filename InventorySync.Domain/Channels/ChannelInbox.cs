using InventorySync.Domain.Access;
using InventorySync.Domain.Alerts;
using Microsoft.Extensions.Logging;

namespace InventorySync.Domain.Channels;

/// <summary>Takes in what channels tell: stored at once, worked on after, once, in any order.</summary>
public sealed class ChannelInbox(IDbContextFactory<InventoryDb> dbs, OpenChannels channels, OrderIntake intake, Notifications notifications, InboxSignal signal, TimeProvider clock, ILogger<ChannelInbox> log)
{
    private const int AtOnce = 200;

    /// <summary>False when nobody here knows this door, or it was not the channel that knocked.</summary>
    public async Task<bool> ReceiveAsync(string hookToken, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var connection = await db.ChannelConnections.AsNoTracking().SingleOrDefaultAsync(c => c.HookToken == hookToken, ct);
        if (connection is null || channels.Hear(connection, headers, body) is not { } news)
            return false;
        if (news.Kind == ChannelNewsKind.Ping)
            return true;

        var call = new InboundCall(connection.ChannelId, news, System.Text.Encoding.UTF8.GetString(body.Span).Replace("\0", "", StringComparison.Ordinal), clock.GetUtcNow());
        db.InboundCalls.Add(call);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (db.BrokenUniqueIndex(failure) is not null)
        {
            return true; // the same news again
        }

        signal.Give();
        return true;
    }

    /// <summary>Works on what waits, each channel's news apart; the answer is how many were done.</summary>
    public async Task<int> WorkAsync(CancellationToken ct = default)
    {
        List<(long Id, long ChannelId, ChannelNewsKind Kind, string? SubjectId)> waiting;
        var now = clock.GetUtcNow();
        await using (var db = await dbs.CreateDbContextAsync(ct))
        {
            waiting = [.. (await db.InboundCalls.Where(c => c.State == InboundState.Waiting && c.NextTryAt <= now).OrderBy(c => c.NextTryAt).Take(AtOnce)
                .Select(c => new { c.Id, c.ChannelId, c.Kind, c.SubjectId }).ToListAsync(ct)).Select(c => (c.Id, c.ChannelId, c.Kind, c.SubjectId))];
        }

        // several news of one order are one question
        foreach (var same in waiting.GroupBy(w => (w.ChannelId, w.Kind, w.SubjectId)))
            await WorkAsync(same.Key.ChannelId, same.Key.Kind, same.Key.SubjectId, [.. same.Select(s => s.Id)], ct);
        return waiting.Count;
    }

    private async Task WorkAsync(long channelId, ChannelNewsKind kind, string? subjectId, long[] callIds, CancellationToken ct)
    {
        try
        {
            if (kind == ChannelNewsKind.OrderChanged && subjectId is not null)
                await intake.TakeAsync(channelId, subjectId, ct);
            else if (kind == ChannelNewsKind.Disconnected)
                await LockOutAsync(channelId, ct);
            var now = clock.GetUtcNow();
            await using var db = await dbs.CreateDbContextAsync(ct);
            await db.InboundCalls.Where(c => callIds.Contains(c.Id)).ExecuteUpdateAsync(set => set.SetProperty(c => c.State, InboundState.Done).SetProperty(c => c.EndedAt, now), ct);
        }
        catch (ChannelException failure)
        {
            await FailedAsync(callIds, failure.Words, failure.RetryAfter, ct);
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
    }

    private Task FailedAsync(long[] callIds, Sentence problem, TimeSpan? pause, CancellationToken ct) => dbs.ChangeAsync(async db =>
    {
        foreach (var call in await db.InboundCalls.Where(c => callIds.Contains(c.Id)).ToListAsync(ct))
            call.Failed(problem, pause, clock.GetUtcNow());
    }, ct);

    private Task LockOutAsync(long channelId, CancellationToken ct) => dbs.ChangeAsync(async db =>
    {
        var connection = await db.ChannelConnections.SingleAsync(c => c.ChannelId == channelId, ct);
        if (connection.State == LinkState.LockedOut)
            return;

        connection.LockOut("The connection was taken back at the channel. Connect it again.");
        var name = await db.Channels.Where(c => c.Id == channelId).Select(c => c.Name).SingleAsync(ct);
        var news = new News(NotificationKind.Problem, new Sentence("“{0}” does not let us in any more. Connect it again; what changes meanwhile waits.", name)) { Href = $"/channels/{channelId}" };
        await notifications.AddForThoseWhoMayAsync(db, Permissions.ChannelsManage, news, ct);
    }, ct);
}

/// <summary>Wakes this node's worker of the inbox.</summary>
public sealed class InboxSignal : WakeUp;
