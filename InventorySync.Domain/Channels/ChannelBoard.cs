using InventorySync.Domain.Access;

namespace InventorySync.Domain.Channels;

/// <summary>How a channel is: connected to what, and how many of its listings are in which state.</summary>
public sealed record ChannelHealth
{
    public long ChannelId { get; init; }

    public string Name { get; init; } = "";

    public ChannelKind Kind { get; init; }

    public bool Active { get; init; }

    public ChannelConnection? Connection { get; init; }

    public int Listings { get; init; }

    public int Unmatched { get; init; }

    public int Waiting { get; init; }

    public int Failing { get; init; }

    public int Drifted { get; init; }

    public DateTimeOffset? WaitingSince { get; init; }

    public int InStep => Listings - Unmatched - Waiting - Failing - Drifted;

    public bool Well => Connection is null or { State: LinkState.Connected, Problem: null, WronglySignedAt: null } && Failing + Drifted == 0;
}

/// <summary>All channels at a glance.</summary>
public sealed class ChannelBoard(IDbContextFactory<InventoryDb> dbs, CurrentActor actor)
{
    public Task<IReadOnlyList<ChannelHealth>> AllAsync(CancellationToken ct = default) => ReadAsync(only: null, ct);

    public async Task<ChannelHealth> OfAsync(long channelId, CancellationToken ct = default) =>
        await ReadAsync(channelId, ct) is [var channel] ? channel : throw new NotFoundException("This channel is not here any more.");

    private async Task<IReadOnlyList<ChannelHealth>> ReadAsync(long? only, CancellationToken ct)
    {
        actor.Demand(Permissions.ChannelsView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var channels = await db.Channels.AsNoTracking().Where(c => only == null || c.Id == only).OrderBy(c => c.Name).ToListAsync(ct);
        var connections = await db.ChannelConnections.AsNoTracking().Where(c => only == null || c.ChannelId == only).ToDictionaryAsync(c => c.ChannelId, ct);
        var listings = only is { } one ? db.Listings.Where(l => l.ChannelId == one) : db.Listings;
        var counts = await listings.GroupBy(l => l.ChannelId).Select(g => new
        {
            ChannelId = g.Key,
            Listings = g.Count(),
            Unmatched = g.Count(l => l.VariantId == null),
            Failing = g.Count(l => l.VariantId != null && !l.Paused && l.Problem != null),
            Waiting = g.Count(l => l.VariantId != null && !l.Paused && l.Problem == null && l.WaitingSince != null),
            Drifted = g.Count(l => l.VariantId != null && !l.Paused && l.Problem == null && l.WaitingSince == null && l.Seen != null && l.SeenAt > l.PushedAt && l.Seen != l.Pushed),
            WaitingSince = g.Min(l => l.Paused ? null : l.WaitingSince),
        }).ToDictionaryAsync(g => g.ChannelId, ct);
        return
        [
            .. channels.Select(c => counts.GetValueOrDefault(c.Id) is { } count
                ? Health(c, connections.GetValueOrDefault(c.Id)) with
                {
                    Listings = count.Listings,
                    Unmatched = count.Unmatched,
                    Failing = count.Failing,
                    Waiting = count.Waiting,
                    Drifted = count.Drifted,
                    WaitingSince = count.WaitingSince,
                }
                : Health(c, connections.GetValueOrDefault(c.Id))),
        ];
    }

    /// <summary>A run with its calls, the newest first.</summary>
    public async Task<(SyncRunRow Run, IReadOnlyList<SyncCall> Calls)> RunAsync(SyncRunList runs, long runId, CancellationToken ct = default)
    {
        const int Shown = 200;
        var run = await runs.RowAsync(runId, ct) ?? throw new NotFoundException("This run is not here any more.");
        await using var db = await dbs.CreateDbContextAsync(ct);
        return (run, await db.SyncCalls.AsNoTracking().Where(c => c.RunId == runId).OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(Shown).ToListAsync(ct));
    }

    private static ChannelHealth Health(Channel channel, ChannelConnection? connection) =>
        new() { ChannelId = channel.Id, Name = channel.Name, Kind = channel.Kind, Active = channel.Active, Connection = connection };
}
