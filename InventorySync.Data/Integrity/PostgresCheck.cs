using InventorySync.Data.Backup;
using InventorySync.Domain.Integrity;
using Npgsql;

namespace InventorySync.Data.Integrity;

/// <summary>A check that asks PostgreSQL's own catalog; on SQL Server the server's check stands in for all of them.</summary>
internal abstract class PostgresCheck(InventoryDatabase database) : IIntegrityCheck
{
    public abstract string Name { get; }

    public async Task<IReadOnlyList<string>> FindAsync(CancellationToken ct)
    {
        if (database.Connections is not NpgsqlDataSource postgres)
            return [];
        await using var connection = await postgres.OpenConnectionAsync(ct);
        return await FindAsync(connection, ct);
    }

    protected abstract Task<List<string>> FindAsync(NpgsqlConnection connection, CancellationToken ct);

    /// <summary>What the server says against a statement, or null when it has no objection.</summary>
    protected static async Task<string?> ObjectionAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        try
        {
            await PostgresCatalog.AskAsync(connection, sql, ct);
            return null;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted or PostgresErrorCodes.IoError or PostgresErrorCodes.InternalError)
        {
            return e.MessageText;
        }
    }
}

/// <summary>Reads every row: a page that the disk has changed is refused by the server's checksums.</summary>
internal sealed class TablesCheck(InventoryDatabase database) : PostgresCheck(database)
{
    public override string Name => "Every row can be read";

    protected override async Task<List<string>> FindAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var findings = new List<string>();
        foreach (var table in await PostgresCatalog.TablesAsync(connection, ct))
        {
            if (await ObjectionAsync(connection, $"SELECT sum(length(t::text)) FROM {table.Quoted} t", ct) is { } objection)
                findings.Add($"The table {table.Name} is damaged ({objection}). Restore the last backup.");
        }
        return findings;
    }
}

internal sealed class IndexesCheck(InventoryDatabase database) : PostgresCheck(database)
{
    private const string IndexesSql = """
        SELECT i.indexrelid::regclass::text || '|' || am.amname || '|' || (i.indisvalid AND i.indisready)
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am am ON am.oid = c.relam JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname NOT LIKE 'pg\_%' AND c.relkind = 'i' ORDER BY 1
        """;

    public override string Name => "Every index leads to its rows";

    protected override async Task<List<string>> FindAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var findings = new List<string>();
        var looksInside = await MayLookInsideAsync(connection, ct);
        // The extension that looks inside is there for the time of the check only.
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (looksInside)
            await PostgresCatalog.AskAsync(connection, "CREATE EXTENSION IF NOT EXISTS amcheck", ct);
        foreach (var index in await PostgresCatalog.ListAsync(connection, IndexesSql, ct))
        {
            if (index.Split('|') is not [var name, var kind, var valid])
                continue;
            var objection = valid != "true" ? "it was never finished" : looksInside ? await InsideAsync(connection, transaction, name, kind, ct) : null;
            if (objection is not null)
                findings.Add($"The index {name} is damaged ({objection}). Run REINDEX INDEX {name}, or restore the last backup.");
        }
        return findings;
    }

    private static async Task<bool> MayLookInsideAsync(NpgsqlConnection connection, CancellationToken ct) => await PostgresCatalog.AskAsync(connection,
        "SELECT current_setting('is_superuser') = 'on' AND EXISTS (SELECT FROM pg_available_extension_versions WHERE name = 'amcheck' AND string_to_array(version, '.')::int[] >= '{1,5}')", ct) is true;

    private static async Task<string?> InsideAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string index, string kind, CancellationToken ct)
    {
        var question = kind switch
        {
            "btree" => $"SELECT bt_index_check('{Escaped(index)}', true)",
            "gin" => $"SELECT gin_index_check('{Escaped(index)}')",
            _ => null,
        };
        if (question is null)
            return null;
        await transaction.SaveAsync("index", ct);
        var objection = await ObjectionAsync(connection, question, ct);
        await transaction.RollbackAsync("index", ct);
        return objection;
    }

    private static string Escaped(string name) => name.Replace("'", "''", StringComparison.Ordinal);
}

internal sealed class ForeignKeysCheck(InventoryDatabase database) : PostgresCheck(database)
{
    // For each key: the name, and a count of rows that point at nothing.
    private const string KeysSql = """
        SELECT format('%s (%s)|SELECT count(*) FROM %s c WHERE %s AND NOT EXISTS (SELECT FROM %s p WHERE %s)', k.conrelid::regclass, k.conname, k.conrelid::regclass,
                   string_agg(format('c.%I IS NOT NULL', child.attname), ' AND '), k.confrelid::regclass, string_agg(format('p.%I = c.%I', parent.attname, child.attname), ' AND '))
        FROM pg_constraint k
        CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS pair(child, parent)
        JOIN pg_attribute child ON child.attrelid = k.conrelid AND child.attnum = pair.child
        JOIN pg_attribute parent ON parent.attrelid = k.confrelid AND parent.attnum = pair.parent
        WHERE k.contype = 'f' GROUP BY k.oid, k.conrelid, k.confrelid, k.conname ORDER BY 1
        """;

    public override string Name => "Every row that points at another one finds it";

    protected override async Task<List<string>> FindAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var findings = new List<string>();
        foreach (var key in await PostgresCatalog.ListAsync(connection, KeysSql, ct))
        {
            var (name, question) = (key[..key.IndexOf('|', StringComparison.Ordinal)], key[(key.IndexOf('|', StringComparison.Ordinal) + 1)..]);
            if (await PostgresCatalog.AskAsync(connection, question, ct) is long and > 0 and var lost)
                findings.Add($"{lost} rows of {name} point at something that is not there. Restore the last backup, or ask for help with the log.");
        }
        return findings;
    }
}
