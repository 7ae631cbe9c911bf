using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace InventorySync.Data.Common;

/// <summary>Writes many new rows of one table at the speed of the database's own loader, as EF maps them. Nobody is told and nothing is audited:
/// for loads that begin with nothing. It joins the context's transaction.</summary>
internal static class BulkLoad
{
    private const int SqlServerBatch = 10_000;

    public static async Task AddAsync<T>(InventoryDb db, IReadOnlyCollection<T> rows, CancellationToken ct)
        where T : class
    {
        if (rows.Count == 0)
            return;

        var type = db.Model.FindEntityType(typeof(T))!;
        var columns = type.GetProperties().Where(p => !p.IsConcurrencyToken && (p.IsPrimaryKey() || p.ValueGenerated == ValueGenerated.Never)).Select(p => new Column(p)).ToList();
        var keys = type.FindPrimaryKey()!.Properties is [{ ValueGenerated: ValueGenerated.OnAdd } given] ? await KeysAsync(db, rows.Count, ct) : null;
        if (db is PostgresInventoryDb)
            await CopyAsync(db, type, columns, rows, keys, ct);
        else
            await BulkCopyAsync(db, type, columns, rows, keys, ct);
    }

    /// <summary>Keys from the sequence that gives all of them, a hundred for each number it gives.</summary>
    private static async Task<IEnumerator<long>> KeysAsync(InventoryDb db, int count, CancellationToken ct)
    {
        var step = db.Model.FindSequence(ShopModel.KeySequence)!.IncrementBy;
        var blocks = (count + step - 1) / step;
        var firsts = db is PostgresInventoryDb
            ? await db.Database.SqlQuery<long>($"""SELECT nextval('keys') AS "Value" FROM generate_series(1, {blocks})""").ToListAsync(ct)
            : await SqlServerKeysAsync(db, blocks, ct);
        return firsts.SelectMany(first => Enumerable.Range(0, step).Select(i => first + i)).GetEnumerator();
    }

    private static async Task<List<long>> SqlServerKeysAsync(InventoryDb db, int blocks, CancellationToken ct)
    {
        var firsts = new List<long>(blocks);
        for (var i = 0; i < blocks; i++)
            firsts.Add((await db.Database.SqlQuery<long>($"""SELECT NEXT VALUE FOR keys AS "Value" """).ToListAsync(ct))[0]);
        return firsts;
    }

    private static async Task CopyAsync<T>(InventoryDb db, IEntityType type, List<Column> columns, IReadOnlyCollection<T> rows, IEnumerator<long>? keys, CancellationToken ct)
        where T : class
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var writer = await connection.BeginBinaryImportAsync($"COPY {type.GetTableName()} ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) FROM STDIN (FORMAT BINARY)", ct);
        foreach (var row in rows)
        {
            await writer.StartRowAsync(ct);
            foreach (var column in columns)
            {
                if (column.ValueOf(row, keys) is { } value)
                    await writer.WriteAsync(value, column.StoreType, ct);
                else
                    await writer.WriteNullAsync(ct);
            }
        }

        await writer.CompleteAsync(ct);
    }

    private static async Task BulkCopyAsync<T>(InventoryDb db, IEntityType type, List<Column> columns, IReadOnlyCollection<T> rows, IEnumerator<long>? keys, CancellationToken ct)
        where T : class
    {
        var transaction = (SqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();
        using var copy = new SqlBulkCopy((SqlConnection)db.Database.GetDbConnection(), SqlBulkCopyOptions.CheckConstraints, transaction) { DestinationTableName = type.GetTableName(), BulkCopyTimeout = 600 };
        foreach (var batch in rows.Chunk(SqlServerBatch))
        {
            using var table = new DataTable();
            foreach (var column in columns)
                table.Columns.Add(column.Name, column.StoredClrType);
            foreach (var row in batch)
                table.Rows.Add([.. columns.Select(c => c.ValueOf(row, keys) ?? DBNull.Value)]);
            copy.ColumnMappings.Clear();
            foreach (var column in columns)
                copy.ColumnMappings.Add(column.Name, column.Name);
            await copy.WriteToServerAsync(table, ct);
        }
    }

    /// <summary>A column with the way from the thing to what is stored of it.</summary>
    private sealed class Column(IProperty property)
    {
        private readonly IClrPropertyGetter _getter = property.GetGetter();
        private readonly Func<object?, object?>? _convert = property.GetTypeMapping().Converter?.ConvertToProvider;
        private readonly bool _isKey = property.IsPrimaryKey() && property.ValueGenerated == ValueGenerated.OnAdd;

        public string Name { get; } = property.GetColumnName();

        /// <summary>Without its length and precision.</summary>
        public string StoreType { get; } = property.GetColumnType().Split('(')[0];

        public Type StoredClrType { get; } = Nullable.GetUnderlyingType(property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType) ?? property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;

        public object? ValueOf(object row, IEnumerator<long>? keys)
        {
            var value = _getter.GetClrValue(row);
            if (_isKey && keys is not null && value is 0L)
            {
                keys.MoveNext();
                return keys.Current;
            }

            return value is null || _convert is null ? value : _convert(value);
        }
    }
}
