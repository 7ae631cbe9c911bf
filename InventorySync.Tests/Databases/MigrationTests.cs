using System.Text.RegularExpressions;
using InventorySync.Data;
using InventorySync.Domain;
using InventorySync.Domain.Common;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace InventorySync.Tests.Databases;

/// <summary>What the migrations make on either database, read as a script. No server is asked.</summary>
public sealed partial class MigrationTests
{
    public static TheoryData<string> Databases => [nameof(PostgresInventoryDb), nameof(SqlServerInventoryDb)];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_migrations_are_up_to_date_with_the_model(string database)
    {
        await using var db = Open(database);

        Assert.False(db.Database.HasPendingModelChanges(), "Run build/migrations.sh.");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Every_table_index_key_and_sequence_of_the_model_is_made(string database)
    {
        await using var db = Open(database);
        var script = Script(db);
        var model = db.GetService<IDesignTimeModel>().Model.GetRelationalModel();

        Assert.All(model.Tables, table => Assert.Matches($@"CREATE TABLE [\[""]?{table.Name}[\]""]? \(", script));
        Assert.All(model.Tables.SelectMany(t => t.Indexes), index => Assert.Matches($@"CREATE (UNIQUE )?INDEX [\[""]?{index.Name}[\]""]? ON", script));
        Assert.All(model.Tables.SelectMany(t => t.UniqueConstraints), key => Assert.Matches($@"CONSTRAINT [\[""]?{key.Name}[\]""]? (PRIMARY KEY|UNIQUE)", script));
        Assert.All(model.Tables.SelectMany(t => t.ForeignKeyConstraints), key => Assert.Matches($@"CONSTRAINT [\[""]?{key.Name}[\]""]? FOREIGN KEY", script));
        Assert.All(model.Sequences, sequence => Assert.Matches($@"CREATE SEQUENCE [\[""]?{sequence.Name}[\]""]?", script));
        Assert.True(model.Tables.Count() > 25, $"{model.Tables.Count()} tables");
    }

    [Fact]
    public async Task The_script_for_sql_server_speaks_no_postgresql()
    {
        await using var db = Open(nameof(SqlServerInventoryDb));
        var script = Script(db);

        Assert.Empty(PostgresWords().Matches(script).Select(m => m.Value).Distinct());
        Assert.All(Batches(script), batch => Assert.Matches("^(BEGIN TRANSACTION|COMMIT|IF |CREATE |ALTER |INSERT |EXEC|DECLARE |UPDATE )", batch));
        Assert.All(Batches(script), AssertBalanced);
    }

    [Fact]
    public async Task Every_version_column_is_kept_by_sql_server_itself()
    {
        await using var db = Open(nameof(SqlServerInventoryDb));
        var script = Script(db);
        var versioned = db.Model.GetEntityTypes().Where(e => typeof(IVersioned).IsAssignableFrom(e.ClrType)).Select(e => e.GetTableName()!).ToList();

        Assert.NotEmpty(versioned);
        Assert.All(versioned, table => Assert.Matches($@"CREATE TABLE \[{table}\] \([^;]*\[version\] rowversion", script));
    }

    [Fact]
    public async Task Every_book_that_is_written_once_is_locked_on_sql_server()
    {
        await using var db = Open(nameof(SqlServerInventoryDb));
        var books = db.Model.GetEntityTypes().Where(e => typeof(IAppendOnly).IsAssignableFrom(e.ClrType)).Select(e => e.GetTableName()!).ToList();
        var triggers = Data.Common.Triggers.SqlServer(books).ToList();

        Assert.Contains("audit", books);
        Assert.Equal(books.Count, triggers.Count);
        Assert.All(books, book => Assert.Contains(triggers, t =>
            t.Contains($"ON {book} AFTER UPDATE, DELETE", StringComparison.Ordinal) && t.Contains("THROW", StringComparison.Ordinal)));
        Assert.All(triggers, t => Assert.Empty(PostgresWords().Matches(t)));
        // EF must know of them, or it asks for the written row in a way that tables with triggers refuse
        Assert.All(books, book => Assert.NotEmpty(db.GetService<IDesignTimeModel>().Model.GetEntityTypes().Single(e => e.GetTableName() == book && !e.IsOwned()).GetDeclaredTriggers()));
    }

    private static InventoryDb Open(string database) => database == nameof(SqlServerInventoryDb)
        ? new SqlServerInventoryDb(new DbContextOptionsBuilder<SqlServerInventoryDb>().UseInventorySqlServer("Server=none").Options)
        : new PostgresInventoryDb(new DbContextOptionsBuilder<PostgresInventoryDb>().UseInventoryPostgres("Host=none").Options);

    private static string Script(InventoryDb db) => db.GetService<IMigrator>().GenerateScript();

    private static IEnumerable<string> Batches(string script) =>
        Regex.Split(script, @"^GO\s*$", RegexOptions.Multiline).Select(b => b.Trim()).Where(b => b.Length > 0);

    private static void AssertBalanced(string batch)
    {
        var words = QuotedText().Replace(batch, "''");
        Assert.True(words.Count(c => c == '(') == words.Count(c => c == ')') && words.Count(c => c == '[') == words.Count(c => c == ']'), $"Not balanced: {batch}");
        Assert.DoesNotContain("\"", words, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\b(jsonb|xid|bytea|boolean|uuid|serial|bigserial|timestamptz|timestamp with time zone|character varying|gin_trgm_ops|pg_trgm|unaccent|ILIKE|RETURNING|ON CONFLICT|plpgsql|now\(\))\b|::|\$\$|text\[\]", RegexOptions.IgnoreCase)]
    private static partial Regex PostgresWords();

    [GeneratedRegex(@"N?'(?:[^']|'')*'")]
    private static partial Regex QuotedText();
}
