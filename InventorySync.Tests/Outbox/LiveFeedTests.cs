using System.Collections.Concurrent;
using System.Globalization;
using InventorySync.Domain.Outbox;
using Microsoft.Extensions.Logging.Abstractions;

namespace InventorySync.Tests.Outbox;

public sealed class LiveFeedTests
{
    private readonly LiveFeed _feed = new(NullLogger<LiveFeed>.Instance);
    private readonly ConcurrentQueue<OutboxMessage> _shown = [];

    [Theory]
    [InlineData("location:12", "location:12", true)]
    [InlineData("location:12", "location:12/bin:3", true)]
    [InlineData("location:", "location:12", true)]
    [InlineData("location", "location:12", true)]
    [InlineData("", "location:12", true)]
    [InlineData("location:1", "location:12", false)]
    [InlineData("location:12", "location:1", false)]
    [InlineData("loc", "location:12", false)]
    public async Task A_screen_hears_of_its_subject_and_of_what_belongs_to_it(string prefix, string subject, bool hears)
    {
        using var screen = _feed.Subscribe(prefix, Show);

        Tell("Renamed", subject);

        Tell("LastOfAll", prefix);
        await Eventually.TrueAsync(() => _shown.Any(m => m.Kind == "LastOfAll"), "the last is shown");
        Assert.Equal(hears, _shown.Any(m => m.Kind == "Renamed"));
    }

    [Fact]
    public async Task After_messages_went_by_unseen_a_screen_is_told_to_read_anew()
    {
        using var screen = _feed.Subscribe("location:12", Show);

        _feed.TellMissed();

        await Eventually.TrueAsync(() => _shown.Count == 1, "it is told");
        Assert.Equal((LiveFeed.Missed, "location:12"), (_shown.Single().Kind, _shown.Single().Subject));
    }

    [Fact]
    public async Task Messages_come_one_at_a_time_in_order()
    {
        var at = 0;
        using var screen = _feed.Subscribe("", async message =>
        {
            Assert.Equal(1, Interlocked.Increment(ref at));
            await Task.Yield();
            _shown.Enqueue(message);
            Interlocked.Decrement(ref at);
        });

        for (var i = 0; i < 100; i++)
            Tell("Sold", $"sale:{i}");

        await Eventually.TrueAsync(() => _shown.Count == 100, "all are shown");
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"sale:{i}"), _shown.Select(m => m.Subject));
    }

    [Fact]
    public async Task While_a_screen_is_busy_news_of_one_kind_about_one_subject_become_the_newest()
    {
        var busy = new TaskCompletionSource();
        using var screen = _feed.Subscribe("", async message =>
        {
            await busy.Task;
            _shown.Enqueue(message);
        });
        Tell("Opened", "shop");
        for (var i = 1; i <= 50; i++)
            Tell("StockChanged", "stock:7", $"{i}");
        Tell("Renamed", "stock:7");

        busy.SetResult();
        await Eventually.TrueAsync(() => _shown.Any(m => m.Kind == "Renamed"), "the last is shown");
        Assert.Equal("50", _shown.Last(m => m.Kind == "StockChanged").Payload);
        Assert.True(_shown.Count <= 4, "old figures were shown");
    }

    [Fact]
    public async Task A_screen_that_hangs_holds_up_no_other_and_its_queue_stays_short()
    {
        var hung = new TaskCompletionSource();
        var slow = new ConcurrentQueue<OutboxMessage>();
        using var hanging = _feed.Subscribe("", async message =>
        {
            await hung.Task;
            slow.Enqueue(message);
        });
        using var screen = _feed.Subscribe("", Show);

        for (var i = 0; i < 400; i++)
            Tell("Sold", $"sale:{i}");
        await Eventually.TrueAsync(() => _shown.Count == 400, "the other screen shows all");
        for (var i = 400; i < 800; i++)
            Tell("Sold", $"sale:{i}");

        hung.SetResult();
        await Eventually.TrueAsync(() => slow.Any(m => m.Subject == "sale:799"), "the hung screen comes back");
        Assert.Contains(slow, m => m.Kind == LiveFeed.Missed);
        Assert.True(slow.Count <= 502, "the queue has no limit");
    }

    [Fact]
    public async Task A_screen_whose_handler_fails_hears_the_next_message_all_the_same()
    {
        using var screen = _feed.Subscribe("", message => message.Subject == "bad" ? throw new InvalidOperationException("cannot show") : Show(message));

        Tell("Sold", "bad");
        Tell("Sold", "good");

        await Eventually.TrueAsync(() => _shown.Any(m => m.Subject == "good"), "the next one is shown");
    }

    [Fact]
    public async Task The_handler_speaks_the_language_of_the_screen_that_subscribed()
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        var spoken = new TaskCompletionSource<string>();
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.GetCultureInfo("de-DE"), CultureInfo.GetCultureInfo("sw"));
        using var screen = _feed.Subscribe("", _ =>
        {
            spoken.TrySetResult($"{CultureInfo.CurrentCulture.Name} {CultureInfo.CurrentUICulture.Name}");
            return Task.CompletedTask;
        });
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;

        Tell("Sold", "sale:1");

        Assert.Equal("de-DE sw", await spoken.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_closed_screen_hears_nothing_more()
    {
        var closed = _feed.Subscribe("", Show);
        using var open = _feed.Subscribe("", Show);
        Tell("Sold", "sale:1");
        await Eventually.TrueAsync(() => _shown.Count == 2, "both show it");

        closed.Dispose();
        Tell("Sold", "sale:2");
        Tell("Sold", "sale:3");

        await Eventually.TrueAsync(() => _shown.Any(m => m.Subject == "sale:3"), "the open one shows it");
        Assert.Equal(4, _shown.Count);
        Assert.Equal(1, _feed.Screens);
    }

    private Task Show(OutboxMessage message)
    {
        _shown.Enqueue(message);
        return Task.CompletedTask;
    }

    private void Tell(string kind, string subject, string payload = "{}") => _feed.Tell([new OutboxMessage(kind, subject, payload, DateTimeOffset.UnixEpoch)]);
}
