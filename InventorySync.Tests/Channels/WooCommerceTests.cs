using System.Text.Json.Nodes;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Sales;
using Microsoft.AspNetCore.Http;

namespace InventorySync.Tests.Channels;

/// <summary>Goods, quantities and orders of a shop that speaks WooCommerce's own contract.</summary>
public sealed class WooCommerceTests : IAsyncLifetime
{
    private WooShop _shop = null!;
    private ConnectorBench _bench = null!;

    public async Task InitializeAsync()
    {
        _shop = await WooShop.StartAsync();
        _bench = new ConnectorBench(TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _shop.DisposeAsync();
        Assert.Empty(_shop.Faults);
    }

    [Fact]
    public async Task Over_http_the_call_is_signed_and_the_secret_stays_here()
    {
        Assert.Equal("127.0.0.1", await Open().GreetAsync(default));

        Assert.All(_shop.Calls, c => Assert.DoesNotContain("Authorization", c.Headers.Keys));
        Assert.DoesNotContain(_bench.Calls, c => $"{c.Address}{c.Request}{c.Answer}".Contains(WooShop.Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Over_https_the_key_is_sent_and_signed_where_the_web_server_swallows_it()
    {
        await using var bench = new ConnectorBench(TimeProvider.System, adapt: _shop.BehindHttps);
        var entered = Entered("shop.test/wp-admin/");

        Assert.Equal("shop.test", await bench.Open("woocommerce", entered).GreetAsync(default));
        Assert.All(_shop.Calls, c => Assert.StartsWith("Basic ", c.Headers["Authorization"], StringComparison.Ordinal));

        _shop.SwallowsTheKey = true;
        Assert.Equal("shop.test", await bench.Open("woocommerce", entered).GreetAsync(default));
    }

    [Fact]
    public async Task A_wrong_secret_is_told_in_words_with_the_way_out()
    {
        var refused = await Assert.ThrowsAsync<ChannelException>(() => Open(secret: "cs_other").GreetAsync(default));

        Assert.Equal(ChannelFailure.Unauthorized, refused.Failure);
        Assert.Equal("WooCommerce does not accept the key (“Consumer secret is invalid.”). Make a new one there with the right to read and write, and connect again.", refused.Message);
        Assert.Equal("secret", refused.Field);
        Assert.Equal("WooCommerce does not accept the key any more (“Consumer secret is invalid.”): it was removed there, or changed. Make a new one with the right to read and write, and connect again.", refused.SaidLater!.ToString());
    }

    [Fact]
    public async Task Goods_come_page_by_page_with_variations_and_what_counts_their_stock()
    {
        for (var id = 1; id <= 105; id++)
            _shop.AddProduct(1000 + id, $"P-{id}", id);
        _shop.AddProduct(24, "MUG-R1", 10, ("global_unique_id", "4006381333931"));
        _shop.AddProduct(30, "FREE", null);
        _shop.AddProduct(31, "", null, ("type", "grouped"));
        GivenTee();

        var goods = await Open().GoodsAsync(default).ToListAsync();

        Assert.Equal(109, goods.Count);
        var mug = goods.Single(g => g.ExternalId == "24");
        Assert.Equal(("MUG-R1", "Mug", 10m, "4006381333931", 12.50m, "https://127.0.0.1:8899/product/mug/"), (mug.Sku, mug.Name, mug.Quantity, mug.Barcode, mug.Price, mug.Address));
        Assert.Null(goods.Single(g => g.Sku == "FREE").Quantity);
        Assert.Equal(("TEE-S-R1", "Tee – S", 3m), Told(goods, "26:27"));
        Assert.Equal(("TEE-M-R1", "Tee – S", 8m), Told(goods, "26:28"));
        Assert.DoesNotContain(goods, g => g.ExternalId is "26" or "31");
    }

    [Fact]
    public async Task Goods_that_move_up_when_others_are_deleted_are_not_taken_for_vanished()
    {
        for (var id = 1; id <= 150; id++)
            _shop.AddProduct(id, $"P-{id}", id);
        var asked = 0;
        _shop.Before = _ =>
        {
            if (++asked == 2)
                _shop.Products.RemoveRange(0, 3);
        };

        var goods = await Open().GoodsAsync(default).ToListAsync();

        Assert.Equal(150, goods.Select(g => g.ExternalId).Distinct().Count());
        Assert.Equal(150, goods.Count);
    }

    [Fact]
    public async Task Quantities_go_to_products_and_variations_and_each_gets_its_own_answer()
    {
        _shop.AddProduct(24, "MUG-R1", 10);
        _shop.AddProduct(30, "FREE", null);
        GivenTee();

        var answers = await Open().PushAsync([Push("24", 7), Push("999", 1), Push("26:28", 4), Push("30", 2.9m), Push("77:78", 5)], default);

        Assert.Equal([PushOutcome.Done, PushOutcome.Gone, PushOutcome.Done, PushOutcome.Done, PushOutcome.Gone], answers.Select(a => a.Outcome));
        Assert.Equal([7m, null, 4m, 2m, null], answers.Select(a => a.Seen));
        Assert.Equal(7, (int)_shop.Products.Single(p => (long)p["id"]! == 24)["stock_quantity"]!);
        Assert.Equal(4, (int)_shop.Variations[26].Single(p => (long)p["id"]! == 28)["stock_quantity"]!);
        Assert.True((bool)_shop.Variations[26].Single(p => (long)p["id"]! == 28)["manage_stock"]!);
    }

    [Fact]
    public async Task What_was_taken_but_not_set_is_found_by_reading_it_back()
    {
        _shop.AddProduct(24, "MUG-R1", 10);
        _shop.AddProduct(30, "FREE", null);
        _shop.IgnoresQuantities = true;

        var answers = await Open().PushAsync([Push("24", 7), Push("30", 2)], default);

        Assert.All(answers, a => Assert.Equal(PushOutcome.Refused, a.Outcome));
        Assert.Equal("WooCommerce took 7, but still shows 10. Perhaps another plugin keeps the stock there.", answers[0].Problem!.ToString());
        Assert.Equal(10, answers[0].Seen);
        Assert.StartsWith("WooCommerce does not count the stock of it.", answers[1].Problem!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(503, "<html><h1>Briefly unavailable for scheduled maintenance.</h1></html>", ChannelFailure.Unavailable, "WooCommerce has a problem of its own (503); it is tried again.")]
    [InlineData(200, "<!doctype html><title>One moment</title>", ChannelFailure.Unavailable, "The shop answered with a page for people instead of data. Perhaps it is under maintenance, or a plugin stands in between; it is tried again.")]
    [InlineData(403, "<html>Blocked</html>", ChannelFailure.Unavailable, "Something in front of the shop refuses our calls, such as a firewall or a plugin against robots. Ask who runs the website to let us through.")]
    [InlineData(500, """{"code":"internal_server_error","message":"<p>There has been a critical error.</p>","data":{"status":500}}""", ChannelFailure.Unavailable, "WooCommerce has a problem of its own (500); it is tried again.")]
    [InlineData(413, """{"code":"woocommerce_rest_request_entity_too_large","message":"Unable to accept more than 100 items for this request.","data":{"status":413}}""", ChannelFailure.Rejected, "WooCommerce refused it: Unable to accept more than 100 items for this request.")]
    [InlineData(400, """{"code":"product_invalid_sku","message":"Invalid or duplicated SKU.","data":{"status":400,"resource_id":24,"unique_sku":"MUG-R1-1"}}""", ChannelFailure.Rejected, "WooCommerce refused it: Invalid or duplicated SKU.")]
    public async Task A_call_that_fails_is_told_in_words(int status, string body, ChannelFailure failure, string words)
    {
        _shop.Instead = async http =>
        {
            http.Response.StatusCode = status;
            await http.Response.WriteAsync(body);
            return true;
        };

        var refused = await Assert.ThrowsAsync<ChannelException>(() => Open().PushAsync([Push("24", 7)], default));

        Assert.Equal((failure, words), (refused.Failure, refused.Message));
    }

    [Fact]
    public async Task A_host_that_wants_fewer_calls_says_for_how_long()
    {
        _shop.Instead = http =>
        {
            (http.Response.StatusCode, http.Response.Headers.RetryAfter) = (429, "17");
            return Task.FromResult(true);
        };

        var busy = await Assert.ThrowsAsync<ChannelException>(() => Open().PushAsync([Push("24", 7)], default));

        Assert.Equal((ChannelFailure.RateLimited, TimeSpan.FromSeconds(17)), (busy.Failure, busy.RetryAfter));
    }

    [Fact]
    public async Task An_address_without_woocommerce_or_that_sends_us_on_is_explained()
    {
        _shop.Instead = async http =>
        {
            http.Response.StatusCode = 404;
            await http.Response.WriteAsync("<!DOCTYPE html><title>Page not found</title>");
            return true;
        };
        var elsewhere = await Assert.ThrowsAsync<ChannelException>(() => Open().GreetAsync(default));
        _shop.Instead = http =>
        {
            (http.Response.StatusCode, http.Response.Headers.Location) = (301, "https://www.example.com/wp-json/wc/v3/products");
            return Task.FromResult(true);
        };
        var moved = await Assert.ThrowsAsync<ChannelException>(() => Open().GreetAsync(default));

        Assert.Equal($"WooCommerce was not found at {_shop.Address.ToString().TrimEnd('/')}. Check the address, and in WordPress under “Settings”, “Permalinks” choose anything but “Plain”.", elsewhere.Message);
        Assert.Equal("The shop sends us on to https://www.example.com. Connect it again with that address.", moved.Message);
        Assert.Throws<ChannelException>(() => _bench.Open("woocommerce", Entered("not an address")));
    }

    [Fact]
    public async Task Webhooks_are_made_once_and_switched_on_again_when_woocommerce_switched_them_off()
    {
        var address = new Uri("https://back.example.com/hooks/abc");
        var channel = Open();

        Assert.True(await channel.SubscribeAsync(address, default));
        Assert.Equal(["order.created", "order.deleted", "order.restored", "order.updated", "product.updated"], _shop.Webhooks.Select(w => (string)w["topic"]!).Order());
        Assert.All(_shop.Webhooks, w => Assert.Equal("own-secret-of-ours", (string)w["secret"]!));
        Assert.DoesNotContain(_bench.Calls, c => c.Request.Contains("own-secret-of-ours", StringComparison.Ordinal));

        _shop.Webhooks[1]["status"] = "disabled";
        Assert.True(await channel.SubscribeAsync(address, default));
        Assert.Equal(5, _shop.Webhooks.Count);
        Assert.All(_shop.Webhooks, w => Assert.Equal("active", (string)w["status"]!));
    }

    private void GivenTee()
    {
        var tee = WooShop.Recorded("variable product create");
        _shop.Products.Add(tee);
        _shop.Variations[26] =
        [
            WooShop.Recorded("variation create"),
            WooShop.Recorded("variation manage_stock parent", ("id", 28), ("sku", "TEE-M-R1"), ("manage_stock", "parent"), ("stock_quantity", 8)),
        ];
    }

    private static (string, string, decimal?) Told(List<RemoteGoods> goods, string externalId) => goods.Where(g => g.ExternalId == externalId).Select(g => (g.Sku, g.Name, g.Quantity)).Single();

    private IChannel Open(string secret = WooShop.Secret) => _bench.Open("woocommerce", Entered(_shop.Address.ToString(), secret));

    private static Dictionary<string, string> Entered(string address, string secret = WooShop.Secret) =>
        new() { ["address"] = address, ["key"] = WooShop.Key, ["secret"] = secret, [ChannelAccess.OwnSecret] = "own-secret-of-ours" };

    private static QuantityToPush Push(string externalId, decimal quantity) => new(externalId, quantity, null) { Key = $"push-{externalId}" };
}
