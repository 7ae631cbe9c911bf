using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using InventorySync.Domain.Access;
using InventorySync.Domain.Api;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Importing;
using InventorySync.Domain.Jobs;

namespace InventorySync.Tests.Importing;

/// <summary>The built app is killed again and again in the middle of an import; each next start goes on where the last one stopped.</summary>
public sealed class KilledImportTests : IAsyncLifetime
{
    private const int Rows = 24_000;
    private const int Kills = 2;

    private readonly TestShop _shop = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("killed-import-");

    public Task InitializeAsync() => _shop.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _shop.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task However_often_the_app_is_killed_every_row_comes_in_once()
    {
        _shop.Clock.Advance(TimeProvider.System.GetUtcNow() - _shop.Clock.GetUtcNow());
        var secret = (await _shop.Get<ApiKeys>().CreateAsync(new NewApiKey { Name = "Import", Scopes = [Permissions.DataImport, Permissions.CatalogEdit] })).Secret;
        long runId;
        using (var first = await StartAsync())
        {
            runId = await GiveAsync(first.Address, secret);
            await Eventually.TrueAsync(async () => await SeenAsync(runId) > 0, "rows are checked", seconds: 180);
            await first.KillAsync();
        }

        for (var kill = 1; kill <= Kills; kill++)
        {
            using var node = await StartAsync();
            var before = await InAsync();
            await Eventually.TrueAsync(async () => await InAsync() > before || await StateAsync(runId) == ImportState.Done, "rows come in", seconds: 180);
            await Task.Delay(Random.Shared.Next(0, 300));
            await node.KillAsync();
        }

        using var last = await StartAsync();
        await Eventually.TrueAsync(async () => await TaskAsync(runId) is { Ended: true }, "the import comes to its end", seconds: 240);
        Assert.Equal((WorkState.Done, null), await TaskAsync(runId) is var ended ? (ended.State, ended.Error) : default);

        await using var db = _shop.Db();
        var run = await db.ImportRuns.SingleAsync(r => r.Id == runId);
        Assert.Equal(new ImportCounts(Rows, 0, 0, 0), run.Counts);
        Assert.Equal((Rows, Rows, Rows), (await db.Products.CountAsync(), await db.Variants.CountAsync(), await db.ProductSummaries.CountAsync()));
        Assert.Equal(Rows, await db.Audit.CountAsync(a => a.SubjectKind == nameof(Product) && a.Action == "created"));
        Assert.Equal(Rows, await db.ImportRows.CountAsync(r => r.RunId == runId && r.Written));
        var task = await db.BackgroundTasks.SingleAsync(t => t.Id == run.TaskId);
        Assert.True(task.Attempts > 1, "The work was never begun anew.");
    }

    private Task<WebNode> StartAsync() => WebNode.StartAsync(_shop.ConnectionString, _folder.FullName, "Jobs:TakeOverSeconds=15");

    private static async Task<long> GiveAsync(Uri address, string secret)
    {
        var csv = new StringBuilder("SKU,Name,Price\n");
        for (var i = 1; i <= Rows; i++)
            csv.Append(CultureInfo.InvariantCulture, $"KILL-{i},Killed thing {i},{i % 90 + 1}.50\n");
        using var http = new HttpClient { BaseAddress = address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", secret) } };
        using var body = new StringContent(csv.ToString(), Encoding.UTF8, "text/csv");
        using var answer = await http.PostAsync("/api/imports?name=killed.csv&kind=products", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
    }

    private async Task<int> SeenAsync(long runId)
    {
        await using var db = _shop.Db();
        return await db.ImportRows.CountAsync(r => r.RunId == runId);
    }

    private async Task<int> InAsync()
    {
        await using var db = _shop.Db();
        return await db.Variants.CountAsync();
    }

    private async Task<BackgroundTask> TaskAsync(long runId)
    {
        await using var db = _shop.Db();
        return await db.BackgroundTasks.AsNoTracking().SingleAsync(t => db.ImportRuns.Any(r => r.Id == runId && r.TaskId == t.Id));
    }

    private async Task<ImportState> StateAsync(long runId)
    {
        await using var db = _shop.Db();
        return await db.ImportRuns.Where(r => r.Id == runId).Select(r => r.State).SingleAsync();
    }
}
