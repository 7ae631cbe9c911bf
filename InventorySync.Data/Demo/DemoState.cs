using InventorySync.Domain.Access;

namespace InventorySync.Data.Demo;

/// <summary>Whether the shop that is open is a demo shop; known once the app has started.</summary>
public sealed class DemoState(InventoryDatabase database)
{
    public bool IsDemo { get; private set; }

    public async Task ReadAsync(CancellationToken ct = default)
    {
        await using var db = database.Open(Actor.System("Demo shop"));
        IsDemo = await db.DemoMarks.AnyAsync(ct);
    }
}
