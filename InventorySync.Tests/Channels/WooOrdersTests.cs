using System.Globalization;
using System.Text.Json.Nodes;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Sales;

namespace InventorySync.Tests.Channels;

/// <summary>Orders of WooCommerce as they come in: recorded ones, and ones made of them.</summary>
public sealed class WooOrdersTests : IAsyncLifetime
{
    private WooShop _shop = null!;
    private ConnectorBench _bench = null!;
    private IChannel _channel = null!;

    public async Task InitializeAsync()
    {
        _shop = await WooShop.StartAsync();
        _bench = new ConnectorBench(TimeProvider.System);
        _channel = _bench.Open("woocommerce", new() { ["address"] = _shop.Address.ToString(), ["key"] = WooShop.Key, ["secret"] = WooShop.Secret });
    }

    public async Task DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _shop.DisposeAsync();
        Assert.Empty(_shop.Faults);
    }

    [Fact]
    public async Task A_paid_order_comes_with_its_lines_sums_and_people()
    {
        _shop.Orders.Add(WooShop.Recorded("order to processing"));

        var order = await _channel.OrderAsync("29", default);

        Assert.NotNull(order);
        Assert.Equal(("29", "#29", "EUR", 4.90m, 49.90m, 0m), (order.ExternalId, order.ExternalNumber, order.Currency, order.ShippingCost, order.Paid, order.Refunded));
        Assert.Equal(("Zoë Q", "z@example.test", "+4930123"), (order.CustomerName, order.Email, order.Phone));
        Assert.Equal(("Str. 1", "10115", "Berlin", "DE"), (order.Shipping.Street, order.Shipping.PostalCode, order.Shipping.City, order.Shipping.Country));
        Assert.Equal([("4", "24", "MUG-R1", 2m, 12.50m), ("5", "26:27", "TEE-S-R1", 1m, 20m)], order.Lines.Select(l => (l.ExternalId, l.GoodsId!, l.Sku!, l.Quantity, l.UnitPrice)));
        Assert.All(order.Lines, l => Assert.Equal((0m, 0m, 0m), (l.Sent, l.Cancelled, l.Returned)));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 11, 13, 15, TimeSpan.Zero), order.PlacedAt);
        Assert.Equal(49.90m, TotalOf(order));
        Assert.Null(order.CancelledAt);
    }

    [Fact]
    public async Task What_waits_for_payment_or_failed_takes_nothing_yet()
    {
        _shop.Orders.Add(WooShop.Recorded("order create pending"));
        Assert.Null(await _channel.OrderAsync("29", default));

        _shop.Orders[0]["status"] = "failed";
        Assert.Null(await _channel.OrderAsync("29", default));
        Assert.Null(await _channel.OrderAsync("4711", default));

        _shop.Orders[0]["status"] = "on-hold";
        var held = await _channel.OrderAsync("29", default);
        Assert.Equal((0m, 2), (held!.Paid, held.Lines.Count));
    }

    [Fact]
    public async Task A_cancelled_order_is_told_with_what_was_given_back_before()
    {
        GivenRefunded(WooShop.Recorded("order cancelled"));

        var order = await _channel.OrderAsync("29", default);

        Assert.Equal(new DateTimeOffset(2026, 11, 21, 11, 13, 18, TimeSpan.Zero), order!.CancelledAt);
        Assert.Equal((49.90m, 12.50m), (order.Paid, order.Refunded));
        Assert.Equal((1m, 0m), (order.Lines[0].Cancelled, order.Lines[0].Returned));

        // what was put into the trash is still told when it is asked for
        _shop.Orders[0]["status"] = "trash";
        Assert.NotNull((await _channel.OrderAsync("29", default))!.CancelledAt);
    }

    [Fact]
    public async Task What_is_given_back_after_it_was_sent_is_a_return_and_restocked_only_where_the_shop_said_so()
    {
        GivenRefunded(WooShop.Recorded("order cancelled", ("status", "completed"), ("date_completed_gmt", "2026-11-21T11:13:16")));
        var restocked = await _channel.OrderAsync("29", default);
        Assert.Equal((2m, 0m, 1m, 1m), Goods(restocked!.Lines[0]));
        Assert.Equal((1m, 0m, 0m, 0m), Goods(restocked.Lines[1]));

        _shop.Orders[0]["line_items"]![0]!["meta_data"] = new JsonArray();
        var kept = await _channel.OrderAsync("29", default);
        Assert.Equal((2m, 0m, 1m, 0m), Goods(kept!.Lines[0]));
    }

    [Fact]
    public async Task An_order_given_back_as_a_whole_before_it_was_sent_is_not_sent_any_more()
    {
        _shop.Orders.Add(WooShop.Recorded("order to processing", ("status", "refunded"), ("refunds", new JsonArray(new JsonObject { ["id"] = 30, ["reason"] = "", ["total"] = "-49.90" }))));
        _shop.Refunds[29] = [WooShop.Recorded("refund restock", ("amount", "49.90"), ("line_items", new JsonArray()))];

        var order = await _channel.OrderAsync("29", default);

        Assert.Equal((49.90m, 49.90m), (order!.Paid, order.Refunded));
        Assert.All(order.Lines, l => Assert.Equal(l.Quantity, l.Cancelled));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Taxes_discounts_and_fees_come_to_what_the_customer_paid(bool pricesIncludeTax)
    {
        var order = WooShop.Recorded("order to processing", ("prices_include_tax", pricesIncludeTax), ("shipping_total", "4.12"), ("shipping_tax", "0.78"), ("total", "31.88"));
        order["line_items"] = new JsonArray(Line(4, "3", "24.99", "4.75", "20.01", "3.80"));
        order["tax_lines"] = new JsonArray(new JsonObject { ["rate_id"] = 1, ["rate_percent"] = 19 });
        order["fee_lines"] = new JsonArray(new JsonObject { ["total"] = "2.66", ["total_tax"] = "0.51" });
        _shop.Orders.Add(order);

        var incoming = await _channel.OrderAsync("29", default);

        Assert.Equal((3.80m, 19m), (incoming!.Lines[0].Tax, incoming.Lines[0].TaxPercent));
        Assert.Equal(31.88m, TotalOf(incoming));
    }

    [Fact]
    public async Task A_fee_below_zero_is_a_discount()
    {
        var order = WooShop.Recorded("order to processing", ("shipping_total", "0.00"), ("total", "40.00"));
        order["fee_lines"] = new JsonArray(new JsonObject { ["total"] = "-5.00", ["total_tax"] = "0.00" });
        _shop.Orders.Add(order);

        var incoming = await _channel.OrderAsync("29", default);

        Assert.Equal((5m, 0m), (incoming!.Discount, incoming.ShippingCost));
        Assert.Equal(40m, TotalOf(incoming));
    }

    [Fact]
    public async Task All_that_changed_since_comes_once_though_many_changed_in_one_second_and_one_changes_while_we_read()
    {
        var since = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
        for (var id = 1; id <= 230; id++)
            _shop.Orders.Add(WooShop.Recorded("order to processing", ("id", id), ("number", $"{id}"), ("date_modified_gmt", Gmt(since.AddSeconds(id is >= 60 and <= 190 ? 60 : id)))));
        _shop.Orders.Add(WooShop.Recorded("order to processing", ("id", 999), ("date_modified_gmt", Gmt(since.AddSeconds(-2)))));
        var asked = 0;
        _shop.Before = _ =>
        {
            if (++asked == 2)
                _shop.Orders.Single(o => (long)o["id"]! == 1)["date_modified_gmt"] = Gmt(since.AddSeconds(500));
        };

        var orders = await _channel.OrdersAsync(since, default).ToListAsync();

        Assert.Equal(Enumerable.Range(1, 230), orders.Select(o => int.Parse(o.ExternalId, CultureInfo.InvariantCulture)).Distinct().Order());
        Assert.Equal(231, orders.Count);
        Assert.Equal(orders.Select(o => o.UpdatedAt).Order(), orders.Select(o => o.UpdatedAt));
    }

    [Fact]
    public async Task A_later_state_within_the_same_second_counts_as_later()
    {
        _shop.Orders.Add(WooShop.Recorded("order to processing"));
        var processing = await _channel.OrderAsync("29", default);
        _shop.Orders[0]["status"] = "completed";
        var completed = await _channel.OrderAsync("29", default);
        var again = await _channel.OrderAsync("29", default);

        Assert.True(completed!.UpdatedAt > processing!.UpdatedAt);
        Assert.Equal(completed.UpdatedAt, again!.UpdatedAt);
    }

    [Fact]
    public async Task A_long_name_or_a_mistyped_address_does_not_refuse_an_order()
    {
        var order = WooShop.Recorded("order of unknown product", ("status", "processing"));
        order["billing"]!["last_name"] = new string('x', 300);
        order["billing"]!["email"] = "nobody at example";
        _shop.Orders.Add(order);

        var incoming = await _channel.OrderAsync("31", default);

        Assert.Equal((120, null), (incoming!.CustomerName!.Length, incoming.Email));
        Assert.Equal("#8", incoming.Lines.Single().Name);
    }

    private void GivenRefunded(JsonObject order)
    {
        _shop.Orders.Add(order);
        _shop.Refunds[29] = [WooShop.Recorded("refund restock")];
    }

    private static JsonObject Line(long id, string quantity, string subtotal, string subtotalTax, string total, string totalTax)
    {
        var line = WooShop.Recorded("order to processing")["line_items"]![0]!.DeepClone().AsObject();
        (line["id"], line["quantity"]) = (id, int.Parse(quantity, CultureInfo.InvariantCulture));
        (line["subtotal"], line["subtotal_tax"], line["total"], line["total_tax"]) = (subtotal, subtotalTax, total, totalTax);
        line["taxes"] = new JsonArray(new JsonObject { ["id"] = 1, ["total"] = totalTax, ["subtotal"] = subtotalTax });
        return line;
    }

    private static (decimal, decimal, decimal, decimal) Goods(IncomingLine line) => (line.Sent, line.Cancelled, line.Returned, line.Restocked);

    /// <summary>As our orders count it.</summary>
    private static decimal TotalOf(IncomingOrder order) => OrderMath.Of(
        new PricingRules(order.Currency!, order.PricesIncludeTax!.Value, TaxRounding.PerLine, DiscountTiming.BeforeTax),
        [.. order.Lines.Select(l => new PricedLine(l.Quantity, l.UnitPrice, l.TaxPercent ?? 0) { Discount = l.Discount, GivenTax = l.Tax })],
        new PricedLine(1, order.ShippingCost, 0) { GivenTax = order.ShippingTax }, order.Discount).Total;

    private static string Gmt(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
}
