using InventorySync.Domain.Access;
using InventorySync.Domain.Integrity;

namespace InventorySync.Data.Integrity;

internal sealed class MigrationsCheck(InventoryDatabase database) : IIntegrityCheck
{
    public string Name => "The database fits this version";

    public async Task<IReadOnlyList<string>> FindAsync(CancellationToken ct)
    {
        await using var db = database.Open(Actor.System("Check"));
        var pending = await db.Database.GetPendingMigrationsAsync(ct);
        return [.. pending.Select(m => $"The change {m} is not applied yet; --migrate applies it.")];
    }
}
