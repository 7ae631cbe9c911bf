using System.Text.Json;
using InventorySync.Data;
using InventorySync.Domain.Common;
using InventorySync.Web.Operation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InventorySync.Tests.Operation;

public sealed class ShopLogsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("inventorysync-logs-");
    private readonly StoppedClock _clock = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_line_keeps_its_words_values_scopes_and_trace()
    {
        using var trace = Telemetry.Begin("test");
        Log(new LogSettings { Console = ConsoleLook.Off }, log =>
        {
            using (log.BeginScope(new Dictionary<string, object> { ["Location"] = "Main" }))
                log.LogWarning("{Count} bins could not be saved by {Who}", 3, "Mia");
        });

        var line = Assert.Single(Lines());
        Assert.Equal("3 bins could not be saved by Mia", line.GetProperty("message").GetString());
        Assert.Equal(("warning", "Shop.Test", trace.TraceId.ToString()), (Text(line, "level"), Text(line, "category"), Text(line, "trace")));
        Assert.Equal(_clock.GetUtcNow(), line.GetProperty("at").GetDateTimeOffset());
        var values = line.GetProperty("values");
        Assert.Equal(("3", "Mia", "Main"), (Text(values, "Count"), Text(values, "Who"), Text(values, "Location")));
    }

    [Fact]
    public void No_canary_comes_through_in_words_values_scopes_or_exceptions()
    {
        const string canary = "canary-8862-tweet";
        Log(new LogSettings { Console = ConsoleLook.Off }, log =>
        {
            log.LogInformation("Signing in with {Password}", canary);
            log.LogInformation("Calling with {Headers}", $"Authorization: Bearer {canary}");
            log.LogInformation("Connecting by {ConnectionString}", $"Host=x;{canary}");
            using (log.BeginScope(new Dictionary<string, object> { ["Cookie"] = canary }))
            using (log.BeginScope($"token={canary}"))
                log.LogError(new InvalidOperationException($"outer password={canary}", new IOException($"inner isk_{canary}")), "It failed");
        });

        var all = string.Concat(Directory.EnumerateFiles(Path.Combine(_folder.FullName, "logs")).Select(File.ReadAllText));
        Assert.Equal(4, Lines().Count);
        Assert.Contains("InvalidOperationException", all, StringComparison.Ordinal);
        Assert.DoesNotContain(canary, all, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_day_has_a_file_of_its_own_and_old_ones_go()
    {
        for (var day = 0; day < 6; day++)
        {
            Log(new LogSettings { Console = ConsoleLook.Off, KeepDays = 3 }, log => log.LogInformation("A line"));
            var file = new FileInfo(Path.Combine(_folder.FullName, "logs", $"inventorysync-{_clock.GetUtcNow():yyyy-MM-dd}.jsonl"));
            Assert.True(file.Exists);
            // as if it had been written on that day
            file.LastWriteTimeUtc = _clock.GetUtcNow().UtcDateTime;
            _clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(
            ["inventorysync-2026-03-04.jsonl", "inventorysync-2026-03-05.jsonl", "inventorysync-2026-03-06.jsonl", "inventorysync-2026-03-07.jsonl"],
            Files());
    }

    [Fact]
    public void A_file_that_has_grown_large_is_followed_by_another()
    {
        Log(new LogSettings { Console = ConsoleLook.Off, MaxFileMegabytes = 1 }, log =>
        {
            for (var line = 0; line < 300; line++)
                log.LogInformation("{Text}", new string('x', 10_000));
        });

        Assert.True(Files().Count > 1);
        Assert.All(Directory.EnumerateFiles(Path.Combine(_folder.FullName, "logs")), file => Assert.InRange(new FileInfo(file).Length, 1, 1_100_000));
        Assert.Equal(300, Lines().Count);
    }

    [Fact]
    public void Only_its_owner_may_read_a_log_file()
    {
        Log(new LogSettings { Console = ConsoleLook.Off }, log => log.LogInformation("A line"));

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Directory.EnumerateFiles(Path.Combine(_folder.FullName, "logs")).Single()));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_costs_lines_and_nothing_else()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "logs"), "a file stands where the folder should be");

        Log(new LogSettings { Console = ConsoleLook.Off }, log => log.LogInformation("A line"));
    }

    private void Log(LogSettings settings, Action<ILogger> say)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug));
        services.AddSingleton<ILoggerProvider>(_ => new ShopLogs(Microsoft.Extensions.Options.Options.Create(settings), new DataFolder(_folder.FullName), _clock));
        using var provider = services.BuildServiceProvider();
        say(provider.GetRequiredService<ILoggerFactory>().CreateLogger("Shop.Test"));
    }

    private List<string> Files() => [.. Directory.EnumerateFiles(Path.Combine(_folder.FullName, "logs")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    private List<JsonElement> Lines() => [.. Directory.EnumerateFiles(Path.Combine(_folder.FullName, "logs")).SelectMany(File.ReadLines).Select(line => JsonDocument.Parse(line).RootElement)];

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
