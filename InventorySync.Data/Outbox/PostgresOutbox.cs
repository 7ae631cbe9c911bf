using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace InventorySync.Data.Outbox;

internal sealed class PostgresOutbox : OutboxDialect
{
    private const string Channel = "inventorysync_outbox";

    // a safety net: commits on this node and notifications from others wake it
    public override TimeSpan Poll => TimeSpan.FromSeconds(1);

    public override string LockFollower => "SELECT * FROM outbox_followers WHERE name = {0} FOR UPDATE SKIP LOCKED";

    public override bool Hears => true;

    // dead rows would slow the index of those that wait for a place; room in the page keeps rows that change all the time out of the indexes
    public override Task PrepareAsync(InventoryDb db, CancellationToken ct) => db.Database.ExecuteSqlRawAsync("""
        ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
        ALTER TABLE outbox_followers SET (fillfactor = 20);
        ALTER TABLE outbox_sequence SET (fillfactor = 20);
        """, ct);

    public override async Task<int> PlaceAsync(DbConnection connection, int limit, string node, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var lockSequence = connection.CreateCommand();
        lockSequence.CommandText = "SELECT FROM outbox_sequence WHERE id = 1 FOR UPDATE";
        await lockSequence.ExecuteNonQueryAsync(ct);

        // a statement of its own, to see what others placed while this one waited for the lock
        await using var place = connection.CreateCommand();
        place.CommandText = $"""
            WITH unplaced AS (
                SELECT id, row_number() OVER (ORDER BY id) AS rank
                FROM (SELECT id FROM outbox WHERE position IS NULL ORDER BY id LIMIT @limit) AS first_ones),
            placed AS (
                UPDATE outbox SET position = sequence.last_position + unplaced.rank
                FROM unplaced, outbox_sequence AS sequence
                WHERE outbox.id = unplaced.id AND sequence.id = 1
                RETURNING 1),
            moved AS (
                UPDATE outbox_sequence SET last_position = last_position + (SELECT count(*) FROM placed) WHERE id = 1)
            SELECT count(*), CASE WHEN count(*) > 0 THEN pg_notify('{Channel}', @node)::text END FROM placed
            """;
        place.Parameters.Add(Parameter(place, "limit", limit));
        place.Parameters.Add(Parameter(place, "node", node));
        var placed = Convert.ToInt32(await place.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
        await transaction.CommitAsync(ct);
        return placed;
    }

    public override async Task HearAsync(DbConnection connection, string node, Action heard, CancellationToken ct)
    {
        var listener = (NpgsqlConnection)connection;
        listener.Notification += (_, notification) =>
        {
            if (notification.Payload != node)
                heard();
        };
        await using (var listen = listener.CreateCommand())
        {
            listen.CommandText = $"LISTEN {Channel}";
            await listen.ExecuteNonQueryAsync(ct);
        }

        // what was placed before the ear was there
        heard();
        while (true)
            await listener.WaitAsync(ct);
    }
}
