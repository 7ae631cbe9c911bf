using InventorySync.Domain.Catalog;
using InventorySync.Domain.Stock;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace InventorySync.Data.Stock;

/// <summary>The one question of every reservation, prepared once for each connection.</summary>
internal static class SupplyStatement
{
    // the limit lets the server keep its plan, as in HoldStatement
    private const string Sql = """
        SELECT v.id, v.sku, v.quantity_decimals, v.tracking, v.is_kit, COALESCE(v.cost, 0), l.id, i.on_hand - i.reserved, l.priority, l.serves_online_orders, l.latitude, l.longitude
        FROM (SELECT unnest($1::bigint[]) AS id LIMIT $2) wanted
        JOIN variants v ON v.id = wanted.id
        LEFT JOIN stock_items i ON i.variant_id = v.id
        LEFT JOIN locations l ON l.id = i.location_id AND l.active
        """;

    public static async Task<IReadOnlyList<SupplyRow>> ReadAsync(PostgresInventoryDb db, long[] variantIds, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = new NpgsqlCommand(Sql, (NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction());
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint, Value = variantIds });
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint, Value = (long)variantIds.Length });
            await command.PrepareAsync(ct);
            await using var reader = await command.ExecuteReaderAsync(ct);
            var rows = new List<SupplyRow>();
            while (await reader.ReadAsync(ct))
                rows.Add(Row(reader));
            return rows;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static SupplyRow Row(NpgsqlDataReader reader)
    {
        var variant = new VariantFacts(reader.GetInt64(0), reader.GetString(1), reader.GetInt32(2), Enum.Parse<Tracking>(reader.GetString(3)), reader.GetBoolean(4), reader.GetDecimal(5));
        return reader.IsDBNull(6)
            ? new SupplyRow { Variant = variant }
            : new SupplyRow
            {
                Variant = variant,
                LocationId = reader.GetInt64(6),
                Free = reader.GetDecimal(7),
                Priority = reader.GetInt32(8),
                Serves = reader.GetBoolean(9),
                Latitude = reader.IsDBNull(10) ? null : reader.GetDouble(10),
                Longitude = reader.IsDBNull(11) ? null : reader.GetDouble(11),
            };
    }
}
