using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using InventorySync.Domain.Access;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Api;

namespace InventorySync.Tests.Stock;

public sealed class StockApiTests(ApiShop api) : IClassFixture<ApiShop>
{
    private static int _owners = 900;

    [Fact]
    public async Task Goods_are_received_adjusted_written_off_and_seen()
    {
        var (lamp, store) = await GoodsAsync();

        await BookAsync("receipts", new { variantId = lamp, locationId = store, quantity = 10, unitCost = 4.5 });
        await BookAsync("adjustments", new { variantId = lamp, locationId = store, by = "setTo", quantity = 8, reason = "Counted" });
        var gone = await BookAsync("write-offs", new { variantId = lamp, locationId = store, quantity = 1, reason = "Damaged", note = "Wet" });

        Assert.Equal(("writeOff", -1, 7, "Damaged: Wet"), (gone[0].GetProperty("kind").GetString(), gone[0].GetProperty("quantity").GetDecimal(), gone[0].GetProperty("balanceAfter").GetDecimal(), gone[0].GetProperty("reason").GetString()));
        var stock = await (await api.Caller.GetAsync($"/api/stock/{lamp}")).JsonAsync();
        Assert.Equal((7, 31.5m), (stock.GetProperty("locations")[0].GetProperty("onHand").GetDecimal(), stock.GetProperty("locations")[0].GetProperty("value").GetDecimal()));
        var movements = await (await api.Caller.GetAsync($"/api/movements?filter[variantId]=is:{lamp}")).JsonAsync();
        Assert.Equal(3, movements.GetProperty("total").GetInt32());
        var worth = await (await api.Caller.GetAsync("/api/stock/value")).JsonAsync();
        Assert.Contains(worth.EnumerateArray(), w => w.GetProperty("locationId").GetInt64() == store && w.GetProperty("value").GetDecimal() == 31.5m);
    }

    [Fact]
    public async Task The_timeline_of_a_variant_is_read_by_kind_and_instant()
    {
        var (lamp, store) = await GoodsAsync();
        await BookAsync("receipts", new { variantId = lamp, locationId = store, quantity = 4 });

        var told = await (await api.Caller.GetAsync($"/api/stock/{lamp}/timeline?kinds=movement,holdEnd&most=5")).JsonAsync();
        var before = await (await api.Caller.GetAsync($"/api/stock/{lamp}/timeline?before=2020-01-01T00:00:00Z&kinds=movement")).JsonAsync();

        Assert.Equal(("movement", "receipt", 4m), (told[0].GetProperty("kind").GetString(), told[0].GetProperty("movement").GetString(), told[0].GetProperty("quantity").GetDecimal()));
        Assert.Equal(1, told.GetArrayLength());
        Assert.Contains("The timeline knows no", await (await api.Caller.GetAsync($"/api/stock/{lamp}/timeline?kinds=rumour")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, before.GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await api.Caller.GetAsync("/api/stock/987654321/timeline")).StatusCode);
    }

    [Fact]
    public async Task A_receipt_sent_twice_with_its_key_is_booked_once()
    {
        var (lamp, store) = await GoodsAsync();

        async Task<HttpResponseMessage> SendAsync()
        {
            using var receipt = new HttpRequestMessage(HttpMethod.Post, "/api/movements/receipts") { Content = JsonContent.Create(new { variantId = lamp, locationId = store, quantity = 3 }), Headers = { { "Idempotency-Key", $"receipt-{lamp}" } } };
            return await api.Caller.SendAsync(receipt);
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SendAsync()));

