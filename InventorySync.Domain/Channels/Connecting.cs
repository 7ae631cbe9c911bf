using InventorySync.Domain.Access;
using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Channels;

/// <summary>What somebody enters to connect a channel.</summary>
public sealed record ConnectionInput
{
    public string Connector { get; set; } = "";

    public Dictionary<string, string> Entered { get; init; } = [];

    /// <summary>Where the channel reaches this shop, such as https://stock.example.com. Left empty, the shop asks the channel every few minutes instead.</summary>
    public string OurAddress { get; set; } = "";

    /// <summary>What becomes of quantities that are changed there.</summary>
    public DriftPolicy Drift { get; set; } = DriftPolicy.Ask;
}

/// <summary>Connects channels to the shops that stand behind them, and disconnects them.</summary>
public sealed class Connecting(IDbContextFactory<InventoryDb> dbs, OpenChannels channels, ChannelSecrets secrets, ChannelSignal signal, CurrentActor actor, TimeProvider clock)
{
    public async Task<ChannelConnection?> FindAsync(long channelId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.ChannelsView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.ChannelConnections.AsNoTracking().SingleOrDefaultAsync(c => c.ChannelId == channelId, ct);
    }

    /// <summary>What was entered before, so that it need not be entered again; without the secrets.</summary>
    public async Task<IReadOnlyDictionary<string, string>> EnteredAsync(long channelId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.ChannelsManage);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.ChannelConnections.AsNoTracking().SingleOrDefaultAsync(c => c.ChannelId == channelId, ct) is not { } connection)
            return new Dictionary<string, string>();

        var entered = secrets.Show(connection.Entered);
        return channels.ConnectorOf(connection.Connector).Fields.Where(f => !f.Secret && entered.ContainsKey(f.Name)).ToDictionary(f => f.Name, f => entered[f.Name]);
    }

    /// <summary>Tries the door before anything is stored; a refusal tells what to do about it.</summary>
    public async Task ConnectAsync(long channelId, ConnectionInput input, CancellationToken ct = default)
    {
        actor.Demand(Permissions.ChannelsManage);
        var connector = channels.ConnectorOf(input.Connector);
        var entered = connector.Fields.ToDictionary(f => f.Name, f => (input.Entered.GetValueOrDefault(f.Name) ?? "").Trim());
        if (connector.Fields.FirstOrDefault(f => !f.Optional && entered[f.Name].Length == 0) is { } empty)
            throw new BusinessRuleException("Fill in “{0}”.", empty.Title) { Field = empty.Name };

        var name = await GreetAsync(connector, channelId, entered, ct);
        await dbs.ChangeAsync(async db =>
        {
            var connection = await db.ChannelConnections.SingleOrDefaultAsync(c => c.ChannelId == channelId, ct);
            if (connection is not null && connection.Connector != connector.Name)
                throw new BusinessRuleException("This channel is connected to another system already. Disconnect it first.");
            if (connection is null)
                db.ChannelConnections.Add(connection = new ChannelConnection(channelId, connector.Name));
            entered[ChannelAccess.OwnSecret] = connection.Entered.Length > 0 && secrets.Show(connection.Entered).GetValueOrDefault(ChannelAccess.OwnSecret) is { } own ? own : Text.RandomToken();
            connection.Connect(secrets.Hide(entered), name, input.OurAddress.Trim().TrimEnd('/'), clock.GetUtcNow());
            connection.Decide(input.Drift);
            Tell(db, channelId);
        }, ct);
        signal.Give();
    }

    /// <summary>Makes sure that the channel tells us what happens there; false where it cannot.</summary>
    public async Task<bool> SubscribeAsync(long channelId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.ChannelsManage);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var connection = await db.ChannelConnections.AsNoTracking().SingleOrDefaultAsync(c => c.ChannelId == channelId, ct) ?? throw Missing();
        return connection.OurAddress.Length > 0
            && await channels.Open(connection).Channel.SubscribeAsync(new Uri($"{connection.OurAddress}/hooks/{connection.HookToken}"), ct);
    }

    public Task PauseAsync(long channelId, CancellationToken ct = default) => ChangeAsync(channelId, c => c.Pause(), ct);

    public async Task GoOnAsync(long channelId, CancellationToken ct = default)
    {
        await ChangeAsync(channelId, c => c.GoOn(), ct);
        signal.Give();
    }

    public Task DecideAsync(long channelId, DriftPolicy drift, CancellationToken ct = default) => ChangeAsync(channelId, c => c.Decide(drift), ct);

    /// <summary>Forgets the credentials and what the channel calls things; what was sold there stays.</summary>
    public Task DisconnectAsync(long channelId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.ChannelsManage);
        return dbs.ChangeAsync(async db =>
        {
            await db.Listings.Where(l => l.ChannelId == channelId).ExecuteDeleteAsync(ct);
            var connection = await db.ChannelConnections.SingleOrDefaultAsync(c => c.ChannelId == channelId, ct) ?? throw Missing();
            db.ChannelConnections.Remove(connection);
            Tell(db, channelId);
        }, ct);
    }

    private static async Task<string> GreetAsync(IChannelConnector connector, long channelId, Dictionary<string, string> entered, CancellationToken ct)
    {
        try
        {
            return await connector.Open(new ChannelAccess(channelId, entered, _ => { })).GreetAsync(ct);
        }
        catch (ChannelException refused)
        {
            throw new BusinessRuleException(refused.Words) { Field = refused.Field };
        }
    }

    private async Task ChangeAsync(long channelId, Action<ChannelConnection> change, CancellationToken ct)
    {
        actor.Demand(Permissions.ChannelsManage);
        await dbs.ChangeAsync(async db =>
        {
            change(await db.ChannelConnections.SingleOrDefaultAsync(c => c.ChannelId == channelId, ct) ?? throw Missing());
            Tell(db, channelId);
        }, ct);
    }

    private void Tell(InventoryDb db, long channelId) => db.Outbox.Add(OutboxMessage.Of(new ChannelWorked(channelId), FormattableString.Invariant($"channel:{channelId}/connection"), clock.GetUtcNow()));

    private static NotFoundException Missing() => new("This channel is not connected.");
}
