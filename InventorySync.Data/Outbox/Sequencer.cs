using InventorySync.Domain.Access;
using InventorySync.Domain.Outbox;

namespace InventorySync.Data.Outbox;

/// <summary>Gives committed messages their place in the one order that all followers read. Any node may; the row's lock lets one at a time.</summary>
public sealed class Sequencer(InventoryDatabase database, OutboxSignal signal, Node node)
{
    private const int AtOnce = 5000;

    private readonly OutboxDialect _dialect = OutboxDialect.Of(database);

    /// <summary>The answer is how many got a place; when it is the most that is given at once, there are more.</summary>
    public async Task<int> PlaceAsync(CancellationToken ct = default)
    {
        if (!await AnyUnplacedAsync(ct))
            return 0;

        await using var connection = await database.Connections.OpenConnectionAsync(ct);
        var placed = await _dialect.PlaceAsync(connection, AtOnce, node.Name, ct);
        if (placed > 0)
            signal.Placed.Beat();
        return placed;
    }

    public async Task PlaceAllAsync(CancellationToken ct = default)
    {
        while (await PlaceAsync(ct) == AtOnce)
            ct.ThrowIfCancellationRequested();
    }

    // without a lock, for the many times when there is nothing
    private async Task<bool> AnyUnplacedAsync(CancellationToken ct)
    {
        await using var db = database.Open(Actor.System(nameof(Sequencer)));
        return await db.Outbox.AnyAsync(m => m.Position == null, ct);
    }
}
