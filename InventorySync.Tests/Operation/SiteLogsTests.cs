using System.Net;
using System.Net.Http.Headers;

namespace InventorySync.Tests.Operation;

/// <summary>Secrets that people and programs send do not stand in the logs, even when everything is logged.</summary>
public sealed class SiteLogsTests : IAsyncLifetime
{
    private string _database = "";

    public async Task InitializeAsync() => _database = await TestServer.NewDatabaseAsync();

    public Task DisposeAsync() => TestServer.DropAsync(_database);

    [Fact]
    public async Task Nothing_that_opens_a_door_stands_in_the_logs()
    {
        string[] canaries = ["canary-password-7713", "isk_canarykey7713aBcDeF", "canarycookie7713", "canarytoken7713aBcDeFgHiJ"];
        var folder = Directory.CreateTempSubdirectory("inventorysync-canary-");
        string session;
        await using (var site = await TestSite.StartAsync(_database, folder.FullName, "Logging:LogLevel:Default=Trace", "Logging:LogLevel:Microsoft.AspNetCore=Trace", "Logs:Console=Off"))
        {
            using var visitor = new Visitor(site.Address);
            await visitor.FoundShopAsync(password: canaries[0]);
            await visitor.GetAsync("/");
            session = visitor.Cookies.First(c => c.Name.StartsWith("InventorySync.", StringComparison.Ordinal) && c.Value.Length > 10).Value;
            await visitor.SignOutAsync();
            await visitor.SignInAsync("olivia@shop.test", canaries[0] + "x");

            using var client = site.Client(cookies: false);
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", canaries[1]);
            client.DefaultRequestHeaders.Add("Cookie", $"InventorySync.Session={canaries[2]}");
            using var api = await client.GetAsync("/api/locations");
            using var link = await client.GetAsync($"/invitation/{canaries[3]}");
            Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
        }

        var logs = string.Concat(Directory.EnumerateFiles(Path.Combine(folder.FullName, "logs")).Select(File.ReadAllText));
        folder.Delete(recursive: true);
        Assert.Contains("/api/locations", logs, StringComparison.Ordinal);
        Assert.All(canaries.Append(session), canary => Assert.DoesNotContain(canary, logs, StringComparison.Ordinal));
    }
}
