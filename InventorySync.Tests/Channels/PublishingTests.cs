using InventorySync.Domain.Catalog;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Common;
using InventorySync.Domain.Stock;

namespace InventorySync.Tests.Channels;

/// <summary>Quantities on their way to a channel that has a stock table of its own: what stands there is what counts.</summary>
public sealed class PublishingTests(ChannelSite site) : IClassFixture<ChannelSite>
{
    [Fact]
    public async Task What_is_sold_here_is_shown_there_without_anybody_doing_anything()
    {
        var (lamp, shown) = await site.GivenSoldAsync(20);
        var channel = await site.GivenConnectedAsync("By itself");
        await site.ShowsAsync(shown, 20);

        await site.MoveAsync(MovementKind.Sale, lamp, -3);

        await site.ShowsAsync(shown, 17);
        await site.SettledAsync(channel);
        var listing = await site.ListingAsync(channel, shown);
        Assert.Equal((17, 17, 17), (listing.Wanted, listing.Pushed, listing.Seen));
    }

    [Fact]
    public async Task What_was_sold_there_is_sent_anew_even_when_the_same_is_wanted_as_before()
    {
        var (lamp, shown) = await site.GivenSoldAsync(20);
        var channel = await site.GivenConnectedAsync("Sold and brought");
        await site.ShowsAsync(shown, 20);
        await site.DoAsync<Connecting>(c => c.PauseAsync(channel));

        // one goes there and one comes in here before anything is sent: twenty are wanted as before, but nineteen stand there
        await site.OrderAsync(channel, await site.BuyAsync("one", shown, 1));
        await site.MoveAsync(MovementKind.Receipt, lamp, 1);
        Assert.Equal(19, await site.ShownAsync(shown));
        await site.DoAsync<Connecting>(c => c.GoOnAsync(channel));

        await site.ShowsAsync(shown, 20);
    }

    [Fact]
    public async Task A_kit_shows_what_its_parts_allow()
    {
        var (bulb, bulbShown) = await site.GivenSoldAsync(10);
        var kit = await site.GivenVariantAsync("KIT-OF-BULBS", 0);
        await site.DoAsync<Variants>(async v => await v.MakeKitAsync(kit, (await v.FindAsync(kit)).Version, [new WantedPart(bulb, 3)]));
        var kitShown = await site.GivenGoodAsync("KIT-OF-BULBS");
        await site.GivenConnectedAsync("Kits");
        await site.ShowsAsync(kitShown, 3);

        await site.MoveAsync(MovementKind.Sale, bulb, -2);

        await site.ShowsAsync(bulbShown, 8);
        await site.ShowsAsync(kitShown, 2);
    }

    [Fact]
    public async Task A_channel_that_breaks_loses_answers_and_refuses_calls_shows_the_right_figures_in_the_end()
    {
        var goods = new List<(long VariantId, long GoodId)>();
        for (var i = 0; i < 8; i++)
            goods.Add(await site.GivenSoldAsync(50));
        var channel = await site.GivenConnectedAsync("Bad day");
        await site.MoodAsync(new DemoChannelSettings { BrokenPercent = 20, LostAnswerPercent = 20, TooManyPercent = 10 });

        var random = new Random(7);
        var left = goods.ToDictionary(g => g.VariantId, _ => 50);
        for (var i = 0; i < 60; i++)
        {
            var sold = goods[random.Next(goods.Count)].VariantId;
            await site.MoveAsync(MovementKind.Sale, sold, -1);
            left[sold]--;
        }

        await site.SettledAsync(channel, seconds: 120);
        await site.MoodAsync(new DemoChannelSettings());
        foreach (var (variantId, goodId) in goods)
            Assert.Equal(left[variantId], await site.ShownAsync(goodId));
    }

