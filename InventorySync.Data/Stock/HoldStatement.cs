using InventorySync.Data.Outbox;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Stock;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;
using NpgsqlTypes;

namespace InventorySync.Data.Stock;

/// <summary>A reservation as one statement that commits by itself: the row that everybody wants is locked for as long as the server needs, and never
/// for a way to the client and back (docs/decisions/reservations.md).</summary>
internal static class HoldStatement
{
    // An update takes rows as it meets them, in a small table in no order at all: two holds that meet would block each other for good.
    private const string InOrder = """
        ,
        locked AS (
            SELECT w.v, w.l, w.q FROM stock_items s JOIN wanted w ON s.variant_id = w.v AND s.location_id = w.l
            ORDER BY s.variant_id, s.location_id FOR UPDATE OF s)
        """;

    private static readonly string OfOne = Sql("wanted");
    private static readonly string OfSeveral = Sql("locked", InOrder);

    /// <summary>False when somebody else took a part of it meanwhile.</summary>
    public static async Task<bool> TryAsync(PostgresInventoryDb db, IReadOnlyList<Reservation> holds, IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = Command(connection, holds, messages);
            await command.PrepareAsync(ct);
            await using var keys = await command.ExecuteReaderAsync(ct);
            foreach (var hold in holds)
            {
                await keys.ReadAsync(ct);
                hold.Stored(keys.GetInt64(1));
            }
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DivisionByZero)
        {
            return false;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new DbUpdateException(e.MessageText, e);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }

        foreach (var outbox in db.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.Interceptors?.OfType<OutboxInterceptor>() ?? [])
            outbox.Written();
        return true;
    }

    // Each row is taken where enough is free; fewer rows than wanted divide by zero, and the whole statement is undone.
    // The limits cut nothing off: by them the server expects few rows, and so keeps its plan instead of making one each time.
    private static string Sql(string from, string inOrder = "") => $"""
        WITH wanted AS (SELECT v, l, q FROM (SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::numeric[]) LIMIT $19) AS w (v, l, q)){inOrder},
        taken AS (
            UPDATE stock_items s SET reserved = s.reserved + w.q FROM {from} w
            WHERE s.variant_id = w.v AND s.location_id = w.l AND s.on_hand - s.reserved >= w.q RETURNING 1),
        held AS (
            INSERT INTO reservations (id, variant_id, location_id, quantity, owner, owner_id, owner_number, channel_id, command_key, command_line, splits, kit_variant_id, state, created_at, expires_at)
            SELECT nextval('keys'), h.v, h.l, h.q, $7, $8, $9, $10, $11, h.line, 0, h.kit, 'Held', $12, $13
            FROM (SELECT * FROM unnest($4::bigint[], $5::bigint[], $6::numeric[], $14::int[], $15::bigint[]) LIMIT $20) AS h (v, l, q, line, kit) RETURNING command_line, id),
        told AS (
            INSERT INTO outbox (kind, subject, payload, happened_at)
            SELECT m.kind, m.subject, m.payload, $12 FROM (SELECT * FROM unnest($16::text[], $17::text[], $18::text[]) LIMIT $21) AS m (kind, subject, payload))
        SELECT (SELECT 1 / (CASE WHEN count(*) = $19 THEN 1 ELSE 0 END) FROM taken), id FROM held ORDER BY command_line
        """;

    private static NpgsqlCommand Command(NpgsqlConnection connection, IReadOnlyList<Reservation> holds, IReadOnlyList<OutboxMessage> messages)
    {
        var rows = holds.GroupBy(h => h.StockKey).OrderBy(g => g.Key).ToList();
        var first = holds[0];
        var command = new NpgsqlCommand(rows.Count == 1 ? OfOne : OfSeveral, connection);
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Bigint, rows.ConvertAll(r => r.Key.VariantId));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Bigint, rows.ConvertAll(r => r.Key.LocationId));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Numeric, rows.ConvertAll(r => r.Sum(h => h.Quantity)));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Bigint, holds.Select(h => h.VariantId).ToArray());
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Bigint, holds.Select(h => h.LocationId).ToArray());
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Numeric, holds.Select(h => h.Quantity).ToArray());
        Add(command, NpgsqlDbType.Varchar, first.Owner.ToString());
        Add(command, NpgsqlDbType.Bigint, first.OwnerId);
        Add(command, NpgsqlDbType.Varchar, first.OwnerNumber);
        Add(command, NpgsqlDbType.Bigint, (object?)first.ChannelId ?? DBNull.Value);
        Add(command, NpgsqlDbType.Varchar, first.CommandKey);
        Add(command, NpgsqlDbType.TimestampTz, first.CreatedAt.ToUniversalTime());
        Add(command, NpgsqlDbType.TimestampTz, (object?)first.ExpiresAt?.ToUniversalTime() ?? DBNull.Value);
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Integer, holds.Select(h => h.CommandLine).ToArray());
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Bigint, holds.Select(h => h.KitVariantId).ToArray());
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Text, messages.Select(m => m.Kind).ToArray());
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Text, messages.Select(m => m.Subject).ToArray());
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Text, messages.Select(m => m.Payload).ToArray());
        Add(command, NpgsqlDbType.Bigint, (long)rows.Count);
        Add(command, NpgsqlDbType.Bigint, (long)holds.Count);
        Add(command, NpgsqlDbType.Bigint, (long)messages.Count);
        return command;
    }

    private static void Add(NpgsqlCommand command, NpgsqlDbType type, object value) => command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value });
}
