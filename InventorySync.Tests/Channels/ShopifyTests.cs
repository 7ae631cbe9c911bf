using System.Text.Json.Nodes;
using InventorySync.Domain.Channels;
using Microsoft.AspNetCore.Http;

namespace InventorySync.Tests.Channels;

/// <summary>Goods, quantities and the connection of a shop that speaks Shopify's own contract.</summary>
public sealed class ShopifyTests(ShopifyContract contract) : IClassFixture<ShopifyContract>, IAsyncLifetime
{
    private ShopifyShop _shop = null!;
    private ConnectorBench _bench = null!;

    public async Task InitializeAsync()
    {
        _shop = await ShopifyShop.StartAsync(contract);
        _bench = new ConnectorBench(TimeProvider.System, _shop.Settings);
    }

    public async Task DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _shop.DisposeAsync();
        Assert.Empty(_shop.Faults);
    }

    [Fact]
    public async Task A_shop_greets_with_its_name_and_no_secret_is_written_down()
    {
        Assert.Equal("Lamps of Berlin", await Open().GreetAsync(default));
        Assert.Equal("Lamps of Berlin", await Open(token: "0123456789abcdef", location: "warehouse").GreetAsync(default));

        Assert.Contains(_bench.Calls, c => c.Address.EndsWith("/admin/oauth/access_token", StringComparison.Ordinal));
        Assert.DoesNotContain(_bench.Calls, c => $"{c.Request}{c.Answer}" is var text && (text.Contains(ShopifyShop.Token, StringComparison.Ordinal) || text.Contains("the-secret", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("my-shop")]
    [InlineData("https://my-shop.myshopify.com/admin")]
    [InlineData("admin.shopify.com/store/my-shop")]
    public async Task An_address_is_understood_however_it_is_entered(string shop) => Assert.Equal("Lamps of Berlin", await Open(shop: shop).GreetAsync(default));

    [Fact]
    public async Task A_wrong_address_a_missing_scope_and_an_unknown_location_are_told_in_words()
    {
        Assert.StartsWith("“www.lamps.example” is not a Shopify address.", Assert.Throws<ChannelException>(() => Open(shop: "www.lamps.example")).Message, StringComparison.Ordinal);
        var location = await Assert.ThrowsAsync<ChannelException>(() => Open(location: "Attic").GreetAsync(default));
        Assert.Equal("Shopify knows no location “Attic”. It knows: Main street, Warehouse", location.Message);

        _shop.Scopes.Remove("read_orders");
        var scope = await Assert.ThrowsAsync<ChannelException>(() => Open().GreetAsync(default));
        Assert.Equal((ChannelFailure.Unauthorized, "The app may not do enough at Shopify. Add these scopes to it, release it, and install it again: read_orders"), (scope.Failure, scope.Message));
    }

    [Fact]
    public async Task A_wrong_token_and_one_that_was_taken_back_lock_us_out_each_in_its_own_words()
    {
        var refused = await Assert.ThrowsAsync<ChannelException>(() => Open(token: "shpat_old").PushAsync([Push(1, 3)], default));

        Assert.Equal((ChannelFailure.Unauthorized, "token", "Shopify does not accept this access token. Copy it anew from the settings of the app."), (refused.Failure, refused.Field, refused.Message));
        Assert.StartsWith("Shopify does not accept the access token any more: the app was removed there", refused.SaidLater!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_borrowed_token_that_ran_out_is_borrowed_anew()
    {
        GivenGoods(2);
        var (channel, refused) = (Open(token: "0123456789abcdef"), false);
        await channel.GreetAsync(default);
        _shop.Instead = (http, operation) =>
        {
            if (operation != "SetQuantities" || refused)
                return Task.FromResult(false);
            (refused, http.Response.StatusCode) = (true, 401);
            return Task.FromResult(true);
        };

        Assert.Equal(PushOutcome.Done, (await channel.PushAsync([Push(1, 3)], default)).Single().Outcome);
        Assert.Equal(2, _shop.Calls.Count(c => c.Path == "/admin/oauth/access_token"));
    }

    [Fact]
    public async Task An_app_that_is_not_installed_says_so()
    {
        _shop.Instead = async (http, _) =>
        {
            http.Response.StatusCode = 400;
            await http.Response.WriteAsync("""{"error":"app_not_installed","error_description":"The application is not installed on this shop."}""");
            return true;
        };

        var refused = await Assert.ThrowsAsync<ChannelException>(() => Open(token: "0123456789abcdef").GreetAsync(default));

        Assert.Equal("The app is not installed in this shop yet. Open it in the Dev Dashboard and press “Install app”.", refused.Message);
        Assert.Equal("The app was removed from the shop at Shopify. Open it in the Dev Dashboard, press “Install app”, then connect again.", refused.SaidLater!.ToString());
    }

    [Fact]
    public async Task A_secret_that_was_renewed_is_told_at_its_field()
    {
        _shop.Instead = async (http, _) =>
        {
            http.Response.StatusCode = 400;
            await http.Response.WriteAsync("""{"error":"invalid_client","error_description":"Client authentication failed."}""");
            return true;
        };

        var refused = await Assert.ThrowsAsync<ChannelException>(() => Open(token: "0123456789abcdef").GreetAsync(default));

        Assert.Equal((ChannelFailure.Unauthorized, "secret"), (refused.Failure, refused.Field));
        Assert.StartsWith("Shopify does not accept the client ID and the secret for this shop.", refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("Shopify does not accept the client ID and the secret any more", refused.SaidLater!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quantity_that_is_too_high_is_refused_with_what_to_do()
    {
        GivenGoods(1);
        _shop.UserErrors.Enqueue(("INVALID_QUANTITY_TOO_HIGH", 0));

        var answer = (await Open().PushAsync([Push(1, 7)], default)).Single();

        Assert.Equal((PushOutcome.Refused, "Shopify does not show so many of one thing. Offer fewer there, or pause this listing here."), (answer.Outcome, answer.Problem!.ToString()));
    }

    [Fact]
    public async Task Goods_come_page_by_page_with_what_is_available_at_the_location()
    {
        GivenGoods(7);
        _shop.Goods[7] = ("SKU-1", "Default Title", null);
        _shop.PageSize = 3;

        var goods = await Open().GoodsAsync(default).ToListAsync();

        Assert.Equal(["1", "2", "3", "4", "5", "6", "7"], goods.Select(g => g.ExternalId));
        Assert.Equal(("SKU-1", "Lamp – Size 1", 10m, "4006381333931", 19.90m, "https://lamps.example/lamp"), (goods[0].Sku, goods[0].Name, goods[0].Quantity, goods[0].Barcode, goods[0].Price, goods[0].Address));
        // a SKU that two share is told twice: which one is meant, a person decides
        Assert.Equal(("SKU-1", "Lamp", null), (goods[6].Sku, goods[6].Name, goods[6].Quantity));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 2)]
    public async Task A_large_catalogue_is_read_as_one_file_and_page_by_page_while_shopify_writes_another(bool busy, int pages)
    {
        GivenGoods(120);
        _shop.BulkIsBusy = busy;

        var goods = await Open().GoodsAsync(default).ToListAsync();

        Assert.Equal(Enumerable.Range(1, 120).Select(i => ($"{i}", $"SKU-{i}", (decimal?)i * 10)), goods.Select(g => (g.ExternalId, g.Sku, g.Quantity)));
        Assert.Equal(pages, _shop.Calls.Count(c => c.Body.Contains("query Goods(", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Quantities_are_set_in_one_call_compared_with_what_we_believe()
    {
        GivenGoods(3);

        var answers = await Open().PushAsync([Push(1, 7, 10), Push(2, 4.9m), Push(3, 0, 30)], default);

        Assert.All(answers, a => Assert.Equal(PushOutcome.Done, a.Outcome));
        Assert.Equal([7, 4, 0], _shop.Goods.Values.Select(g => g.Available));
        var sent = Assert.Single(_shop.Pushes)["input"]!["quantities"]!.AsArray();
        Assert.Equal([10, null, 30], sent.Select(q => (int?)q!["changeFromQuantity"]));
        Assert.All(sent, q => Assert.True(q!.AsObject().ContainsKey("changeFromQuantity")));
        Assert.All(sent, q => Assert.Equal(ShopifyShop.Location, (string)q!["locationId"]!));
    }

    [Fact]
    public async Task Each_item_that_shopify_refuses_gets_its_answer_and_the_others_are_set()
    {
        GivenGoods(4);

        var answers = await Open().PushAsync([Push(1, 7, 10), Push(99, 1), Push(2, 4, 5), Push(3, 1, 30), Push(4, -1)], default);

        Assert.Equal([PushOutcome.Done, PushOutcome.Gone, PushOutcome.ChangedThere, PushOutcome.Done, PushOutcome.Refused], answers.Select(a => a.Outcome));
        Assert.Equal(20, answers[2].Seen);
        Assert.Equal("Shopify refused it: It is INVALID_QUANTITY_NEGATIVE.", answers[4].Problem!.ToString());
        Assert.Equal([7, 20, 1, 40], _shop.Goods.Values.Select(g => g.Available));
    }

    [Fact]
    public async Task The_same_push_again_carries_the_same_key_and_another_one_another()
    {
        GivenGoods(2);
        var channel = Open();
        await channel.PushAsync([Push(1, 7)], default);
        await channel.PushAsync([Push(1, 7)], default);
        await channel.PushAsync([Push(1, 7, 7)], default);

        var keys = _shop.Pushes.Select(p => (string)p["key"]!).ToList();

        Assert.Equal(keys[0], keys[1]);
        Assert.NotEqual(keys[0], keys[2]);
    }

    [Fact]
    public async Task A_key_whose_attempt_failed_is_replaced()
    {
        GivenGoods(1);
        _shop.UserErrors.Enqueue(("IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED", null));

        var answers = await Open().PushAsync([Push(1, 7)], default);

        Assert.Equal(PushOutcome.Done, answers.Single().Outcome);
        Assert.Equal(2, _shop.Pushes.Select(p => (string)p["key"]!).Distinct().Count());
    }

    [Fact]
    public async Task A_location_that_is_gone_needs_somebody_and_an_attempt_that_still_runs_only_patience()
    {
        GivenGoods(1);
        var channel = Open();
        _shop.UserErrors.Enqueue(("INVALID_LOCATION", null));
        Assert.Equal(ChannelFailure.Unauthorized, (await Assert.ThrowsAsync<ChannelException>(() => channel.PushAsync([Push(1, 7)], default))).Failure);

        _shop.UserErrors.Enqueue(("IDEMPOTENCY_CONCURRENT_REQUEST", null));
        var busy = await Assert.ThrowsAsync<ChannelException>(() => channel.PushAsync([Push(1, 7)], default));
        Assert.Equal((ChannelFailure.Unavailable, TimeSpan.FromSeconds(5)), (busy.Failure, busy.RetryAfter));
    }

    [Fact]
    public async Task What_may_still_be_asked_is_heeded_before_it_is_refused()
    {
        GivenGoods(1);
        await using var bench = new ConnectorBench(new FrozenTime(), _shop.Settings);
        var channel = bench.Open("shopify", Entered());
        Assert.Equal(TimeSpan.Zero, channel.PauseBefore(250));

        _shop.Leave(5);
        await channel.PushAsync([Push(1, 7)], default);

        // of twenty points five are left, and a hundred come back in a second
        Assert.Equal(TimeSpan.FromMilliseconds(150), channel.PauseBefore(250));
    }

    [Fact]
    public async Task A_push_that_is_throttled_says_when_to_come_back_and_reading_waits_by_itself()
    {
        GivenGoods(1);
        var channel = Open();
        var throttled = 0;
        _shop.Instead = async (http, operation) =>
        {
            if (operation is not ("SetQuantities" or "Goods") || ++throttled > 2)
                return false;
            _shop.Leave(980);
            var error = new JsonObject { ["message"] = "Throttled", ["extensions"] = new JsonObject { ["code"] = "THROTTLED" } };
            await http.Response.WriteAsync(new JsonObject { ["errors"] = new JsonArray(error), ["extensions"] = _shop.Cost(1000) }.ToJsonString());
            return true;
        };

        var busy = await Assert.ThrowsAsync<ChannelException>(() => channel.PushAsync([Push(1, 7)], default));
        Assert.Equal((ChannelFailure.RateLimited, TimeSpan.FromMilliseconds(200)), (busy.Failure, busy.RetryAfter));
        Assert.Single(await channel.GoodsAsync(default).ToListAsync());
        Assert.Equal(3, throttled);
    }

    [Theory]
    [InlineData(429, "", ChannelFailure.RateLimited, "Shopify wants fewer calls; it goes on in a moment.")]
    [InlineData(402, "", ChannelFailure.Unavailable, "Shopify has closed the shop because a bill is open. It is tried again; what changes meanwhile waits.")]
    [InlineData(404, "", ChannelFailure.Unavailable, "There is no shop at my-shop.myshopify.com. Check the address: it ends with myshopify.com.")]
    [InlineData(502, "<html>Bad gateway</html>", ChannelFailure.Unavailable, "Shopify has a problem of its own (502); it is tried again.")]
    [InlineData(200, """{"errors":[{"message":"Internal error. Looks like something went wrong on our end.","extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}""", ChannelFailure.Unavailable, "Shopify has a problem of its own (INTERNAL_SERVER_ERROR); it is tried again.")]
    [InlineData(200, """{"data":{"inventorySetQuantities":null},"errors":[{"message":"Access denied for inventorySetQuantities field.","extensions":{"code":"ACCESS_DENIED"}}]}""", ChannelFailure.Rejected, "Shopify does not allow the app to do this: Access denied for inventorySetQuantities field.")]
    [InlineData(200, """{"errors":[{"message":"Query cost is 1234, which exceeds the single query max cost limit (1000).","extensions":{"code":"MAX_COST_EXCEEDED"}}]}""", ChannelFailure.Rejected, "Shopify refused it: Query cost is 1234, which exceeds the single query max cost limit (1000).")]
    public async Task A_call_that_fails_is_told_in_words(int status, string body, ChannelFailure failure, string words)
    {
        _shop.Instead = async (http, operation) =>
        {
            if (operation != "SetQuantities")
                return false;
            (http.Response.StatusCode, http.Response.Headers.RetryAfter) = (status, "3");
            await http.Response.WriteAsync(body);
            return true;
        };

        var refused = await Assert.ThrowsAsync<ChannelException>(() => Open().PushAsync([Push(1, 7)], default));

        Assert.Equal((failure, words), (refused.Failure, refused.Message));
        Assert.Equal(status is 429 or 502 ? TimeSpan.FromSeconds(3) : null, refused.RetryAfter);
    }

    [Fact]
    public async Task Webhooks_are_made_once_and_again_when_shopify_took_one_away()
    {
        var (channel, address) = (Open(), new Uri("https://back.example.com/hooks/abc"));

        Assert.True(await channel.SubscribeAsync(address, default));
        Assert.True(await channel.SubscribeAsync(address, default));
        Assert.Equal(["APP_UNINSTALLED", "INVENTORY_LEVELS_UPDATE", "ORDERS_CANCELLED", "ORDERS_CREATE", "ORDERS_DELETE", "ORDERS_UPDATED", "PRODUCTS_UPDATE", "REFUNDS_CREATE"], _shop.Webhooks.Select(w => w.Topic).Order());

        _shop.Webhooks.RemoveAll(w => w.Topic == "ORDERS_UPDATED");
        Assert.True(await channel.SubscribeAsync(address, default));
        Assert.Equal(8, _shop.Webhooks.Count);
        Assert.False(await channel.SubscribeAsync(new Uri("http://localhost/hooks/abc"), default));
    }

    private void GivenGoods(int count)
    {
        for (var i = 1; i <= count; i++)
            _shop.Goods[i] = ($"SKU-{i}", $"Size {i}", i * 10);
    }

    private IChannel Open(string shop = "my-shop.myshopify.com", string token = ShopifyShop.Token, string location = "") => _bench.Open("shopify", Entered(shop, token, location));

    private static Dictionary<string, string> Entered(string shop = "my-shop", string token = ShopifyShop.Token, string location = "") =>
        new() { ["shop"] = shop, ["token"] = token, ["secret"] = "the-secret", ["location"] = location };

    private static QuantityToPush Push(long item, decimal quantity, decimal? before = null) => new($"{item}", quantity, before) { Key = $"listing-{item}-1" };

    private sealed class FrozenTime : TimeProvider
    {
        public override long GetTimestamp() => 1;
    }
}
