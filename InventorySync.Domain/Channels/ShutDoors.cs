using InventorySync.Domain.Access;
using InventorySync.Domain.Alerts;

namespace InventorySync.Domain.Channels;

/// <summary>What happens when a channel does not let us in any more: the connection waits for somebody, who is told once.</summary>
public sealed class ShutDoors(IDbContextFactory<InventoryDb> dbs, Notifications notifications)
{
    /// <summary>Also when it was only asked something, and nothing was to be sent.</summary>
    public async Task NoteAsync(long channelId, ChannelException failure, CancellationToken ct = default)
    {
        if (failure.Failure == ChannelFailure.Unauthorized)
            await LockOutAsync(channelId, failure.SaidLater ?? failure.Words, ct);
    }

    public Task LockOutAsync(long channelId, Sentence why, CancellationToken ct = default) => dbs.ChangeAsync(async db =>
    {
        var connection = await db.ChannelConnections.SingleOrDefaultAsync(c => c.ChannelId == channelId, ct);
        if (connection is null or { State: LinkState.LockedOut })
            return;

        connection.LockOut(why);
        await TellAsync(db, channelId, ct);
    }, ct);

    internal async Task TellAsync(InventoryDb db, long channelId, CancellationToken ct = default)
    {
        var name = await db.Channels.Where(c => c.Id == channelId).Select(c => c.Name).SingleAsync(ct);
        var news = new News(NotificationKind.Problem, new Sentence("“{0}” does not let us in any more. Connect it again; what changes meanwhile waits.", name)) { Href = $"/channels/{channelId}" };
        await notifications.AddForThoseWhoMayAsync(db, Permissions.ChannelsManage, news, ct);
    }
}
