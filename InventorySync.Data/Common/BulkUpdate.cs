using Microsoft.EntityFrameworkCore.Metadata;

namespace InventorySync.Data.Common;

/// <summary>Changes many rows of one table in one statement: the new values go beside the table by the database's own loader, and over into it at once.</summary>
internal static class BulkUpdate
{
    public static async Task ApplyAsync<T>(InventoryDb db, IReadOnlyCollection<T> rows, IReadOnlyCollection<string> properties, CancellationToken ct)
        where T : class
    {
        if (rows.Count == 0)
            return;

        var type = db.Model.FindEntityType(typeof(T))!;
        var columns = BulkColumn.Of(db, type, p => p.IsPrimaryKey() || properties.Contains(p.Name), n => properties.Contains(n.Name));
        var keys = type.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName()).ToHashSet();
        var (table, set, on) = (type.GetTableName()!, Pairs(columns.Where(c => !keys.Contains(c.Name)), ", "), Pairs(keys, " AND "));
        if (db is PostgresInventoryDb)
        {
            var beside = $"changed_{table}";
            await RunAsync(db, $"CREATE TEMP TABLE {beside} ON COMMIT DROP AS SELECT {string.Join(", ", columns.Select(c => c.Name))} FROM {table} WITH NO DATA", ct);
            await BulkLoad.CopyAsync(db, beside, columns, rows, null, ct);
            await RunAsync(db, $"UPDATE {table} t SET {set} FROM {beside} s WHERE {on}", ct);
            await RunAsync(db, $"DROP TABLE {beside}", ct);
        }
        else
        {
            var beside = $"#changed_{table}";
            await RunAsync(db, $"CREATE TABLE {beside} ({string.Join(", ", columns.Select(c => $"{c.Name} {c.ColumnType}"))})", ct);
            await BulkLoad.BulkCopyAsync(db, beside, columns, rows, null, ct);
            await RunAsync(db, $"UPDATE t SET {set} FROM {table} t JOIN {beside} s ON {on}", ct);
            await RunAsync(db, $"DROP TABLE {beside}", ct);
        }
    }

    /// <summary>Keeps these rows as they are until the transaction ends, taken in the order of their keys.</summary>
    public static Task LockAsync<T>(InventoryDb db, IReadOnlyCollection<long> keys, CancellationToken ct)
    {
        var table = db.Model.FindEntityType(typeof(T))!.GetTableName();
        if (keys.Count == 0)
            return Task.CompletedTask;
        if (db is PostgresInventoryDb)
            return RunAsync(db, $"SELECT id FROM {table} WHERE id = ANY({{0}}) ORDER BY id FOR UPDATE", ct, keys.ToArray());
        return RunAsync(
            db, $"DECLARE @held int; SELECT @held = COUNT(*) FROM {table} WITH (UPDLOCK, ROWLOCK) WHERE id IN (SELECT value FROM OPENJSON({{0}}) WITH (value bigint '$'))", ct, System.Text.Json.JsonSerializer.Serialize(keys));
    }

    // names of tables and columns come from the model, and values as parameters
    private static Task<int> RunAsync(InventoryDb db, string sql, CancellationToken ct, params object[] values) => db.Database.ExecuteSqlRawAsync(sql, values, ct);

    private static string Pairs(IEnumerable<BulkColumn> columns, string between) => string.Join(between, columns.Select(c => $"{c.Name} = s.{c.Name}"));

    private static string Pairs(IEnumerable<string> keys, string between) => string.Join(between, keys.Select(k => $"t.{k} = s.{k}"));
}
