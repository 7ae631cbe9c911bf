using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace InventorySync.Data.Common;

/// <summary>Writes many new rows of one table at the speed of the database's own loader, as EF maps them. Nobody is told and nothing is audited:
/// whoever calls it does that. It joins the context's transaction.</summary>
internal static class BulkLoad
{
    private const int SqlServerBatch = 10_000;

    public static async Task AddAsync<T>(InventoryDb db, IReadOnlyCollection<T> rows, CancellationToken ct)
        where T : class
    {
        if (rows.Count == 0)
            return;

        var type = db.Model.FindEntityType(typeof(T))!;
        var columns = BulkColumn.Of(db, type, p => !BulkColumn.IsNumberedByTable(p) && (p.IsPrimaryKey() || p.ValueGenerated == ValueGenerated.Never));
        var keys = columns.Any(c => c.IsGivenKey) ? (await KeysAsync(db, rows.Count, ct)).GetEnumerator() : null;
        try
        {
            if (db is PostgresInventoryDb)
                await CopyAsync(db, type.GetTableName()!, columns, rows, keys, ct);
            else
                await BulkCopyAsync(db, type.GetTableName()!, columns, rows, keys, ct);
        }
        catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new DbUpdateException(failure.MessageText, failure);
        }
        catch (SqlException failure) when (failure.Number is 2601 or 2627)
        {
            throw new DbUpdateException(failure.Message, failure);
        }
    }

    /// <summary>Keys from the sequence that gives all of them, a hundred for each number it gives.</summary>
    public static async Task<IReadOnlyList<long>> KeysAsync(InventoryDb db, int count, CancellationToken ct)
    {
        var step = db.Model.FindSequence(ShopModel.KeySequence)!.IncrementBy;
        var blocks = (count + step - 1) / step;
        var firsts = db is PostgresInventoryDb
            ? await db.Database.SqlQuery<long>($"""SELECT nextval('keys') AS "Value" FROM generate_series(1, {blocks})""").ToListAsync(ct)
            : await SqlServerKeysAsync(db, blocks, ct);
        return [.. firsts.SelectMany(first => Enumerable.Range(0, step).Select(i => first + i)).Take(count)];
    }

    private static async Task<List<long>> SqlServerKeysAsync(InventoryDb db, int blocks, CancellationToken ct)
    {
        var firsts = new List<long>(blocks);
        for (var i = 0; i < blocks; i++)
            firsts.Add((await db.Database.SqlQuery<long>($"""SELECT NEXT VALUE FOR keys AS "Value" """).ToListAsync(ct))[0]);
        return firsts;
    }

    internal static async Task CopyAsync<T>(InventoryDb db, string table, IReadOnlyList<BulkColumn> columns, IReadOnlyCollection<T> rows, IEnumerator<long>? keys, CancellationToken ct)
        where T : class
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var writer = await connection.BeginBinaryImportAsync($"COPY {table} ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) FROM STDIN (FORMAT BINARY)", ct);
        foreach (var row in rows)
        {
            await writer.StartRowAsync(ct);
            foreach (var column in columns)
                await column.WriteAsync(writer, column.ValueOf(row, keys), ct);
        }

        await writer.CompleteAsync(ct);
    }

    internal static async Task BulkCopyAsync<T>(InventoryDb db, string table, IReadOnlyList<BulkColumn> columns, IReadOnlyCollection<T> rows, IEnumerator<long>? keys, CancellationToken ct)
        where T : class
    {
        var transaction = (SqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();
        using var copy = new SqlBulkCopy((SqlConnection)db.Database.GetDbConnection(), SqlBulkCopyOptions.CheckConstraints, transaction) { DestinationTableName = table, BulkCopyTimeout = 600 };
        foreach (var column in columns)
            copy.ColumnMappings.Add(column.Name, column.Name);
        foreach (var batch in rows.Chunk(SqlServerBatch))
        {
            using var data = new DataTable();
            foreach (var column in columns)
                data.Columns.Add(column.Name, column.StoredClrType);
            foreach (var row in batch)
                data.Rows.Add([.. columns.Select(c => c.ValueOf(row, keys) ?? DBNull.Value)]);
            await copy.WriteToServerAsync(data, ct);
        }
    }
}
