using Microsoft.EntityFrameworkCore.Metadata;

namespace InventorySync.Data.Common;

/// <summary>Rules that only the database can keep against its own login: rows written once are never changed nor deleted.</summary>
internal static class Triggers
{
    public static async Task ApplyAsync(InventoryDb db, CancellationToken ct)
    {
        foreach (var statement in db is PostgresInventoryDb ? Postgres(Tables(db)) : SqlServer(Tables(db)))
            await db.Database.ExecuteSqlRawAsync(statement, ct);
    }

    /// <summary>Whose rows are written once.</summary>
    public static IEnumerable<string> Tables(InventoryDb db) => db.Model.GetEntityTypes()
        .Where(e => typeof(IAppendOnly).IsAssignableFrom(e.ClrType))
        .Select(e => e.GetTableName()!)
        .Distinct();

    public static IEnumerable<string> Postgres(IEnumerable<string> tables)
    {
        yield return $$"""
            CREATE OR REPLACE FUNCTION {{ShopModel.RefuseChangeTrigger}}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'Rows of % are written once and never changed.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
            END $$
            """;
        foreach (var table in tables)
        {
            yield return $"CREATE OR REPLACE TRIGGER {ShopModel.RefuseChangeTrigger} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {ShopModel.RefuseChangeTrigger}()";
            yield return $"CREATE OR REPLACE TRIGGER {ShopModel.RefuseChangeTrigger}_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {ShopModel.RefuseChangeTrigger}()";
        }
    }

    public static IEnumerable<string> SqlServer(IEnumerable<string> tables) => tables.Select(table => $"""
        CREATE OR ALTER TRIGGER {ShopModel.RefuseChangeTrigger}_{table} ON {table} AFTER UPDATE, DELETE AS
        BEGIN
            IF @@ROWCOUNT = 0 RETURN;
            THROW 50001, 'Rows of {table} are written once and never changed.', 1;
        END
        """);
}
