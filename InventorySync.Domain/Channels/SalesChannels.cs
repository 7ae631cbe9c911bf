using InventorySync.Domain.Access;
using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Channels;

public sealed record ChannelChanged(long ChannelId, string Name);

/// <summary>Opens and changes the channels that the shop sells on.</summary>
public sealed class SalesChannels(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, TimeProvider clock)
{
    public async Task<IReadOnlyList<Channel>> AllAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.StockView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Channels.AsNoTracking().Include(c => c.Locations).OrderBy(c => c.Name).ToListAsync(ct);
    }

    public Task<long> CreateAsync(ChannelDetails details, CancellationToken ct = default)
    {
        actor.Demand(Permissions.AllocationEdit);
        return dbs.ChangeAsync(async db =>
        {
            var channel = Channel.Create(details);
            await db.Channels.AddAsync(channel, ct);
            Tell(db, channel);
            return channel.Id;
        }, ct);
    }

    public Task ChangeAsync(long channelId, ulong version, ChannelDetails details, CancellationToken ct = default)
    {
        actor.Demand(Permissions.AllocationEdit);
        return dbs.ChangeAsync(async db =>
        {
            var channel = await db.Channels.Include(c => c.Locations).FirstOrDefaultAsync(c => c.Id == channelId, ct)
                ?? throw new NotFoundException("This channel is not here any more.");
            db.ExpectVersion(channel, version);
            channel.Change(details);
            Tell(db, channel);
        }, ct);
    }

    private void Tell(InventoryDb db, Channel channel) =>
        db.Outbox.Add(OutboxMessage.Of(new ChannelChanged(channel.Id, channel.Name), $"channel:{channel.Id}", clock.GetUtcNow()));
}
