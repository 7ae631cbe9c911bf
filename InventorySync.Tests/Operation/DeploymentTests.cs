using System.Net;
using System.Text.RegularExpressions;
using InventorySync.Data;
using InventorySync.Web;
using InventorySync.Web.Operation;
using Microsoft.Extensions.Configuration;

namespace InventorySync.Tests.Operation;

/// <summary>The files of deploy/ say nothing that the app does not know: names of settings, ports, paths and the address of its health.</summary>
public sealed partial class DeploymentTests
{
    private static readonly string Dockerfile = Read("deploy/Dockerfile");
    private static readonly string Unit = Read("deploy/inventorysync.service");

    private static readonly string[] Composes = [.. Directory.GetFiles(Repository.File("deploy"), "compose*.yaml").Select(f => $"deploy/{Path.GetFileName(f)}")];

    public static TheoryData<string> ComposeFiles => new(Composes);

    [Fact]
    public void The_image_sets_settings_that_exist_and_starts_the_app_as_an_ordinary_user()
    {
        var environment = DockerSettings().Matches(Section(Dockerfile, "ENV Urls", "USER")).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);

        AssertSettings(environment);
        Assert.Equal(4, environment.Count);
        Assert.Equal(environment["DataFolder"], Match(Dockerfile, @"^VOLUME (\S+)$"));
        Assert.Equal(Port(environment["Urls"]), Match(Dockerfile, @"^EXPOSE (\d+)$"));
        Assert.Equal($"{typeof(ShopHost).Assembly.GetName().Name}.dll", Match(Dockerfile, @"ENTRYPOINT \[""dotnet"", ""([^""]+)""\]"));
        Assert.True(Dockerfile.IndexOf("\nUSER inventorysync", StringComparison.Ordinal) > Dockerfile.LastIndexOf("\nFROM", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_image_asks_for_health_there_is_an_answer()
    {
        var asked = new Uri(Match(Dockerfile, @"CMD curl .* (http://\S+)"));
        Assert.Equal(Match(Dockerfile, @"^EXPOSE (\d+)$"), $"{asked.Port}");

        var database = await TestServer.NewDatabaseAsync();
        await using (var site = await TestSite.StartAsync(database, null, "AllowedHosts=shop.example.com;localhost"))
        using (var client = site.Client())
        using (var request = new HttpRequestMessage(HttpMethod.Get, asked.AbsolutePath) { Headers = { Host = "shop.example.com" } })
        using (var answer = await client.SendAsync(request))
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await TestServer.DropAsync(database);
    }

    [Theory]
    [MemberData(nameof(ComposeFiles))]
    public void A_compose_file_sets_settings_that_exist_with_connection_strings_that_are_understood(string file)
    {
        var compose = Leaves(Read(file));
        foreach (var service in compose.Keys.Where(k => k.EndsWith(".image", StringComparison.Ordinal) && compose[k].StartsWith("inventorysync:", StringComparison.Ordinal)).Select(k => k[..^".image".Length]))
        {
            var prefix = $"{service}.environment.";
            var environment = compose.Where(l => l.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(l => l.Key[prefix.Length..], l => Filled(l.Value));

            AssertSettings(environment);
            if (environment.TryGetValue("Database__ConnectionString", out var connectionString))
                DatabaseProblems.RefuseMalformed(Enum.Parse<DatabaseProvider>(environment["Database__Provider"]), connectionString);
            Assert.Contains(compose, l => l.Key.StartsWith($"{service}.volumes", StringComparison.Ordinal) && l.Value.EndsWith(":/var/lib/inventorysync", StringComparison.Ordinal));
        }

        Assert.EndsWith($":{Match(Dockerfile, @"^EXPOSE (\d+)$")}", compose["services.shop.ports[0]"], StringComparison.Ordinal);
        Assert.StartsWith("127.0.0.1:", compose["services.shop.ports[0]"], StringComparison.Ordinal);
        Assert.Equal($"inventorysync:{ProductVersion.Text.Split('+')[0]}", compose["services.shop.image"]);
        Assert.True(File.Exists(Repository.File(compose["services.shop.build.dockerfile"])));
    }

    [Fact]
    public void What_the_compose_files_ask_for_stands_in_the_example_of_the_environment_and_no_secret_does()
    {
        var example = Read("deploy/.env.example").Split('\n').Where(l => l.Contains('=', StringComparison.Ordinal) && l[0] != '#').ToDictionary(l => l.Split('=')[0], l => l.Split('=', 2)[1]);
        var asked = Composes.SelectMany(f => Variables().Matches(Read(f)).Select(m => m.Groups[1].Value)).ToHashSet();

        Assert.Equal(asked.Order(), example.Keys.Order());
        Assert.Equal("", example["DATABASE_PASSWORD"]);
        Assert.Contains(".env", Read(".gitignore").Split('\n'));
    }

    [Fact]
    public void The_unit_starts_the_app_with_settings_that_exist_in_a_folder_that_it_may_write()
    {
        var environment = UnitSettings().Matches(Unit).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);

        AssertSettings(environment.Where(e => !e.Key.StartsWith("DOTNET_", StringComparison.Ordinal)).ToDictionary());
        Assert.Equal($"/var/lib/{Match(Unit, "^StateDirectory=(.+)$")}", environment["DataFolder"]);
        Assert.EndsWith($"/{typeof(ShopHost).Assembly.GetName().Name}.dll", Match(Unit, "^ExecStart=(.+)$"), StringComparison.Ordinal);
        // with the signal to all, the embedded server would stop before the app has written its last change
        Assert.Contains("\nKillMode=mixed\n", Unit, StringComparison.Ordinal);
        Assert.All(["NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes", "CapabilityBoundingSet=", "User=inventorysync"], line => Assert.Contains($"\n{line}\n", Unit, StringComparison.Ordinal));
        Assert.DoesNotContain("MemoryDenyWriteExecute", Unit, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deploy/proxy/nginx.conf")]
    [InlineData("deploy/proxy/Caddyfile")]
    [InlineData("deploy/proxy/apache.conf")]
    public void A_reverse_proxy_asks_at_the_address_where_the_unit_listens_and_where_it_is_believed(string file)
    {
        var settings = new ConfigurationBuilder().AddJsonFile(Repository.File("appsettings.json")).Build();

        Assert.Contains($"127.0.0.1:{Port(Match(Unit, "^Environment=Urls=(.+)$"))}", Read(file), StringComparison.Ordinal);
        Assert.Equal(Port(settings["Urls"]!), Port(Match(Unit, "^Environment=Urls=(.+)$")));
        Assert.Contains("127.0.0.1", settings.GetSection("Proxies:Known").Get<string[]>()!);
    }

    private static void AssertSettings(IReadOnlyDictionary<string, string> environment)
    {
        var settings = environment.ToDictionary(e => e.Key.Replace("__", ":", StringComparison.Ordinal), e => (string?)e.Value);
        Assert.NotEmpty(settings);
        Assert.All(settings.Keys, name => Assert.True(KnownSettings.Outermost.ContainsKey(name) || KnownSettings.Sections.ContainsKey(name.Split(':')[0]), $"{name} is no setting"));
        KnownSettings.RefuseMistakes(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
    }

    /// <summary>Each value of a YAML file by its path; as much of YAML as the compose files use.</summary>
    private static Dictionary<string, string> Leaves(string yaml)
    {
        var leaves = new Dictionary<string, string>();
        var path = new Stack<(int Indent, string Name)>();
        var item = 0;
        foreach (var line in yaml.Split('\n').Where(l => l.Trim() is { Length: > 0 } text && text[0] != '#'))
        {
            var (indent, text) = (line.Length - line.TrimStart().Length, line.Trim());
            while (path.Count > 0 && path.Peek().Indent >= indent)
                path.Pop();
            var above = string.Join('.', path.Reverse().Select(p => p.Name));
            if (text.StartsWith("- ", StringComparison.Ordinal))
            {
                leaves[$"{above}[{item++}]"] = text[2..];
                continue;
            }
            var at = text.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = (text[..at], text[(at + 1)..].Trim());
            path.Push((indent, name));
            item = 0;
            if (value.Length > 0)
                leaves[above.Length == 0 ? name : $"{above}.{name}"] = value.Trim('"');
        }
        return leaves;
    }

    private static string Filled(string value) => Variables().Replace(value, m => m.Groups[2].Value.Length > 0 ? m.Groups[2].Value : "Filled1n");

    private static string Port(string address) => address[(address.LastIndexOf(':') + 1)..];

    private static string Match(string text, string pattern) => Assert.Single(Regex.Matches(text, pattern, RegexOptions.Multiline).AsEnumerable()).Groups[1].Value;

    private static string Section(string text, string from, string to) => text[text.IndexOf(from, StringComparison.Ordinal)..text.IndexOf($"\n{to} ", StringComparison.Ordinal)];

    private static string Read(string path) => File.ReadAllText(Repository.File(path));

    [GeneratedRegex(@"^\s*(?:ENV )?([A-Za-z_]+)=(\S+)", RegexOptions.Multiline)]
    private static partial Regex DockerSettings();

    [GeneratedRegex(@"^Environment=([A-Za-z_]+)=(.+)$", RegexOptions.Multiline)]
    private static partial Regex UnitSettings();

    [GeneratedRegex(@"\$\{([A-Z_]+)(?::-([^}]*)|:\?[^}]*)?\}")]
    private static partial Regex Variables();
}