    [Fact]
    public async Task A_channel_that_answers_again_is_well_and_its_next_failure_is_a_first_one()
    {
        var (lamp, shown) = await site.GivenSoldAsync(9);
        var channel = await site.GivenConnectedAsync("Was ill");
        await site.ShowsAsync(shown, 9);
        await using (var db = site.Db())
            await db.ChannelConnections.Where(c => c.ChannelId == channel).ExecuteUpdateAsync(set => set.SetProperty(c => c.FailuresInARow, 8).SetProperty(c => c.Problem, (Domain.Common.Sentence?)"Nobody answers."));

        await site.MoveAsync(MovementKind.Sale, lamp, -1);
        await site.ShowsAsync(shown, 8);

        await Eventually.TrueAsync(async () =>
        {
            await using var db = site.Db();
            return await db.ChannelConnections.AnyAsync(c => c.ChannelId == channel && c.FailuresInARow == 0 && c.Problem == null);
        }, "it is well");
    }

    [Fact]
    public async Task What_the_channel_does_not_sell_any_more_holds_up_nothing_else()
    {
        var (gone, goneShown) = await site.GivenSoldAsync(5);
        var (lamp, lampShown) = await site.GivenSoldAsync(9);
        var channel = await site.GivenConnectedAsync("One is gone");
        await site.ShowsAsync(lampShown, 9);
        await site.ShowsAsync(goneShown, 5);
        await using (var db = site.Db())
            await db.DemoGoods.Where(g => g.Id == goneShown).ExecuteDeleteAsync();

        await site.MoveAsync(MovementKind.Sale, gone, -1);
        await site.MoveAsync(MovementKind.Sale, lamp, -1);

        await site.ShowsAsync(lampShown, 8);
        await Eventually.TrueAsync(async () => (await site.ListingAsync(channel, goneShown)).Problem is not null, "the lost one says so");
        Assert.Equal("It is not sold there any more. Match it anew, or take it off the list.", (await site.ListingAsync(channel, goneShown)).Problem!.Text);
    }

    [Fact]
    public async Task Many_changes_in_a_moment_go_in_few_calls()
    {
        var (lamp, shown) = await site.GivenSoldAsync(100);
        var channel = await site.GivenConnectedAsync("Merged");
        await site.ShowsAsync(shown, 100);
        await site.SettledAsync(channel);
        var before = await CallsAsync();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => site.MoveAsync(MovementKind.Sale, lamp, -1)));

        await site.ShowsAsync(shown, 60);
        await site.SettledAsync(channel);
        // calls are written down after their work
        await Eventually.TrueAsync(async () => await CallsAsync() > before, "the calls are written down");
        Assert.InRange(await CallsAsync() - before, 1, 20);

        async Task<int> CallsAsync()
        {
            await using var db = site.Db();
            return await db.SyncRuns.Where(r => r.ChannelId == channel && r.Kind == SyncKind.Push).SumAsync(r => r.Calls);
        }
    }

    [Fact]
    public async Task A_key_that_opens_nothing_is_refused_before_anything_is_stored()
    {
        var channel = await site.GivenChannelAsync("Wrong key");
        var input = site.Input();
        input.Entered["key"] = "not-the-key";

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => site.DoAsync<Connecting>(c => c.ConnectAsync(channel, input)));

        Assert.Equal(("key", "The demo channel does not know this key. Leave the one that is filled in already."), (refused.Field, refused.Message));
        Assert.Null(await site.AskAsync<Connecting, ChannelConnection?>(c => c.FindAsync(channel)));
    }

    [Fact]
    public async Task A_paused_channel_catches_up_with_the_newest_figure_alone()
    {
        var (lamp, shown) = await site.GivenSoldAsync(30);
        var channel = await site.GivenConnectedAsync("Paused");
        await site.ShowsAsync(shown, 30);
        await site.DoAsync<Connecting>(c => c.PauseAsync(channel));

        await site.MoveAsync(MovementKind.Sale, lamp, -10);
        await site.MoveAsync(MovementKind.Return, lamp, 4);
        await Task.Delay(1000); // time enough for a push that must not come
        Assert.Equal(30, await site.ShownAsync(shown));

        await site.DoAsync<Connecting>(c => c.GoOnAsync(channel));
        await site.ShowsAsync(shown, 24);
    }
}
