using InventorySync.Data.Common;
using InventorySync.Domain.Access;
using InventorySync.Domain.Integrity;

namespace InventorySync.Data.Integrity;

/// <summary>Somebody with the database's password can switch the rule off that keeps written rows from being changed.</summary>
internal sealed class BooksCheck(InventoryDatabase database) : IIntegrityCheck
{
    public string Name => "What is written once is locked against change";

    public async Task<IReadOnlyList<string>> FindAsync(CancellationToken ct)
    {
        await using var db = database.Open(Actor.System("Check"));
        var guarded = database.IsPostgres
            ? await db.Database.SqlQuery<string>($"SELECT c.relname::text AS \"Value\" FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname = {ShopModel.RefuseChangeTrigger} AND t.tgenabled IN ('O', 'A')").ToListAsync(ct)
            : await db.Database.SqlQuery<string>($"SELECT OBJECT_NAME(parent_id) AS [Value] FROM sys.triggers WHERE name LIKE {ShopModel.RefuseChangeTrigger + "%"} AND is_disabled = 0").ToListAsync(ct);
        return [.. Triggers.Tables(db).Except(guarded).Select(t => $"The rows of {t} can be changed, because their lock is missing; --migrate puts it back.")];
    }
}
