using InventorySync.Domain.Access;
using InventorySync.Domain.Outbox;

namespace InventorySync.Data.Outbox;

/// <summary>Reads what happens from now on and hands it to this node's screens.</summary>
public sealed class LiveReader(InventoryDatabase database, LiveFeed feed)
{
    private const int AtOnce = 500;

    /// <summary>Screens that are this far behind read everything anew instead of hearing each message.</summary>
    private const int TooFarBehind = 5000;

    private long? _place;

    /// <summary>The answer is false when there is nothing more for now.</summary>
    public async Task<bool> StepAsync(CancellationToken ct = default)
    {
        await using var db = database.Open(Actor.System(nameof(LiveFeed)));
        var last = await db.OutboxSequence.Select(s => s.LastPosition).SingleAsync(ct);
        if (_place is not { } place)
        {
            _place = last;
            return false;
        }

        // smaller than before after a restored backup
        if (last < place || last - place > TooFarBehind)
        {
            _place = last;
            feed.TellMissed();
            return false;
        }

        return last > place && await TellAsync(db, place, last, ct);
    }

    private async Task<bool> TellAsync(InventoryDb db, long place, long last, CancellationToken ct)
    {
        var messages = await OutboxDialect.Behind(db, place, last, AtOnce).ToListAsync(ct);
        if (messages.Count == 0)
            return false;

        _place = messages[^1].Position;
        feed.Tell(messages);
        return true;
    }
}
