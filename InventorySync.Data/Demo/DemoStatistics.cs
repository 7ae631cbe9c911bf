using Microsoft.EntityFrameworkCore;

namespace InventorySync.Data.Demo;

/// <summary>PostgreSQL looks at a table that was filled a minute ago as if it were empty, and asks it in ways that suit an empty one. SQL Server notices by itself.</summary>
internal static class DemoStatistics
{
    public static async Task LookAgainAsync(this InventoryDb db, CancellationToken ct)
    {
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlRawAsync("ANALYZE", ct);
    }
}