        Assert.Single(answers, a => a.Header("Idempotency-Replayed") != "true");
        Assert.Single((await Task.WhenAll(answers.Select(a => a.JsonAsync()))).Select(j => j[0].GetProperty("id").GetInt64()).Distinct());
        Assert.Equal(3, (await api.Shop.StockOfAsync(lamp, store)).OnHand);
    }

    [Fact]
    public async Task A_cart_becomes_an_order_and_its_goods_leave()
    {
        var (lamp, store) = await GoodsAsync(10);
        var number = Interlocked.Increment(ref _owners);

        var cart = await PostAsync("/api/reservations", new { owner = "cart", ownerId = number, ownerNumber = $"C{number}", expiresAt = api.Shop.Clock.GetUtcNow().AddMinutes(15), lines = new[] { new { variantId = lamp, quantity = 6 } } });
        var order = await PostAsync("/api/reservations", new { owner = "order", ownerId = number, ownerNumber = "1001", replacing = new { owner = "cart", ownerId = number }, lines = new[] { new { variantId = lamp, quantity = 6 } } });
        var other = await PostAsync("/api/reservations", new { owner = "order", ownerId = number + 100_000, lines = new[] { new { variantId = lamp, quantity = 5 } } });
        var sold = await PostAsync("/api/reservations/use", new { owner = "order", ownerId = number });

        Assert.True(cart.GetProperty("complete").GetBoolean());
        Assert.True(order.GetProperty("complete").GetBoolean());
        Assert.Equal((false, 0, 5, 4), (other.GetProperty("complete").GetBoolean(), other.GetProperty("lines")[0].GetProperty("held").GetInt32(), other.GetProperty("lines")[0].GetProperty("missing").GetInt32(), other.GetProperty("lines")[0].GetProperty("possible").GetInt32()));
        Assert.Equal("sale", sold[0].GetProperty("kind").GetString());
        Assert.Equal((4m, 0m), ((await api.Shop.StockOfAsync(lamp, store)).OnHand, (await api.Shop.StockOfAsync(lamp, store)).Reserved));
    }

    [Fact]
    public async Task An_order_of_another_system_never_touches_what_is_held_for_an_order_of_the_shop_with_the_same_number()
    {
        var (lamp, store) = await GoodsAsync(10);
        var number = Interlocked.Increment(ref _owners);
        await api.Shop.Get<Reservations>().ReserveAsync(new ReserveCommand($"own-{number}", new ReservationHolder(ReservationOwner.Order, number, "1001"), [new WantedLine(lamp, 3)]));

        var theirs = await PostAsync("/api/reservations", new { owner = "order", ownerId = number, lines = new[] { new { variantId = lamp, quantity = 4 } } });
        var sold = await PostAsync("/api/reservations/use", new { owner = "order", ownerId = number });
        await PostAsync("/api/reservations", new { owner = "order", ownerId = number, lines = new[] { new { variantId = lamp, quantity = 2 } } });
        var cancelled = await api.Caller.PostAsJsonAsync("/api/reservations/cancel", new { owner = "order", ownerId = number });

        Assert.Equal("order", theirs.GetProperty("holds")[0].GetProperty("owner").GetString());
        Assert.Equal(-4, Assert.Single(sold.EnumerateArray()).GetProperty("quantity").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, cancelled.StatusCode);
        Assert.Equal((6m, 3m), ((await api.Shop.StockOfAsync(lamp, store)).OnHand, (await api.Shop.StockOfAsync(lamp, store)).Reserved));
        await using var db = api.Shop.Db();
        Assert.Equal(3, await db.Reservations.Where(r => r.Owner == ReservationOwner.Order && r.OwnerId == number && r.State == ReservationState.Held).SumAsync(r => r.Quantity));
    }

    [Fact]
    public async Task Holds_are_extended_cancelled_and_released()
    {
        var (lamp, store) = await GoodsAsync(10);
        var number = Interlocked.Increment(ref _owners);
        await PostAsync("/api/reservations", new { owner = "cart", ownerId = number, lines = new[] { new { variantId = lamp, quantity = 2 } } });
        var second = await PostAsync("/api/reservations", new { owner = "order", ownerId = number, lines = new[] { new { variantId = lamp, quantity = 3 } } });

        Assert.Equal(1, (await PostAsync("/api/reservations/extend", new { owner = "cart", ownerId = number, until = api.Shop.Clock.GetUtcNow().AddHours(1) })).GetProperty("holds").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, (await api.Caller.PostAsJsonAsync("/api/reservations/cancel", new { owner = "cart", ownerId = number })).StatusCode);
        Assert.Equal(3, (await api.Shop.StockOfAsync(lamp, store)).Reserved);
        var hold = second.GetProperty("holds")[0].GetProperty("id").GetInt64();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await api.Caller.PostAsJsonAsync($"/api/reservations/{hold}/release", new { reason = "" })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await api.Caller.PostAsJsonAsync($"/api/reservations/{hold}/release", new { reason = "Cancelled" })).StatusCode);
        Assert.Equal(0, (await api.Shop.StockOfAsync(lamp, store)).Reserved);
    }

    [Theory]
    [InlineData("adjustments", """{"variantId":1,"locationId":1,"quantity":5,"reason":"Counted"}""", "variantId")]
    [InlineData("adjustments", """{"locationId":1,"quantity":5,"reason":"Counted"}""", "variantId")]
    [InlineData("adjustments", """{"variantId":LAMP,"locationId":STORE,"quantity":0,"reason":"Counted"}""", "quantity")]
    [InlineData("adjustments", """{"variantId":LAMP,"locationId":STORE,"quantity":99999999999,"reason":"Counted"}""", "quantity")]
    [InlineData("adjustments", """{"variantId":LAMP,"locationId":STORE,"quantity":1.5,"reason":"Counted"}""", "quantity")]
    [InlineData("adjustments", """{"variantId":LAMP,"locationId":STORE,"quantity":"many","reason":"Counted"}""", "quantity")]
    [InlineData("adjustments", """{"variantId":LAMP,"locationId":STORE,"quantity":5,"reason":"Because"}""", "reason")]
    [InlineData("receipts", """{"variantId":LAMP,"locationId":STORE,"quantity":5,"unitCost":-1}""", "unitCost")]
    [InlineData("receipts", """{"variantId":LAMP,"locationId":STORE,"quantity":5,"binId":1}""", "binId")]
    [InlineData("receipts", """{"variantId":LAMP,"locationId":STORE,"quantity":5,"binId":ELSEWHERE}""", "belongs to another location")]
    [InlineData("write-offs", """{"variantId":LAMP,"locationId":STORE,"quantity":0,"reason":"Damaged"}""", "quantity")]
    [InlineData("receipts", """{"variantId":LAMP,"locationId":999999999,"quantity":5}""", "locationId")]
    [InlineData("write-offs", """{"variantId":LAMP,"locationId":STORE,"quantity":1,"reason":"Damaged"}""", "quantity")]
    public async Task Bad_input_names_its_field_and_changes_nothing(string what, string body, string field)
    {
        var (lamp, store) = await GoodsAsync();
        var elsewhere = await api.Shop.GivenBinAsync((await GoodsAsync()).Store, "E-1");
        using var content = new StringContent(body.Replace("ELSEWHERE", $"{elsewhere}", StringComparison.Ordinal).Replace("LAMP", $"{lamp}", StringComparison.Ordinal).Replace("STORE", $"{store}", StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json");

        var refused = await api.Caller.PostAsync($"/api/movements/{what}", content);

        var problem = await refused.JsonAsync();
        Assert.InRange((int)refused.StatusCode, 400, 422);
        Assert.Contains(field, problem.GetRawText(), StringComparison.OrdinalIgnoreCase);
        await using var db = api.Shop.Db();
        Assert.False(await db.StockMovements.AnyAsync(m => m.VariantId == lamp));
    }

    [Fact]
    public async Task A_key_that_may_only_look_changes_nothing_and_sees_no_costs()
    {
        var (lamp, store) = await GoodsAsync(5);
        using var looking = await api.Site.CallerAsync(Permissions.StockView);

        var rows = await (await looking.GetAsync($"/api/stock?filter[variantId]=is:{lamp}")).JsonAsync();

        Assert.Equal(JsonValueKind.Null, rows.GetProperty("items")[0].GetProperty("value").ValueKind);
        Assert.Equal(HttpStatusCode.Forbidden, (await looking.PostAsJsonAsync("/api/movements/receipts", new { variantId = lamp, locationId = store, quantity = 1 })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await looking.PostAsJsonAsync("/api/reservations", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await looking.GetAsync("/api/stock/value")).StatusCode);
    }

    private async Task<(long Lamp, long Store)> GoodsAsync(decimal quantity = 0)
    {
        var (lamp, store) = (await api.Shop.GivenVariantAsync(), await api.Shop.GivenLocationAsync());
        if (quantity > 0)
            await api.Shop.GivenStockAsync(lamp, store, quantity);
        return (lamp, store);
    }

    private Task<JsonElement> BookAsync(string what, object body) => PostAsync($"/api/movements/{what}", body);

    private async Task<JsonElement> PostAsync(string address, object body)
    {
        var answer = await api.Caller.PostAsJsonAsync(address, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }
}
