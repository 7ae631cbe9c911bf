using Npgsql;

namespace InventorySync.Tests.Backup;

/// <summary>Rows in as many tables as will take them, with the values that break careless copies: line breaks, tabs, backslashes, letters of all scripts, extremes.</summary>
internal static class FilledShop
{
    private const string ColumnsSql = """
        SELECT format('%I.%I', n.nspname, c.relname), string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum),
               string_agg(CASE
                   WHEN format_type(a.atttypid, NULL) IN ('bigint', 'integer', 'smallint') THEN 'i'
                   WHEN t.typcategory = 'S' THEN format('left(i || %L, %s)', $1, CASE WHEN a.atttypmod > 4 THEN a.atttypmod - 4 ELSE 200 END)
                   WHEN t.typname = 'bool' THEN 'i % 2 = 0'
                   WHEN t.typname = 'numeric' THEN '(i * 1.0001)::numeric'
                   WHEN t.typname IN ('float4', 'float8') THEN '(i / 3.0)::float8'
                   WHEN t.typname = 'timestamptz' THEN 'timestamptz ''1999-12-31 23:59:59.999999+00'' + i * interval ''1 day 0.000001 seconds'''
                   WHEN t.typname = 'date' THEN 'date ''2024-02-28'' + i::int'
                   WHEN t.typname = 'uuid' THEN 'md5(i::text)::uuid'
                   WHEN t.typname = 'bytea' THEN 'sha256(i::text::bytea)'
                   WHEN t.typname IN ('jsonb', 'json') THEN format('jsonb_build_object(''n'', i, ''t'', %L)', $1)
                   WHEN t.typcategory = 'A' THEN format('ARRAY[''{a,"b"}'', %L, '''', NULL]::text[]', $1)
                   WHEN a.attnotnull THEN 'refused' ELSE 'NULL' END, ', ' ORDER BY a.attnum)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        JOIN pg_type t ON t.oid = a.atttypid
        WHERE c.relkind = 'r' AND n.nspname = 'public' AND c.relname <> '__EFMigrationsHistory'
        GROUP BY c.oid, n.nspname, c.relname
        """;

    private const string Nasty = "\tTab \\ back\\nslash \r\n new line äöüß 日本 ‮עברית‬ 😀 \\. '' \"";

    /// <summary>Gives every table that many rows; the answer is the number of tables that have taken them.</summary>
    public static async Task<int> FillAsync(string connectionString, int rows)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var waiting = new List<(string Table, string Columns, string Values)>();
        await using (var command = new NpgsqlCommand(ColumnsSql, connection) { Parameters = { new() { Value = Nasty } } })
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync())
                waiting.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));

        // Rows that point at rows of other tables have to wait for them: as many rounds as there are tables.
        var filled = 0;
        for (var round = waiting.Count; round > 0 && waiting.Count > 0; round--)
            foreach (var (table, columns, values) in waiting.ToList())
                if (await TryAsync(connection, $"INSERT INTO {table} ({columns}) SELECT {values} FROM generate_series(1, {rows}) i"))
                {
                    waiting.RemoveAll(w => w.Table == table);
                    filled++;
                }
        return filled;
    }

    /// <summary>Everything that can be seen of a database: rows of every table, keys drawn, indexes, rules, triggers.</summary>
    public static async Task<SortedDictionary<string, string>> PictureAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var picture = new SortedDictionary<string, string>();
        foreach (var table in await ListAsync(connection, "SELECT format('%I', relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"))
            picture[table] = string.Join('\n', await ListAsync(connection, $"SELECT to_jsonb(t)::text || encode(sha256(t::text::bytea), 'hex') FROM {table} t ORDER BY 1"));
        foreach (var sequence in await ListAsync(connection, "SELECT format('%I', sequencename) FROM pg_sequences"))
            picture[sequence] = (await ListAsync(connection, $"SELECT last_value || ' ' || is_called FROM {sequence}")).Single();
        picture["indexes"] = string.Join('\n', await ListAsync(connection, "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"));
        picture["constraints"] = string.Join('\n', await ListAsync(connection, "SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || convalidated::text FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1"));
        picture["triggers"] = string.Join('\n', await ListAsync(connection, "SELECT pg_get_triggerdef(oid) || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"));
        return picture;
    }

    private static async Task<List<string>> ListAsync(NpgsqlConnection connection, string sql)
    {
        var list = new List<string>();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            list.Add(reader.GetString(0));
        return list;
    }

    private static async Task<bool> TryAsync(NpgsqlConnection connection, string sql)
    {
        try
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteNonQueryAsync() >= 0;
        }
        catch (PostgresException refusal) when (refusal.SqlState.StartsWith("23", StringComparison.Ordinal) || refusal.SqlState.StartsWith("42", StringComparison.Ordinal))
        {
            return false; // waits for another table, or holds rules of its own
        }
    }
}
