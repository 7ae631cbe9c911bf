using System.Data.Common;
using System.Globalization;
using Microsoft.Data.SqlClient;

namespace InventorySync.Data.Outbox;

internal sealed class SqlServerOutbox : OutboxDialect
{
    // it has no notification that costs writers nothing, so other nodes find news by looking
    public override TimeSpan Poll => TimeSpan.FromMilliseconds(250);

    public override string LockFollower => "SELECT * FROM outbox_followers WITH (UPDLOCK, READPAST, ROWLOCK, READCOMMITTEDLOCK) WHERE name = {0}";

    public override bool Hears => false;

    // Without escalation a large transaction never locks the whole table. With row versions the sequencer sees what is committed, whole
    // transactions at a time, and waits for none that is open.
    public override async Task PrepareAsync(InventoryDb db, CancellationToken ct)
    {
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE outbox SET (LOCK_ESCALATION = DISABLE)", ct);
        try
        {
            await db.Database.ExecuteSqlRawAsync("""
                IF (SELECT is_read_committed_snapshot_on FROM sys.databases WHERE database_id = DB_ID()) = 0
                    ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK AFTER 30 SECONDS
                """, ct);
        }
        catch (SqlException refused)
        {
            var name = db.Database.GetDbConnection().Database;
            throw new StartProblemException(
                $"The database {name} does not keep row versions, and this login could not switch them on: {refused.Message}",
                $"Ask whoever looks after the server to run once: ALTER DATABASE [{name}] SET READ_COMMITTED_SNAPSHOT ON",
                refused);
        }
    }

    public override async Task<int> PlaceAsync(DbConnection connection, int limit, string node, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var place = connection.CreateCommand();
        place.Transaction = transaction;
        place.CommandText = """
            SET NOCOUNT ON;
            DECLARE @last bigint = (SELECT last_position FROM outbox_sequence WITH (UPDLOCK, ROWLOCK, READCOMMITTEDLOCK) WHERE id = 1);
            DECLARE @unplaced TABLE (id bigint PRIMARY KEY, rank bigint NOT NULL);
            INSERT @unplaced (id, rank)
                SELECT TOP (@limit) id, ROW_NUMBER() OVER (ORDER BY id) FROM outbox WHERE position IS NULL ORDER BY id;
            DECLARE @placed int = @@ROWCOUNT;
            IF @placed > 0
            BEGIN
                UPDATE outbox SET position = @last + unplaced.rank
                FROM outbox WITH (ROWLOCK) INNER JOIN @unplaced AS unplaced ON unplaced.id = outbox.id;
                UPDATE outbox_sequence SET last_position = @last + @placed WHERE id = 1;
            END;
            SELECT @placed;
            """;
        place.Parameters.Add(Parameter(place, "@limit", limit));
        var placed = Convert.ToInt32(await place.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
        await transaction.CommitAsync(ct);
        return placed;
    }

    public override Task HearAsync(DbConnection connection, string node, Action heard, CancellationToken ct) => Task.Delay(Timeout.Infinite, ct);
}
