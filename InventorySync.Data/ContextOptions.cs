namespace InventorySync.Data;

/// <summary>How the two contexts reach their servers; the design-time host uses the same.</summary>
public static class ContextOptions
{
    public static DbContextOptionsBuilder<PostgresInventoryDb> UseInventoryPostgres(this DbContextOptionsBuilder<PostgresInventoryDb> options, string connectionString)
    {
        options.UseNpgsql(connectionString, npgsql => npgsql.MigrationsAssembly(typeof(ContextOptions).Assembly.GetName().Name));
        return options;
    }

    public static DbContextOptionsBuilder<PostgresInventoryDb> UseInventoryPostgres(this DbContextOptionsBuilder<PostgresInventoryDb> options, System.Data.Common.DbDataSource source)
    {
        options.UseNpgsql(source, npgsql => npgsql.MigrationsAssembly(typeof(ContextOptions).Assembly.GetName().Name));
        return options;
    }

    public static DbContextOptionsBuilder<SqlServerInventoryDb> UseInventorySqlServer(this DbContextOptionsBuilder<SqlServerInventoryDb> options, string connectionString)
    {
        options.UseSqlServer(connectionString, sql => sql.MigrationsAssembly(typeof(ContextOptions).Assembly.GetName().Name));
        return options;
    }
}
