using System.Net;
using System.Net.Sockets;
using InventorySync.Data;
using Npgsql;

namespace InventorySync.Tests.Commands;

/// <summary>The real app is started with something wrong around it: one paragraph that says what and how to help it, exit code 1, no trace.</summary>
public sealed class StartProblemTests : IDisposable
{
    private readonly OwnApp _app = new();

    [Fact]
    public async Task A_mistake_in_the_settings_file_is_named_with_its_line()
    {
        await File.WriteAllTextAsync(_app.Settings, "{\n  \"Urls\": \"http://localhost:5080\"\n  \"DataFolder\": \"data\"\n}");

        await RefusedAsync([], _app.Settings, "in line 3", "comma");
    }

    [Fact]
    public async Task A_section_of_the_settings_file_that_nobody_knows_is_named()
    {
        await File.WriteAllTextAsync(_app.Settings, """{ "Urls": "http://localhost:5080", "DataFoldr": "data" }""");

        await RefusedAsync([], "does not know: DataFoldr", "docs/engineers/settings.md");
    }

    [Theory]
    [InlineData("--Database:Provider=Oracle", "Database:Provider is “Oracle”", "Embedded or PostgreSql or SqlServer")]
    [InlineData("--Database:MigrateAtStart=perhaps", "Database:MigrateAtStart is “perhaps”", "true or false")]
    [InlineData("--Database:Embedded:MaxConnections=many", "Database:Embedded:MaxConnections is “many”", "a whole number")]
    [InlineData("--Database:Embedded:MaxConnections=3", "MaxConnections must be between 20 and 2000", "Correct it")]
    [InlineData("--Database:Embedded:StartTimeout=99:00:00", "StartTimeout must be between", "Correct it")]
    [InlineData("--Database:Provder=Embedded", "does not know: Provder", "Correct or remove it")]
    [InlineData("--Database:Provider=PostgreSql", "Database:ConnectionString is empty", "Host=")]
    [InlineData("--Demo=maybe", "Demo is “maybe”", "true or false")]
    [InlineData("--Logs:Console=Xml", "Logs:Console is “Xml”", "Text or Json or Off")]
    [InlineData("--Logs:KeepDays=0", "KeepDays must be between 1 and 3650", "Correct it")]
    [InlineData("--Logs:KepDays=3", "below Logs contain a name that InventorySync does not know: KepDays", "Correct or remove it")]
    [InlineData("--RateLimits:SignInPerMinute=-1", "SignInPerMinute must be between 1 and 100000", "Correct it")]
    [InlineData("--Api:Burst=lots", "Api:Burst is “lots”", "a whole number")]
    [InlineData("--Api:MaxBodyBytes=99999999999", "MaxBodyBytes must be between", "Correct it")]
    [InlineData("--Webhooks:AtOnce=0", "AtOnce must be between 1 and 500", "Correct it")]
    [InlineData("--Outbound:AllowedInternal:0=10.1.0.0/40", "“10.1.0.0/40” in AllowedInternal is not a network", "Correct it")]
    [InlineData("--Jobs:CheckInSeconds=soon", "Jobs:CheckInSeconds is “soon”", "a whole number")]
    [InlineData("--Outbox:FirstPause=a while", "Outbox:FirstPause is “a while”", "a time such as 00:02:00")]
    [InlineData("--Telemetry:SampleRatio=2", "SampleRatio must be between 0 and 1", "Correct it")]
    [InlineData("--Telemetry:Otlp:Endpoin=x", "does not know: Endpoin", "Correct or remove it")]
    [InlineData("--Telemetry:Otlp:Endpoint=collector", "“collector” in the setting Telemetry:Otlp:Endpoint is not a web address", "http://localhost:4318")]
    [InlineData("--Proxies:Known:0=proxy", "“proxy” in the setting Proxies:Known is not an address", "10.0.0.0/24")]
    [InlineData("--Protection:Certificate=/nowhere/shop.pfx", "The certificate /nowhere/shop.pfx cannot be read", "Protection:CertificatePassword")]
    [InlineData("--Protection:KeyFile=/proc/no/key", "/proc/no/key", "Protection:KeyFile")]
    [InlineData("--Urls=nonsense", "“nonsense”, which is not an address", "http://localhost:5080")]
    [InlineData("--bakcup", "does not know “--bakcup”", "--help")]
    public async Task A_setting_that_cannot_be_is_named_with_what_it_can_be(string argument, string problem, string remedy) =>
        await RefusedAsync([argument], problem, remedy);

    [Theory]
    [InlineData("PostgreSql", "Hst=db;Database=x", "“hst” is not a part of it", "Host=db.example.com")]
    [InlineData("PostgreSql", "Database=x;Username=u", "it names no server", "Host=db.example.com")]
    [InlineData("SqlServer", "Srver=db", "srver", "Server=db.example.com")]
    public async Task A_wrong_connection_string_is_refused_with_an_example(string provider, string connectionString, string problem, string remedy) =>
        await RefusedAsync([$"--Database:Provider={provider}", $"--Database:ConnectionString={connectionString}"], problem, remedy);

