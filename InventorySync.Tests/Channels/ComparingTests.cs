using InventorySync.Domain.Channels;
using InventorySync.Domain.Stock;

namespace InventorySync.Tests.Channels;

/// <summary>Quantities that somebody changed at the channel behind our back.</summary>
public sealed class ComparingTests(ChannelSite site) : IClassFixture<ChannelSite>
{
    [Fact]
    public async Task A_changed_quantity_is_shown_and_waits_for_a_decision()
    {
        var (_, shown) = await site.GivenSoldAsync(12);
        var channel = await GivenInStepAsync("Asks", DriftPolicy.Ask, shown, 12);
        await ChangeThereAsync(shown, 9);

        var comparison = await site.AskAsync<Comparing, Comparison>(c => c.CompareAsync(channel));

        Assert.Equal(1, comparison.Drifted);
        var row = (await site.AskAsync<ListingList, Domain.Lists.ListPage<ListingRow>>(l => l.PageAsync(new() { Search = "", Filters = [new("state", Domain.Lists.FilterOperator.Is, "Drifted")] }))).Rows.Single(r => r.ChannelId == channel);
        Assert.Equal((12, 9), (row.Pushed, row.Seen));
        Assert.Equal(9, await site.ShownAsync(shown));

        await site.DoAsync<Comparing>(c => c.DecideAsync(row.Id, DriftPolicy.OursWins));
        await site.ShowsAsync(shown, 12);
    }

    [Fact]
    public async Task Ours_wins_where_the_shop_has_chosen_so()
    {
        var (_, shown) = await site.GivenSoldAsync(12);
        var channel = await GivenInStepAsync("Ours", DriftPolicy.OursWins, shown, 12);
        await ChangeThereAsync(shown, 3);

        await site.AskAsync<Comparing, Comparison>(c => c.CompareAsync(channel));

        await site.ShowsAsync(shown, 12);
    }

    [Fact]
    public async Task Theirs_is_written_into_the_stock_once()
    {
        var (lamp, shown) = await site.GivenSoldAsync(12);
        var channel = await GivenInStepAsync("Theirs", DriftPolicy.TheirsIsCounted, shown, 12);
        await ChangeThereAsync(shown, 10);

        await site.AskAsync<Comparing, Comparison>(c => c.CompareAsync(channel));
        await site.SettledAsync(channel);
        await site.AskAsync<Comparing, Comparison>(c => c.CompareAsync(channel));

        await using var db = site.Db();
        var correction = await db.StockMovements.SingleAsync(m => m.VariantId == lamp && m.Kind == MovementKind.ChannelCorrection);
        Assert.Equal(-2, correction.Quantity);
        Assert.Equal(10, await db.StockItems.Where(i => i.VariantId == lamp).SumAsync(i => i.OnHand));
        await site.ShowsAsync(shown, 10);
    }

    [Fact]
    public async Task Listings_are_matched_by_sku_then_by_barcode_and_never_by_a_sku_that_two_share()
    {
        var bySku = await site.GivenVariantAsync("MATCH-1", 1);
        var sameSku = await site.GivenGoodAsync("match-1");
        var twin = await site.GivenVariantAsync("MATCH-2", 1);
        var first = await site.GivenGoodAsync("MATCH-2");
        var second = await site.GivenGoodAsync("MATCH-2");
        var unknown = await site.GivenGoodAsync("NOBODY-KNOWS");
        var channel = await site.GivenConnectedAsync("Matching");

        Assert.Equal(bySku, (await site.ListingAsync(channel, sameSku)).VariantId);
        Assert.Null((await site.ListingAsync(channel, first)).VariantId);
        Assert.Null((await site.ListingAsync(channel, second)).VariantId);
        Assert.Null((await site.ListingAsync(channel, unknown)).VariantId);

        var listing = await site.ListingAsync(channel, unknown);
        await site.DoAsync<Listings>(l => l.MatchAsync(listing.Id, twin));
        await site.ShowsAsync(unknown, 1);
    }

    private async Task<long> GivenInStepAsync(string name, DriftPolicy policy, long goodId, int quantity)
    {
        var channel = await site.GivenConnectedAsync(name, policy);
        await site.ShowsAsync(goodId, quantity);
        await site.SettledAsync(channel);
        return channel;
    }

    private async Task ChangeThereAsync(long goodId, int quantity)
    {
        await using var db = site.Db();
        await db.DemoGoods.Where(g => g.Id == goodId).ExecuteUpdateAsync(set => set.SetProperty(g => g.Quantity, quantity));
    }
}
