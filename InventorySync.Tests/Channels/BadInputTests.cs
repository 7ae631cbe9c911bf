using InventorySync.Domain.Channels;
using InventorySync.Domain.Common;
using InventorySync.Domain.Stock;
using InventorySync.Integrations.Channels.Demo;

namespace InventorySync.Tests.Channels;

/// <summary>What goes wrong between two shops has its own words and its own way out.</summary>
public sealed class BadInputTests(ChannelSite site) : IClassFixture<ChannelSite>, IAsyncLifetime
{
    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => site.MoodAsync(new DemoChannelSettings());

    [Theory]
    [InlineData(DemoDoor.RanOut, "This key of the demo channel has run out.")]
    [InlineData(DemoDoor.TakenBack, "This key was taken back at the demo channel.")]
    public async Task A_key_that_ran_out_or_was_taken_back_says_so_and_what_waited_is_sent_when_it_is_connected_again(DemoDoor door, string words)
    {
        var shop = $"door-{door}";
        var (lamp, shown) = await site.GivenSoldAsync(9, shop: shop);
        var channel = await site.GivenConnectedAsync(shop, shop: shop);
        await site.ShowsAsync(shown, 9);
        await site.MoodAsync(new DemoChannelSettings { Door = door });

        await site.MoveAsync(MovementKind.Sale, lamp, -2);

        await Eventually.TrueAsync(async () => (await FindAsync(channel)).State == LinkState.LockedOut, "it is locked out");
        Assert.StartsWith(words, (await FindAsync(channel)).Problem!.Text, StringComparison.Ordinal);
        Assert.Equal(9, await site.ShownAsync(shown));
        await site.MoodAsync(new DemoChannelSettings());
        await site.DoAsync<Connecting>(c => c.ConnectAsync(channel, site.Input(shop)));
        await site.ShowsAsync(shown, 7);
        Assert.Null((await FindAsync(channel)).Problem);
    }

    [Fact]
    public async Task A_key_that_was_taken_back_is_noticed_also_when_nothing_is_to_be_sent()
    {
        var channel = await site.GivenConnectedAsync("Quiet", shop: "quiet");
        await site.MoodAsync(new DemoChannelSettings { Door = DemoDoor.TakenBack });

        await Assert.ThrowsAsync<ChannelException>(() => site.DoAsync<OrderIntake>(i => i.ReconcileAsync(channel)));

        Assert.Equal(LinkState.LockedOut, (await FindAsync(channel)).State);
        await using var db = site.Db();
        var href = $"/channels/{channel}";
        Assert.Equal(1, await db.Notifications.CountAsync(n => n.Href == href));
    }

    [Fact]
    public async Task News_with_a_wrong_signature_are_not_believed_and_shown_until_the_channel_signs_rightly()
    {
        var channel = await site.GivenConnectedAsync("Signed", shop: "signed");
        var token = (await FindAsync(channel)).HookToken;
        await using var db = site.Db();
        var secret = await db.DemoHooks.Where(h => h.Shop == "signed").Select(h => h.Secret).SingleAsync();
        using var http = new HttpClient();

        Assert.Equal(System.Net.HttpStatusCode.NotFound, await KnockAsync(http, token, "another secret"));
        Assert.NotNull((await FindAsync(channel)).WronglySignedAt);
        Assert.False(await db.InboundCalls.AnyAsync(c => c.ChannelId == channel));

        // the door is remembered for a moment
        await Eventually.TrueAsync(async () => await KnockAsync(http, token, secret) == System.Net.HttpStatusCode.OK && (await FindAsync(channel)).WronglySignedAt is null, "the channel is believed again");
    }

    [Fact]
    public async Task A_sku_that_two_share_matches_neither_however_far_apart_they_are_read()
    {
        await site.GivenVariantAsync("SHARED", 3);
        var first = await site.GivenGoodAsync("SHARED", shop: "long");
        await using (var db = site.Db())
        {
            db.DemoGoods.AddRange(Enumerable.Range(0, 600).Select(i => new DemoGood("long", $"LONG-{i}", $"Long {i}", null, 1, 1)));
            await db.SaveChangesAsync();
        }

        var second = await site.GivenGoodAsync("shared", shop: "long");
        var channel = await site.GivenChannelAsync("Long");
        await site.DoAsync<Connecting>(c => c.ConnectAsync(channel, site.Input("long")));

        var read = await site.AskAsync<Listings, CatalogueRead>(l => l.ReadAsync(channel));

        Assert.Equal(new CatalogueRead(602, 0, 602, 2, 0), read);
        foreach (var shown in new[] { first, second })
            Assert.Equal((null, true), ((await site.ListingAsync(channel, shown)).VariantId, (await site.ListingAsync(channel, shown)).SkuIsShared));
    }

    [Fact]
    public async Task A_quantity_that_the_channel_refuses_says_why_and_goes_out_when_it_may()
    {
        var (_, shown) = await site.GivenSoldAsync(50, shop: "small");
        await site.MoodAsync(new DemoChannelSettings { MostOfOne = 20 });
        var channel = await site.GivenConnectedAsync("Small", shop: "small");

        await Eventually.TrueAsync(async () => (await site.ListingAsync(channel, shown)).Problem is not null, "it is refused");
        Assert.Equal("The demo channel shows at most 20 of one thing. Offer fewer there, or pause it here.", (await site.ListingAsync(channel, shown)).Problem!.ToString());

        await site.MoodAsync(new DemoChannelSettings());
        var listing = await site.ListingAsync(channel, shown);
        await site.DoAsync<Listings>(l => l.SendAgainAsync(listing.Id));
        await site.ShowsAsync(shown, 50);
        await site.SettledAsync(channel);
        Assert.Null((await site.ListingAsync(channel, shown)).Problem);
    }

    [Fact]
    public async Task What_was_deleted_there_is_told_apart_and_can_be_taken_off_the_list()
    {
        var (lamp, shown) = await site.GivenSoldAsync(5, shop: "gone");
        var channel = await site.GivenConnectedAsync("Gone", shop: "gone");
        await site.ShowsAsync(shown, 5);
        await using (var db = site.Db())
            await db.DemoGoods.Where(g => g.Id == shown).ExecuteDeleteAsync();
        await site.MoveAsync(MovementKind.Sale, lamp, -1);
        await Eventually.TrueAsync(async () => (await site.ListingAsync(channel, shown)).Gone, "it is gone");

        var listing = await site.ListingAsync(channel, shown);
        await site.DoAsync<Listings>(l => l.RemoveAsync(listing.Id));

        await using var after = site.Db();
        Assert.False(await after.Listings.AnyAsync(l => l.ChannelId == channel));
    }

    private async Task<ChannelConnection> FindAsync(long channelId) => (await site.AskAsync<Connecting, ChannelConnection?>(c => c.FindAsync(channelId)))!;

    private async Task<System.Net.HttpStatusCode> KnockAsync(HttpClient http, string token, string secret)
    {
        var body = System.Text.Encoding.UTF8.GetBytes($$"""{"eventId":"{{Text.RandomToken()}}","kind":"ping","orderId":0}""");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{site.Address}hooks/{token}") { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Demo-Signature", DemoConnector.SignatureOf(secret, body));
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
