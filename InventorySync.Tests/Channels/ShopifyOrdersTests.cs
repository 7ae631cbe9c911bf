using System.Globalization;
using System.Text.Json.Nodes;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Sales;

namespace InventorySync.Tests.Channels;

/// <summary>Orders of Shopify as they come in. What the shop answers is held against Shopify's schema too.</summary>
public sealed class ShopifyOrdersTests(ShopifyContract contract) : IClassFixture<ShopifyContract>, IAsyncLifetime
{
    private ShopifyShop _shop = null!;
    private ConnectorBench _bench = null!;
    private IChannel _channel = null!;

    public async Task InitializeAsync()
    {
        _shop = await ShopifyShop.StartAsync(contract);
        _bench = new ConnectorBench(TimeProvider.System, _shop.Settings);
        _channel = _bench.Open("shopify", new() { ["shop"] = "my-shop", ["token"] = ShopifyShop.Token, ["secret"] = "the-secret", ["location"] = "" });
    }

    public async Task DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _shop.DisposeAsync();
        Assert.Empty(_shop.Faults);
    }

    [Fact]
    public async Task An_order_comes_with_its_lines_sums_and_people()
    {
        var order = GivenOrder(1005, Line(1, 2, "12.50", tax: "3.99"), Line(2, 1, "20.00", discount: "5.00", tax: "2.39"));

        var incoming = await _channel.OrderAsync("1005", default);

        Assert.NotNull(incoming);
        Assert.Equal(("1005", "#1005", "EUR", 44.90m, 0m), (incoming.ExternalId, incoming.ExternalNumber, incoming.Currency, incoming.Paid, incoming.Refunded));
        Assert.Equal(("Zoë Q", "z@example.test", "Please ring"), (incoming.CustomerName, incoming.Email, incoming.Note));
        Assert.Equal(("Str. 1, 2nd floor", "10115", "Berlin", "DE"), (incoming.Shipping.Street, incoming.Shipping.PostalCode, incoming.Shipping.City, incoming.Shipping.Country));
        Assert.Equal([("1", "101", "SKU-1", 2m, 12.50m, 0m), ("2", "102", "SKU-2", 1m, 20m, 5m)], incoming.Lines.Select(l => (l.ExternalId, l.GoodsId!, l.Sku!, l.Quantity, l.UnitPrice, l.Discount)));
        Assert.Equal((4.90m, 0.78m), (incoming.ShippingCost, incoming.ShippingTax));
        Assert.Equal(44.90m, TotalOf(incoming));
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero), incoming.PlacedAt);
        Assert.Null(await _channel.OrderAsync("4711", default));
        Assert.NotNull(order);
    }

    [Fact]
    public async Task Long_orders_are_read_to_the_last_line()
    {
        GivenOrder(7, [.. Enumerable.Range(1, 95).Select(i => Line(i, 1, "1.00"))]);
        _shop.PageSize = 40;

        Assert.Equal(95, (await _channel.OrderAsync("7", default))!.Lines.Count);
    }

    [Fact]
    public async Task What_was_sent_is_told_with_its_parcel()
    {
        var order = GivenOrder(8, Line(1, 3, "5.00", unfulfilled: 1));
        order["displayFulfillmentStatus"] = "PARTIALLY_FULFILLED";
        order["fulfillments"] = new JsonArray(Fulfillment(1, "DHL", "00340434161094042557"), Fulfillment(2, "Lost", "x", "CANCELLED"));

        var incoming = await _channel.OrderAsync("8", default);

        Assert.Equal((2m, 0m, 0m), (incoming!.Lines[0].Sent, incoming.Lines[0].Cancelled, incoming.Lines[0].Returned));
        Assert.Equal(("DHL", "00340434161094042557"), (incoming.Parcels.Single().Carrier, incoming.Parcels.Single().TrackingNumber));
    }

    [Fact]
    public async Task What_was_taken_off_before_and_what_came_back_after_are_told_apart()
    {
        // five ordered: one taken off, four sent, two of them came back, one of those to the shelf
        var order = GivenOrder(9, Line(1, 5, "5.00", current: 2, unfulfilled: 0), Line(2, 1, "9.00", current: 0, unfulfilled: 0));
        order["displayFulfillmentStatus"] = "FULFILLED";
        order["totalRefundedSet"] = Money("24.00");
        order["fulfillments"] = new JsonArray(Fulfillment(1, "DHL", "1"));
        order["refunds"] = new JsonArray(HasId("Refund", 1), HasId("Refund", 2));
        _shop.Lines["gid://shopify/Fulfillment/1"] = new JsonArray(Sent(1, 3), Sent(1, 1));
        _shop.Lines["gid://shopify/Refund/1"] = new JsonArray(Refunded(1, 1, "CANCEL", true), Refunded(2, 1, "CANCEL", true));
        _shop.Lines["gid://shopify/Refund/2"] = new JsonArray(Refunded(1, 1, "RETURN", true), Refunded(1, 1, "NO_RESTOCK", false));
        _shop.PageSize = 1;

        var incoming = await _channel.OrderAsync("9", default);

        Assert.Equal([(4m, 1m, 2m, 1m), (0m, 1m, 0m, 0m)], incoming!.Lines.Select(l => (l.Sent, l.Cancelled, l.Returned, l.Restocked)));
        Assert.Equal(24m, incoming.Refunded);
    }

    [Fact]
    public async Task A_cancelled_order_says_when()
    {
        var order = GivenOrder(10, Line(1, 1, "5.00", current: 0, unfulfilled: 0));
        order["cancelledAt"] = "2026-11-21T11:00:00Z";

        var incoming = await _channel.OrderAsync("10", default);

        Assert.Equal((new DateTimeOffset(2026, 11, 21, 11, 0, 0, TimeSpan.Zero), 1m), (incoming!.CancelledAt, incoming.Lines[0].Cancelled));
    }

    [Fact]
    public async Task Names_that_a_small_plan_keeps_back_do_not_refuse_the_order()
    {
        var order = GivenOrder(11, Line(1, 1, "5.00"));
        (order["email"], order["billingAddress"], order["shippingAddress"]) = (null, null, null);
        _shop.Errors = new JsonArray(new JsonObject { ["message"] = "This app is not approved to use the email field.", ["path"] = new JsonArray("order", "email"), ["extensions"] = new JsonObject { ["code"] = "ACCESS_DENIED" } });

        var incoming = await _channel.OrderAsync("11", default);

        Assert.Equal((null, "SKU-1"), (incoming!.Email, incoming.Lines[0].Sku));
    }

    [Fact]
    public async Task All_that_changed_since_comes_the_oldest_change_first()
    {
        foreach (var id in Enumerable.Range(1, 7))
            GivenOrder(id, Line(id, 1, "5.00"))["updatedAt"] = $"2026-11-21T10:00:0{8 - id}Z";
        _shop.PageSize = 3;

        var orders = await _channel.OrdersAsync(new DateTimeOffset(2026, 11, 21, 12, 0, 3, TimeSpan.FromHours(2)), default).ToListAsync();

        Assert.Equal(["5", "4", "3", "2", "1"], orders.Select(o => o.ExternalId));
    }

    [Fact]
    public async Task A_later_state_within_the_same_second_counts_as_later()
    {
        var order = GivenOrder(12, Line(1, 1, "5.00"));
        var before = await _channel.OrderAsync("12", default);
        order["lineItems"] = new JsonArray(Line(1, 1, "5.00", unfulfilled: 0));
        order["fulfillments"] = new JsonArray(Fulfillment(1, "DHL", "1"));

        Assert.True((await _channel.OrderAsync("12", default))!.UpdatedAt > before!.UpdatedAt);
    }

    private JsonObject GivenOrder(long id, params JsonObject[] lines)
    {
        var address = new JsonObject { ["name"] = "Zoë Q", ["company"] = null, ["address1"] = "Str. 1", ["address2"] = "2nd floor", ["zip"] = "10115", ["city"] = "Berlin", ["province"] = null, ["countryCodeV2"] = "DE", ["phone"] = "+4930123" };
        var shipping = new JsonObject { ["isRemoved"] = false, ["discountedPriceSet"] = Money("4.90"), ["taxLines"] = new JsonArray(Tax("0.78")) };
        var order = new JsonObject
        {
            ["id"] = $"gid://shopify/Order/{id}",
            ["legacyResourceId"] = id.ToString(CultureInfo.InvariantCulture),
            ["name"] = $"#{id}",
            ["processedAt"] = "2026-11-21T10:00:00Z",
            ["updatedAt"] = "2026-11-21T10:00:05Z",
            ["cancelledAt"] = null,
            ["currencyCode"] = "EUR",
            ["taxesIncluded"] = true,
            ["displayFulfillmentStatus"] = "UNFULFILLED",
            ["email"] = "z@example.test",
            ["phone"] = null,
            ["note"] = "Please ring",
            ["tags"] = new JsonArray("gift"),
            ["totalReceivedSet"] = Money("44.90"),
            ["totalRefundedSet"] = Money("0.00"),
            ["totalTipReceivedSet"] = Money("0.00"),
            ["billingAddress"] = address,
            ["shippingAddress"] = address.DeepClone(),
            ["shippingLines"] = new JsonObject { ["nodes"] = new JsonArray(shipping) },
            ["fulfillments"] = new JsonArray(),
            ["refunds"] = new JsonArray(),
            ["lineItems"] = new JsonArray([.. lines]),
        };
        _shop.Orders.Add(order);
        return order;
    }

    private static JsonObject Line(long id, int quantity, string price, string? discount = null, string? tax = null, int? current = null, int? unfulfilled = null) => new()
    {
        ["id"] = $"gid://shopify/LineItem/{id}",
        ["name"] = $"Lamp {id}",
        ["sku"] = $"SKU-{id}",
        ["quantity"] = quantity,
        ["currentQuantity"] = current ?? quantity,
        ["unfulfilledQuantity"] = unfulfilled ?? quantity,
        ["variant"] = new JsonObject { ["inventoryItem"] = HasId("InventoryItem", 100 + id) },
        ["originalUnitPriceSet"] = Money(price),
        ["discountAllocations"] = discount is null ? new JsonArray() : new JsonArray(new JsonObject { ["allocatedAmountSet"] = Money(discount) }),
        ["taxLines"] = tax is null ? new JsonArray() : new JsonArray(Tax(tax)),
    };

    private static JsonObject Fulfillment(long id, string carrier, string number, string status = "SUCCESS") => new()
    {
        ["id"] = $"gid://shopify/Fulfillment/{id}",
        ["status"] = status,
        ["trackingInfo"] = new JsonArray(new JsonObject { ["company"] = carrier, ["number"] = number, ["url"] = $"https://track.example/{number}" }),
    };

    private static JsonObject Sent(long line, int quantity) => new() { ["quantity"] = quantity, ["lineItem"] = HasId("LineItem", line) };

    private static JsonObject Refunded(long line, int quantity, string type, bool restocked) =>
        new() { ["quantity"] = quantity, ["restockType"] = type, ["restocked"] = restocked, ["lineItem"] = HasId("LineItem", line) };

    private static JsonObject HasId(string type, long id) => new() { ["id"] = $"gid://shopify/{type}/{id}" };

    private static JsonObject Money(string amount) => new() { ["shopMoney"] = new JsonObject { ["amount"] = amount } };

    private static JsonObject Tax(string amount) => new() { ["ratePercentage"] = 19.0, ["priceSet"] = Money(amount) };

    /// <summary>As our orders count it.</summary>
    private static decimal TotalOf(IncomingOrder order) => OrderMath.Of(
        new PricingRules(order.Currency!, order.PricesIncludeTax!.Value, TaxRounding.PerLine, DiscountTiming.BeforeTax),
        [.. order.Lines.Select(l => new PricedLine(l.Quantity, l.UnitPrice, l.TaxPercent ?? 0) { Discount = l.Discount, GivenTax = l.Tax })],
        new PricedLine(1, order.ShippingCost, 0) { GivenTax = order.ShippingTax }, order.Discount).Total;
}
