using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using InventorySync.Data;
using InventorySync.Domain.Access;
using InventorySync.Domain.Operation;
using InventorySync.Domain.Outbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace InventorySync.Tests.Operation;

public sealed class HealthTests : IAsyncLifetime
{
    private readonly TestShop _shop = new();

    public Task InitializeAsync() => _shop.InitializeAsync();

    public Task DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task A_stranger_learns_that_the_node_is_ready_and_nothing_else()
    {
        await using var site = await TestSite.StartAsync(_shop.ConnectionString);
        using var client = site.Client();

        Assert.Equal("""{"status":"alive"}""", await client.GetStringAsync("/health/live"));
        Assert.Equal("""{"status":"ready"}""", await client.GetStringAsync("/health/ready"));
    }

    [Fact]
    public async Task A_node_whose_database_is_gone_lives_but_takes_no_visitors()
    {
        await using var site = await TestSite.StartAsync(_shop.ConnectionString);
        using var client = site.Client();
        await TestServer.DropAsync(_shop.ConnectionString);

        using var live = await client.GetAsync("/health/live");
        using var ready = await client.GetAsync("/health/ready");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (live.StatusCode, ready.StatusCode));
        Assert.Equal("not ready", (await ready.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task In_a_new_shop_everything_is_well()
    {
        foreach (var title in new[] { "Database", "Tables", "Events", "Disk" })
            Assert.Equal((title, HealthState.Good), (title, (await AskAsync(_shop.Services, title)).State));
    }

    [Fact]
    public async Task Tables_of_an_older_version_keep_visitors_away_and_name_the_remedy()
    {
        await using var empty = new InventoryDatabase(TestServer.Provider, await TestServer.EmptyDatabaseAsync(), []);
        var services = new ServiceCollection();
        services.AddSingleton(empty);
        services.AddSingleton<TimeProvider>(_shop.Clock);
        services.AddSingleton(_shop.Services.GetRequiredService<DataFolder>());
        Data.Operation.HealthSetup.AddDataHealth(services);
        await using var provider = services.BuildServiceProvider();

        var answer = await AskAsync(provider, "Tables");

        Assert.Equal(HealthState.Bad, answer.State);
        Assert.Contains("--migrate", answer.Remedy!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_that_wait_for_minutes_are_told()
    {
        await using (var db = _shop.Db())
        {
            db.Outbox.Add(OutboxMessage.Of(new { }, "location:1", _shop.Clock.GetUtcNow()));
            await db.SaveChangesAsync();
        }

        Assert.Equal(HealthState.Good, (await AskAsync(_shop.Services, "Events")).State);
        _shop.Clock.Advance(TimeSpan.FromMinutes(12));
        var answer = await AskAsync(_shop.Services, "Events");

        Assert.Equal(HealthState.Watch, answer.State);
        Assert.Contains("12 minutes", answer.Said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_to_is_told_with_the_remedy()
    {
        var folder = _shop.Get<DataFolder>();
        await using var scope = _shop.Services.CreateAsyncScope();
        var disk = scope.ServiceProvider.GetServices<IHealthQuestion>().Single(q => q.Title == "Disk");
        Directory.Delete(folder.Root, recursive: true);

        var answer = await disk.AskAsync(CancellationToken.None);
        Directory.CreateDirectory(folder.Root);

        Assert.Equal(HealthState.Bad, answer.State);
        Assert.Contains(folder.Root, answer.Said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_is_wrong_is_told() =>
        // the test's clock stands still at a day of its own
        Assert.Equal(HealthState.Watch, (await AskAsync(_shop.Services, "Clock")).State);

    [Fact]
    public async Task A_question_that_fails_is_bad_and_the_others_are_still_answered()
    {
        var report = await HealthOf(new Breaks(), new IsFine()).ReportAsync();

        Assert.Equal([("Breaks", HealthState.Bad), ("Fine", HealthState.Good)], report.Findings.Select(f => (f.Title, f.Answer.State)).Order());
        Assert.True(report.Ready);
    }

    [Fact]
    public async Task Answers_are_asked_for_once_in_five_seconds()
    {
        var question = new IsFine();
        using var health = HealthOf(question);

        await health.ReportAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => health.ReportAsync()));
        Assert.Equal(1, question.Asked);
        _shop.Clock.Advance(TimeSpan.FromSeconds(6));
        await health.ReportAsync();
        await health.ReportAsync(fresh: true);

        Assert.Equal(3, question.Asked);
    }

    private ShopHealth HealthOf(params IHealthQuestion[] questions)
    {
        var services = new ServiceCollection();
        services.AddScoped<CurrentActor>();
        foreach (var question in questions)
            services.AddSingleton(question);
        return new ShopHealth(services.BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(), _shop.Clock, NullLogger<ShopHealth>.Instance);
    }

    private static async Task<HealthAnswer> AskAsync(IServiceProvider services, string title)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetServices<IHealthQuestion>().Single(q => q.Title == title).AskAsync(CancellationToken.None);
    }

    private sealed class IsFine : IHealthQuestion
    {
        public int Asked { get; private set; }

        public string Title => "Fine";

        public string Icon => "check";

        public bool NeededToServe => true;

        public Task<HealthAnswer> AskAsync(CancellationToken ct)
        {
            Asked++;
            return Task.FromResult(HealthAnswer.Good("Fine."));
        }
    }

    private sealed class Breaks : IHealthQuestion
    {
        public string Title => "Breaks";

        public string Icon => "error";

        public bool NeededToServe => false;

        public Task<HealthAnswer> AskAsync(CancellationToken ct) => throw new InvalidOperationException("broken");
    }
}
