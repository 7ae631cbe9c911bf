using Npgsql;

namespace InventorySync.Data.Backup;

/// <summary>A table as COPY needs it: names ready quoted, generated columns left out, ordered by its key so that equal tables give equal bytes.</summary>
internal sealed record StoredTable(string Name, string Quoted, IReadOnlyList<string> Columns, string ColumnList, string Order)
{
    public string CopyOut => $"COPY (SELECT {ColumnList} FROM {Quoted} ORDER BY {Order}) TO STDOUT";

    public string CopyIn => $"COPY {Quoted} ({ColumnList}) FROM STDIN";
}

/// <summary>What lies in a PostgreSQL database, read from its own catalog: so nothing can be forgotten in a backup.</summary>
internal static class PostgresCatalog
{
    // Text is ordered by its bytes: another server may sort words otherwise.
    private const string TablesSql = """
        SELECT n.nspname || '.' || c.relname,
               format('%I.%I', n.nspname, c.relname),
               array_agg(a.attname::text ORDER BY a.attnum),
               string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum),
               coalesce(
                   (SELECT string_agg(quote_ident(k.attname) || CASE WHEN t.typcollation <> 0 THEN ' COLLATE "C"' ELSE '' END, ', ' ORDER BY position)
                    FROM pg_index i
                    CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS part(attnum, position)
                    JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = part.attnum
                    JOIN pg_type t ON t.oid = k.atttypid
                    WHERE i.indrelid = c.oid AND i.indisprimary AND part.position <= i.indnkeyatts),
                   format('%I::text COLLATE "C"', c.relname))
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'e')
        GROUP BY c.oid, n.nspname, c.relname
        ORDER BY 1
        """;

    private const string SequencesSql = "SELECT format('%I.%I', schemaname, sequencename) FROM pg_sequences WHERE schemaname NOT LIKE 'pg\\_%' ORDER BY 1";

    public static async Task<List<StoredTable>> TablesAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var tables = new List<StoredTable>();
        await using var command = new NpgsqlCommand(TablesSql, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            tables.Add(new StoredTable(reader.GetString(0), reader.GetString(1), reader.GetFieldValue<string[]>(2), reader.GetString(3), reader.GetString(4)));
        return tables;
    }

    public static async Task<List<BackedUpSequence>> SequencesAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var sequences = new List<BackedUpSequence>();
        foreach (var name in await ListAsync(connection, SequencesSql, ct))
        {
            await using var command = new NpgsqlCommand($"SELECT last_value, is_called FROM {name}", connection);
            await using var reader = await command.ExecuteReaderAsync(ct);
            await reader.ReadAsync(ct);
            sequences.Add(new BackedUpSequence(name, reader.GetInt64(0), reader.GetBoolean(1)));
        }
        return sequences;
    }

    public static async Task<List<string>> ListAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        var list = new List<string>();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            list.Add(reader.GetString(0));
        return list;
    }

    public static async Task<object?> AskAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(ct);
    }

    /// <summary>The table's bytes are the same on every server and in every zone.</summary>
    public static Task SettleFormatsAsync(NpgsqlConnection connection, CancellationToken ct) => AskAsync(connection, """
        SET datestyle = 'ISO, YMD'; SET timezone = 'UTC'; SET intervalstyle = 'postgres'; SET extra_float_digits = 1; SET bytea_output = 'hex';
        SET client_encoding = 'UTF8'; SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET search_path = public
        """, ct);

    public static async Task<Pumped> CopyOutAsync(NpgsqlConnection connection, StoredTable table, Stream to, CancellationToken ct)
    {
        using var reader = (StreamReader)await connection.BeginTextExportAsync(table.CopyOut, ct);
        return await Pump.RunAsync(reader.BaseStream, to, ct);
    }

    public static async Task<Pumped> CopyInAsync(NpgsqlConnection connection, StoredTable table, Stream from, CancellationToken ct)
    {
        await using var writer = (StreamWriter)await connection.BeginTextImportAsync(table.CopyIn, ct);
        return await Pump.RunAsync(from, writer.BaseStream, ct);
    }
}
