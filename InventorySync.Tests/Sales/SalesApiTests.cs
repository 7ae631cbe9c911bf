using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using InventorySync.Tests.Api;
using InventorySync.Tests.Stock;

namespace InventorySync.Tests.Sales;

public sealed class SalesApiTests(ApiShop api) : IClassFixture<ApiShop>
{
    [Fact]
    public async Task An_order_goes_its_way_from_draft_to_refund()
    {
        var (lamp, store) = await api.Shop.GivenLampsAsync(5);
        var order = await PostAsync("", new { customerName = "Carla", lines = new[] { new { variantId = lamp, quantity = 2, unitPrice = 10 } } });
        var id = order.GetProperty("publicId").GetString();

        Assert.True((await PostAsync($"/{id}/confirm", new { })).GetProperty("confirmed").GetBoolean());
        var paid = await PostAsync($"/{id}/payments", new { method = "card", amount = 20 });
        Assert.Equal("paid", paid.GetProperty("payment").GetString());
        var sent = await PostAsync($"/{id}/shipments", new { parcel = new { carrier = "DHL", trackingNumber = "42" } });
        Assert.Equal(("shipped", "DHL"), (sent.GetProperty("state").GetString(), sent.GetProperty("shipments")[0].GetProperty("carrier").GetString()));
        Assert.Equal(3, (await api.Shop.StockOfAsync(lamp, store)).OnHand);

        var line = sent.GetProperty("lines")[0].GetProperty("id").GetInt64();
        var back = (await PostAsync($"/{id}/returns", new { reason = "Too small", lines = new[] { new { lineId = line, quantity = 1 } } })).GetProperty("returns")[0];
        await PostAsync($"/{id}/returns/{back.GetProperty("id")}/receive", new { locationId = store });
        var done = await PostAsync($"/{id}/returns/{back.GetProperty("id")}/inspect", new { lines = new[] { new { returnLineId = back.GetProperty("lines")[0].GetProperty("id").GetInt64(), restocked = 1, toRepair = 0, writtenOff = 0 } }, refund = new { method = "card", amount = 10 } });
        Assert.Equal(("partlyRefunded", 4m), (done.GetProperty("payment").GetString(), (await api.Shop.StockOfAsync(lamp, store)).OnHand));
    }

    [Fact]
    public async Task A_shortage_is_an_answer_and_holds_nothing()
    {
        var (lamp, store) = await api.Shop.GivenLampsAsync(1);
        var id = (await PostAsync("", new { lines = new[] { new { variantId = lamp, quantity = 3, unitPrice = 10 } } })).GetProperty("publicId").GetString();

        var answer = await PostAsync($"/{id}/confirm", new { });

        Assert.False(answer.GetProperty("confirmed").GetBoolean());
        Assert.Equal(2, answer.GetProperty("shortages")[0].GetProperty("missing").GetDecimal());
        Assert.Equal(0, (await api.Shop.StockOfAsync(lamp, store)).Reserved);
    }

    [Fact]
    public async Task A_counter_sale_sent_twice_with_its_key_is_one_sale()
    {
        var (lamp, store) = await api.Shop.GivenLampsAsync(5);

        async Task<HttpResponseMessage> SellAsync()
        {
            using var call = new HttpRequestMessage(HttpMethod.Post, "/api/orders/counter") { Content = JsonContent.Create(new { locationId = store, method = "cash", lines = new[] { new { variantId = lamp, quantity = 2 } } }), Headers = { { "Idempotency-Key", $"sale-{lamp}" } } };
            return await api.Caller.SendAsync(call);
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SellAsync()));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.StatusCode));
        Assert.Single((await Task.WhenAll(answers.Select(a => a.JsonAsync()))).Select(j => j.GetProperty("publicId").GetString()).Distinct());
        Assert.Equal(3, (await api.Shop.StockOfAsync(lamp, store)).OnHand);
    }

    [Fact]
    public async Task An_order_from_outside_is_taken_even_when_there_is_too_little()
    {
        var (lamp, _) = await api.Shop.GivenLampsAsync(1);
        var incoming = new { externalId = $"web-{lamp}", updatedAt = api.Shop.Clock.GetUtcNow(), placedAt = api.Shop.Clock.GetUtcNow(), lines = new[] { new { externalId = "1", variantId = lamp, name = "Lamp", quantity = 4, unitPrice = 10 } } };

        var taken = await PostAsync("/incoming", incoming);
        var again = await PostAsync("/incoming", incoming);

        Assert.Equal((true, false), (taken.GetProperty("changed").GetBoolean(), again.GetProperty("changed").GetBoolean()));
        Assert.Equal(3, taken.GetProperty("shortages")[0].GetProperty("missing").GetDecimal());
    }

    [Fact]
    public async Task A_price_comes_with_the_way_it_came_about()
    {
        var lamp = await api.Shop.GivenVariantAsync(v => v.Price = 12.50m);

        var prices = await (await api.Caller.PostAsJsonAsync("/api/prices/ask", new { lines = new[] { new { variantId = lamp, quantity = 1 } } })).JsonAsync();

        Assert.Equal((12.50m, "Catalogue"), (prices[0].GetProperty("amount").GetDecimal(), prices[0].GetProperty("steps")[0].GetProperty("step").GetString()));
    }

    [Fact]
    public async Task An_order_that_nobody_knows_is_not_found() =>
        Assert.Equal(HttpStatusCode.NotFound, (await api.Caller.GetAsync("/api/orders/nobodyKnowsThisOne")).StatusCode);

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        var answer = await api.Caller.PostAsJsonAsync($"/api/orders{path}", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }
}
