using InventorySync.Domain.Outbox;
using InventorySync.Domain.Stock;
using Npgsql;
using NpgsqlTypes;

namespace InventorySync.Data.Stock;

/// <summary>Writes a large posting as PostgreSQL takes it fastest: new rows by COPY, changed ones by one statement. The context saves the rest.</summary>
internal static class StockCopy
{
    /// <summary>Below this, a few statements by the context are as fast.</summary>
    public const int WorthIt = 300;

    private const int KeysPerValue = 100;

    public static async Task WriteAsync(PostgresInventoryDb db, StockPosting posting, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        try
        {
            await KeysAsync(connection, posting.Movements, ct);
            await CopyAsync(connection, posting.Movements, ct);
            await CopyAsync(connection, [.. posting.Made.OfType<StockLayer>()], ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new DbUpdateException(e.MessageText, e);
        }

        await UpdateAsync(connection, posting.Items, ct);
        await LayersAsync(db, connection, [.. posting.UsedUp.OfType<StockLayer>()], ct);
        foreach (var item in posting.Items)
            db.Entry(item).State = EntityState.Unchanged;
        await TellAsync(connection, [.. posting.Messages.Skip(1)], ct);
        db.Outbox.AddRange(posting.Messages.Take(1)); // saved by the context, so that followers are woken by the commit
        db.AddRange(posting.Made.Where(m => m is not StockLayer));
        db.RemoveRange(posting.UsedUp.Where(m => m is not StockLayer));
    }

    private static async Task KeysAsync(NpgsqlConnection connection, IReadOnlyList<StockMovement> movements, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT nextval('keys') FROM generate_series(1, $1)", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = (movements.Count + KeysPerValue - 1) / KeysPerValue });
        await using var reader = await command.ExecuteReaderAsync(ct);
        for (var done = 0; await reader.ReadAsync(ct); done += KeysPerValue)
        {
            for (var i = done; i < Math.Min(done + KeysPerValue, movements.Count); i++)
                movements[i].Stored(reader.GetInt64(0) + i - done);
        }
    }

    private static async Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<StockMovement> movements, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY stock_movements (id, variant_id, location_id, bin_id, sequence, quantity, balance_after, value, fifo_value, kind, at, reason, reference_kind, reference_id, reference_number, actor_name, person_id, command_key, command_line) FROM STDIN (FORMAT BINARY)", ct);
        foreach (var m in movements)
        {
            await copy.WriteRowAsync(ct, m.Id, m.VariantId, m.LocationId, m.BinId, m.Sequence, m.Quantity, m.BalanceAfter, m.Value, m.FifoValue, m.Kind.ToString(), m.At.UtcDateTime,
                m.Reason, m.ReferenceKind, m.ReferenceId, m.ReferenceNumber, m.ActorName, m.PersonId, m.CommandKey, m.CommandLine);
        }

        await copy.CompleteAsync(ct);
    }

    private static async Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<StockLayer> layers, CancellationToken ct)
    {
        if (layers.Count == 0)
            return;

        await using var copy = await connection.BeginBinaryImportAsync("COPY stock_layers (variant_id, location_id, sequence, received_at, remaining, value) FROM STDIN (FORMAT BINARY)", ct);
        foreach (var l in layers)
            await copy.WriteRowAsync(ct, l.VariantId, l.LocationId, l.Sequence, l.ReceivedAt.UtcDateTime, l.Remaining, l.Value);
        await copy.CompleteAsync(ct);
    }

    private static Task UpdateAsync(NpgsqlConnection connection, IReadOnlyList<StockItem> items, CancellationToken ct) => ExecuteAsync(connection,
        """
        UPDATE stock_items s SET on_hand = x.on_hand, reserved = x.reserved, value = x.value, fifo_value = x.fifo, last_unit_cost = x.cost, movements = x.movements
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS x (v, l, on_hand, reserved, value, fifo, cost, movements) WHERE s.variant_id = x.v AND s.location_id = x.l
        """, ct,
        Longs(items.Select(i => i.VariantId)), Longs(items.Select(i => i.LocationId)), Decimals(items.Select(i => i.OnHand)), Decimals(items.Select(i => i.Reserved)),
        Decimals(items.Select(i => i.Value)), Decimals(items.Select(i => i.FifoValue)), Decimals(items.Select(i => i.LastUnitCost)), Longs(items.Select(i => i.Movements)));

    // Those used up go; of each balance at most one layer is begun.
    private static async Task LayersAsync(PostgresInventoryDb db, NpgsqlConnection connection, IReadOnlyList<StockLayer> usedUp, CancellationToken ct)
    {
        if (usedUp.Count > 0)
        {
            await ExecuteAsync(connection, "DELETE FROM stock_layers s USING unnest($1, $2, $3) AS x (v, l, n) WHERE s.variant_id = x.v AND s.location_id = x.l AND s.sequence = x.n", ct,
                Longs(usedUp.Select(l => l.VariantId)), Longs(usedUp.Select(l => l.LocationId)), Longs(usedUp.Select(l => l.Sequence)));
        }

        foreach (var gone in usedUp)
            db.Entry(gone).State = EntityState.Detached;
        var begun = db.ChangeTracker.Entries<StockLayer>().Where(e => e.State == EntityState.Modified).ToList();
        if (begun.Count == 0)
            return;

        var layers = begun.ConvertAll(e => e.Entity);
        await ExecuteAsync(connection, "UPDATE stock_layers s SET remaining = x.r, value = x.value FROM unnest($1, $2, $3, $4, $5) AS x (v, l, n, r, value) WHERE s.variant_id = x.v AND s.location_id = x.l AND s.sequence = x.n", ct,
            Longs(layers.Select(l => l.VariantId)), Longs(layers.Select(l => l.LocationId)), Longs(layers.Select(l => l.Sequence)), Decimals(layers.Select(l => l.Remaining)), Decimals(layers.Select(l => l.Value)));
        foreach (var entry in begun)
            entry.State = EntityState.Unchanged;
    }

    private static Task TellAsync(NpgsqlConnection connection, IReadOnlyList<OutboxMessage> messages, CancellationToken ct) => messages.Count == 0
        ? Task.CompletedTask
        : ExecuteAsync(connection, "INSERT INTO outbox (kind, subject, payload, happened_at) SELECT k, s, p, $4 FROM unnest($1, $2, $3) AS m (k, s, p)", ct,
            Texts(messages.Select(m => m.Kind)), Texts(messages.Select(m => m.Subject)), Texts(messages.Select(m => m.Payload)),
            new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.TimestampTz, Value = messages[0].HappenedAt.ToUniversalTime() });

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlParameter Longs(IEnumerable<long> values) => new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint, Value = values.ToArray() };

    private static NpgsqlParameter Decimals(IEnumerable<decimal> values) => new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Numeric, Value = values.ToArray() };

    private static NpgsqlParameter Texts(IEnumerable<string> values) => new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = values.ToArray() };
}