    [Theory]
    [InlineData("PostgreSql", "Host=127.0.0.1;Port={0};Database=shop;Username=u;Password=secret")]
    [InlineData("SqlServer", "Server=127.0.0.1,{0};Database=shop;User ID=u;Password=secret;Connect Timeout=5;Encrypt=False")]
    public async Task A_server_that_cannot_be_reached_is_named(string provider, string connectionString)
    {
        var nobodysPort = Embedded.EmbeddedPostgresTests.FreePort().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var errors = await RefusedAsync(
            [$"--Database:Provider={provider}", "--Database:ConnectionString=" + connectionString.Replace("{0}", nobodysPort, StringComparison.Ordinal)], "127.0.0.1", nobodysPort, "cannot be reached", "firewall");

        Assert.DoesNotContain("secret", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_without_repeating_it() =>
        Assert.DoesNotContain("guessed", await RefusedAsync(await AtAsync(c => c.Password = "guessed"), "does not accept the login “inventorysync”", "Correct user and password"), StringComparison.Ordinal);

    [Fact]
    public async Task A_missing_database_is_refused_and_not_made_by_the_way() =>
        await RefusedAsync(await AtAsync(c => c.Database = "no_such_shop"), "There is no database “no_such_shop”", "--migrate");

    [Fact]
    public async Task A_database_of_a_newer_version_is_left_alone()
    {
        var shop = await TestServer.NewDatabaseAsync();
        await ExecuteAsync(shop, """INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_FromTheFuture', '99.0')""");

        await RefusedAsync(At(shop), "newer version of InventorySync", "29990101000000_FromTheFuture", "restore a backup");
    }

    [Fact]
    public async Task A_database_that_is_not_up_to_date_is_refused_when_only_the_command_may_change_it() =>
        await RefusedAsync([.. At(await TestServer.EmptyDatabaseAsync()), "--Database:MigrateAtStart=false"], "no shop was ever kept in it", "--migrate");

    [Fact]
    public async Task An_occupied_web_port_is_named_before_anything_is_started()
    {
        using var occupant = new TcpListener(IPAddress.Loopback, 0);
        occupant.Start();
        var port = ((IPEndPoint)occupant.LocalEndpoint).Port;

        await RefusedAsync([$"--urls=http://localhost:{port}"], $"port {port} of this machine is used by another program", $"--urls http://localhost:{port + 1}");

        Assert.False(Directory.Exists(_app.DataFolder));
    }

    [Fact]
    public async Task An_unreadable_data_folder_is_named()
    {
        await File.WriteAllTextAsync(_app.DataFolder, "a file, not a folder");

        await RefusedAsync([], _app.DataFolder, "another folder");
    }

    [Fact]
    public async Task A_data_folder_of_somebody_else_is_named_with_the_command_that_opens_it()
    {
        Directory.CreateDirectory(_app.DataFolder);
        await Embedded.EmbeddedPostgresPlacesTests.RunAsync("chmod", "500", _app.DataFolder);

        // As root nothing is closed to us, so an ordinary user tries; started without root, we are one.
        await RefusedAsync(Environment.IsPrivilegedProcess ? "nobody" : null, ["--check"], _app.DataFolder, "cannot be read and written", "sudo chown -R");
    }

    [Fact]
    public async Task A_missing_database_server_for_this_platform_is_named() =>
        await RefusedAsync(["--Database:Embedded:ProgramFolder=/nowhere"], Data.Embedded.ServerBinaries.Platform, "/nowhere", "Database:ConnectionString");

    private Task<string> RefusedAsync(string[] arguments, params string[] words) => RefusedAsync(null, arguments, words);

    private async Task<string> RefusedAsync(string? user, string[] arguments, params string[] words)
    {
        string[] all = arguments.Any(a => a.StartsWith("--urls", StringComparison.OrdinalIgnoreCase)) ? arguments : [.. arguments, "--urls=http://127.0.0.1:0"];
        var (exitCode, _, errors) = await _app.RunAsync(user, all);

        Assert.Equal(1, exitCode);
        Assert.All(words, word => Assert.Contains(word, errors, StringComparison.OrdinalIgnoreCase));
        Assert.Single(errors.Trim().Split('\n'));
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        return errors;
    }

    private static string[] At(string connectionString) => ["--Database:Provider=PostgreSql", $"--Database:ConnectionString={connectionString}"];

    private static async Task<string[]> AtAsync(Action<NpgsqlConnectionStringBuilder> change)
    {
        var connection = new NpgsqlConnectionStringBuilder(await TestServer.ConnectionStringAsync());
        change(connection);
        return At(connection.ConnectionString);
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public void Dispose() => _app.Dispose();
}
