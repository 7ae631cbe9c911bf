using Npgsql;

namespace InventorySync.Tests.Commands;

/// <summary>The commands of the real app, one after the other on one shop, as its owner would use them.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly OwnApp _app = new();

    [Fact]
    public async Task A_shop_is_made_backed_up_restored_on_another_machine_and_checked()
    {
        Assert.Contains("up to date", await SucceedsAsync(_app, "--migrate"), StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(_app.DataFolder, "files"));
        await File.WriteAllTextAsync(Path.Combine(_app.DataFolder, "files", "photo.txt"), "a picture");

        var backup = Path.Combine(_app.Folder, "to go.zip");
        Assert.Contains(backup, await SucceedsAsync(_app, "--backup", backup), StringComparison.Ordinal);

        using var other = new OwnApp();
        Assert.Contains("is the same as in the backup", await SucceedsAsync(other, "--restore", backup), StringComparison.Ordinal);
        Assert.Equal("a picture", await File.ReadAllTextAsync(Path.Combine(other.DataFolder, "files", "photo.txt")));
        Assert.Contains("All is well.", await SucceedsAsync(other, "--check"), StringComparison.Ordinal);
        Assert.Null(Data.Embedded.PostmasterPid.ReadAlive(Path.Combine(other.DataFolder, "postgres", "cluster")));
    }

    [Fact]
    public async Task A_backup_without_a_name_goes_into_the_backup_folder()
    {
        await SucceedsAsync(_app, "--migrate");

        var said = await SucceedsAsync(_app, "--backup");

        Assert.Contains(Assert.Single(Directory.GetFiles(Path.Combine(_app.DataFolder, "backups"), "inventorysync-*.zip")), said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_makes_a_missing_database_on_the_owners_own_server()
    {
        var connection = new NpgsqlConnectionStringBuilder(await TestServer.ConnectionStringAsync()) { Database = $"made_{Environment.ProcessId}" }.ConnectionString;
        string[] there = ["--Database:Provider=PostgreSql", $"--Database:ConnectionString={connection}"];

        Assert.Contains("up to date", await SucceedsAsync(_app, ["--migrate", .. there]), StringComparison.Ordinal);
        Assert.Contains("All is well.", await SucceedsAsync(_app, ["--check", .. there]), StringComparison.Ordinal);

        await TestServer.DropAsync(connection);
    }

    [Fact]
    public async Task A_check_that_finds_something_says_what_and_ends_with_1()
    {
        var shop = await TestServer.NewDatabaseAsync();
        await using (var source = NpgsqlDataSource.Create(shop))
        await using (var command = source.CreateCommand("ALTER TABLE audit DISABLE TRIGGER USER"))
            await command.ExecuteNonQueryAsync();

        var (exitCode, output, _) = await _app.RunAsync("--check", "--Database:Provider=PostgreSql", $"--Database:ConnectionString={shop}");

        Assert.Equal(1, exitCode);
        Assert.Contains("The rows of audit can be changed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_whose_file_is_lost_can_be_forgotten()
    {
        var shop = await TestServer.NewDatabaseAsync();
        string[] there = ["--Database:Provider=PostgreSql", $"--Database:ConnectionString={shop}"];
        await using var source = NpgsqlDataSource.Create(shop);
        await using (var command = source.CreateCommand("INSERT INTO protection_keys (id, name, content, created_at) VALUES (1, 'lost', '<key/>', now())"))
            await command.ExecuteNonQueryAsync();

        Assert.Contains("1 keys were forgotten", await SucceedsAsync(_app, ["--forget-keys", .. there]), StringComparison.Ordinal);

        await using var count = source.CreateCommand("SELECT count(*) FROM protection_keys");
        Assert.Equal(0L, await count.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Help_lists_every_command()
    {
        var said = await SucceedsAsync(_app, "--help");

        Assert.All(["--migrate", "--backup", "--restore", "--check", "--forget-keys", "--version", "--urls"], command => Assert.Contains(command, said, StringComparison.Ordinal));
    }

    private static async Task<string> SucceedsAsync(OwnApp app, params string[] arguments)
    {
        var (exitCode, output, errors) = await app.RunAsync(arguments);
        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        return output;
    }

    public void Dispose() => _app.Dispose();
}
