using InventorySync.Data.Jobs;
using Npgsql;

namespace InventorySync.Data.Backup;

/// <summary>Fills an empty, migrated database from a backup in one transaction, and proves afterwards that every table is the same to the byte.</summary>
internal sealed class PostgresLoader(NpgsqlConnection connection)
{
    private const string ForeignKeys = "contype = 'f' AND connamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname LIKE 'pg\\_%' OR nspname = 'information_schema')";

    private const string PlainIndexes = """
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname NOT LIKE 'pg\_%' AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
        """;

    public async Task LoadAsync(BackupFile backup, IProgress<BackupStep>? progress, CancellationToken ct)
    {
        await PostgresCatalog.SettleFormatsAsync(connection, ct);
        var tables = Match(await PostgresCatalog.TablesAsync(connection, ct), backup.Manifest);

        await using var transaction = await connection.BeginTransactionAsync(ct);
        var puttingBack = await ClearTheWayAsync(tables.Keys, ct);
        foreach (var (i, (table, promised)) in tables.Index())
        {
            var loaded = await LoadAsync(backup, table, promised, ct);
            progress?.Report(new BackupStep(i + 1, tables.Count, BackupWriter.Rows(table, loaded)));
        }
        progress?.Report(BackupStep.Words("Keys, indexes and rules are put back and checked."));
        foreach (var statement in puttingBack)
            await PostgresCatalog.AskAsync(connection, statement, ct);
        foreach (var sequence in backup.Manifest.Sequences)
            await SetAsync(sequence, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Reads every table back out of the database. Foreign keys and unique indexes were checked by the server when they were put back.</summary>
    public async Task CompareAsync(BackupManifest manifest, IProgress<BackupStep>? progress, CancellationToken ct)
    {
        await PostgresCatalog.SettleFormatsAsync(connection, ct);
        var tables = Match(await PostgresCatalog.TablesAsync(connection, ct), manifest);
        foreach (var (i, (table, promised)) in tables.Index())
        {
            progress?.Report(new BackupStep(i, tables.Count));
            var found = await PostgresCatalog.CopyOutAsync(connection, table, Stream.Null, ct);
            if (found.Sha256 != promised.Sha256 || found.Lines != promised.Rows)
                throw new StartProblemException($"The restored table {table.Name} is not what was backed up: {found.Lines:N0} rows instead of {promised.Rows:N0}, or other content. Nothing was changed.", "Take an older backup, and keep this one for those who look into it.");
        }
        progress?.Report(BackupStep.Words("Every row was read back and is the same as in the backup: {0} rows in {1} tables.", manifest.Rows, manifest.Tables.Count));
    }

    // A table that was backed up and is not there, or has other columns, must stop the restore; one that is only there stays empty and must not hide.
    // The scheduler's tables may change with its version: the app plans its jobs anew at each start, so another version's plan is left out.
    private static Dictionary<StoredTable, BackedUpTable> Match(List<StoredTable> stored, BackupManifest manifest)
    {
        var promised = manifest.Tables.ToDictionary(t => t.Name);
        var strange = stored.Where(t => !promised.TryGetValue(t.Name, out var p) || !p.Columns.SequenceEqual(t.Columns)).Select(t => t.Name)
            .Concat(manifest.Tables.Select(t => t.Name).Except(stored.Select(t => t.Name))).ToHashSet();
        var serious = strange.Where(t => !t.StartsWith("public." + QuartzTables.Prefix, StringComparison.Ordinal)).ToList();
        if (serious.Count > 0)
        {
            throw new StartProblemException(
                $"The backup was made with other tables than this version of InventorySync makes ({string.Join(", ", serious)}). Nothing was changed.",
                $"Restore it with the version that made it, {manifest.Version}, and update afterwards.");
        }
        return stored.Where(t => !strange.Contains(t.Name)).ToDictionary(t => t, t => promised[t.Name]);
    }

    /// <summary>Takes away what would slow down or refuse the rows; the answer puts it back.</summary>
    private async Task<List<string>> ClearTheWayAsync(IEnumerable<StoredTable> tables, CancellationToken ct)
    {
        var quoted = tables.Select(t => t.Quoted).ToList();
        var indexes = await ListAsync($"SELECT pg_get_indexdef(i.indexrelid) {PlainIndexes}", ct);
        var foreignKeys = await ListAsync($"SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE {ForeignKeys}", ct);

        foreach (var statement in await ListAsync($"SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) FROM pg_constraint WHERE {ForeignKeys}", ct))
            await PostgresCatalog.AskAsync(connection, statement, ct);
        foreach (var statement in await ListAsync($"SELECT format('DROP INDEX %s', i.indexrelid::regclass) {PlainIndexes}", ct))
            await PostgresCatalog.AskAsync(connection, statement, ct);
        foreach (var table in quoted)
            await PostgresCatalog.AskAsync(connection, $"ALTER TABLE {table} DISABLE TRIGGER USER", ct);
        await PostgresCatalog.AskAsync(connection, $"TRUNCATE {string.Join(", ", quoted)}", ct);
        return [.. quoted.Select(table => $"ALTER TABLE {table} ENABLE TRIGGER USER"), .. indexes, .. foreignKeys];
    }

    private async Task<Pumped> LoadAsync(BackupFile backup, StoredTable table, BackedUpTable promised, CancellationToken ct)
    {
        await using var source = await backup.OpenTableAsync(promised, ct);
        var loaded = await PostgresCatalog.CopyInAsync(connection, table, source, ct);
        if (loaded.Sha256 != promised.Sha256)
            throw new StartProblemException($"The backup {backup.Path} changed while it was read (table {table.Name}). Nothing was changed in the database.", "Copy the backup to a disk of this machine and restore it from there.");
        return loaded;
    }

    private async Task SetAsync(BackedUpSequence sequence, CancellationToken ct)
    {
        var name = sequence.Name.Replace("'", "''", StringComparison.Ordinal);
        await PostgresCatalog.AskAsync(connection, $"SELECT setval(s, {sequence.LastValue}, {sequence.IsCalled}) FROM to_regclass('{name}') AS s WHERE s IS NOT NULL", ct);
    }

    private Task<List<string>> ListAsync(string sql, CancellationToken ct) => PostgresCatalog.ListAsync(connection, sql, ct);
}
