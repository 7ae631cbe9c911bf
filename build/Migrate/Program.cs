using InventorySync.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

Console.WriteLine("The design-time host of dotnet ef; it has nothing to run.");

// No server is asked when a migration is added: these connection strings are never opened.
internal sealed class SqlServerDesign : IDesignTimeDbContextFactory<SqlServerInventoryDb>
{
    public SqlServerInventoryDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerInventoryDb>().UseInventorySqlServer("Server=none").Options);
}

internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresInventoryDb>
{
    public PostgresInventoryDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresInventoryDb>().UseInventoryPostgres("Host=none").Options);
}
