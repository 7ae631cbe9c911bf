using InventorySync.Domain.Access;
using InventorySync.Domain.Integrity;

namespace InventorySync.Data.Integrity;

/// <summary>SQL Server looks through itself: pages, indexes, and rows that point at nothing.</summary>
internal sealed class SqlServerCheck(InventoryDatabase database) : IIntegrityCheck
{
    public string Name => "The server finds its database whole";

    public async Task<IReadOnlyList<string>> FindAsync(CancellationToken ct)
    {
        if (database.IsPostgres)
            return [];
        await using var db = database.Open(Actor.System("Check"));
        db.Database.SetCommandTimeout(TimeSpan.FromHours(2));
        var findings = new List<string>();
        foreach (var question in new[] { "DBCC CHECKDB WITH NO_INFOMSGS, ALL_ERRORMSGS", "DBCC CHECKCONSTRAINTS WITH ALL_CONSTRAINTS" })
        {
            try
            {
                await using var command = db.Database.GetDbConnection().CreateCommand();
                command.CommandText = question;
                await db.Database.OpenConnectionAsync(ct);
                await using var reader = await command.ExecuteReaderAsync(ct);
                while (await reader.ReadAsync(ct))
                    findings.Add($"{reader.GetValue(0)}: {reader.GetValue(1)} {reader.GetValue(2)}.");
            }
            catch (Microsoft.Data.SqlClient.SqlException e) when (e.Class < 20)
            {
                findings.Add($"{question}: {e.Message}");
            }
        }
        return findings;
    }
}
