using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using InventorySync.Tests.Api;
using InventorySync.Tests.Stock;

namespace InventorySync.Tests.Purchasing;

public sealed class PurchasingApiTests(ApiShop api) : IClassFixture<ApiShop>
{
    [Fact]
    public async Task A_program_makes_a_supplier_orders_and_receives()
    {
        var (lamp, store) = (await api.Shop.GivenVariantAsync(), await api.Shop.GivenLocationAsync());
        var supplier = await PostAsync("/api/suppliers", new { name = "Api Mills", code = "apim", currency = "USD", leadTimeDays = 5 });
        var supplierId = supplier.GetProperty("id").GetInt64();
        Assert.Equal("APIM", supplier.GetProperty("details").GetProperty("code").GetString());
        await PostAsync($"/api/suppliers/{supplierId}/offers", new { variantId = lamp, cost = 3.5, supplierSku = "A-1" });

        var order = await PostAsync("/api/purchase-orders", new { supplierId, locationId = store, lines = new[] { new { variantId = lamp, quantity = 10 } } });
        var id = order.GetProperty("id").GetInt64();
        Assert.Equal(("draft", "api", 35m), (order.GetProperty("state").GetString(), order.GetProperty("source").GetString(), order.GetProperty("total").GetDecimal()));
        Assert.True((await PostAsync($"/api/purchase-orders/{id}/submit", new { })).GetProperty("done").GetBoolean());
        Assert.Equal("sent", (await PostAsync($"/api/purchase-orders/{id}/mark-sent", new { })).GetProperty("state").GetString());
        var line = order.GetProperty("lines")[0].GetProperty("id").GetInt64();

        var over = await PostAsync($"/api/purchase-orders/{id}/receipts", new { lines = new[] { new { lineId = line, accepted = 11 } } });
        Assert.False(over.GetProperty("received").GetBoolean());
        Assert.True((await PostAsync($"/api/purchase-orders/{id}/receipts", new { lines = new[] { new { lineId = line, accepted = 6 } } })).GetProperty("received").GetBoolean());

        Assert.Equal(6, (await api.Shop.StockOfAsync(lamp, store)).OnHand);
        var costed = await PostAsync($"/api/purchase-orders/{id}/receipts/{(await ReadAsync($"/api/purchase-orders/{id}")).GetProperty("receipts")[0].GetProperty("id").GetInt64()}/costs", new { kind = "duty", amount = 3 });
        Assert.Equal((3m, 24m), (costed.GetProperty("receipts")[0].GetProperty("costs")[0].GetProperty("amount").GetDecimal(), (await api.Shop.StockOfAsync(lamp, store)).Value));
        var coming = await (await api.Caller.GetAsync($"/api/incoming/{lamp}")).JsonAsync();
        Assert.Equal(4, coming[0].GetProperty("quantity").GetDecimal());
    }

    [Fact]
    public async Task A_receipt_sent_twice_with_its_key_is_received_once()
    {
        var (lamp, supplier, store) = await api.Shop.GivenBuyingAsync();
        var order = await api.Shop.GivenSentAsync(supplier, store, (lamp, 10));

        async Task<HttpResponseMessage> SendAsync()
        {
            using var call = new HttpRequestMessage(HttpMethod.Post, $"/api/purchase-orders/{order.Id}/receipts") { Content = JsonContent.Create(new { lines = new[] { new { lineId = order.Lines[0].Id, accepted = 4 } } }) };
            call.Headers.Add("Idempotency-Key", $"receipt-of-{order.Id}");
            return await api.Caller.SendAsync(call);
        }

        Assert.Equal(HttpStatusCode.OK, (await SendAsync()).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync()).StatusCode);

        Assert.Equal(4, (await api.Shop.StockOfAsync(lamp, store)).OnHand);
    }

    [Fact]
    public async Task What_is_wrong_with_an_offer_is_told_at_its_field()
    {
        var (_, supplier, _) = await api.Shop.GivenBuyingAsync();

        var answer = await api.Caller.PostAsJsonAsync($"/api/suppliers/{supplier}/offers", new { variantId = 1, cost = -1, minQuantity = 0 });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Enter a cost of zero or more.", problem, StringComparison.Ordinal);
        Assert.Contains("Enter a least quantity above zero, or leave it empty.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_that_nobody_knows_is_not_found() =>
        Assert.Equal(HttpStatusCode.NotFound, (await api.Caller.GetAsync("/api/purchase-orders/4711471147")).StatusCode);

    private async Task<JsonElement> ReadAsync(string path) => await (await api.Caller.GetAsync(path)).JsonAsync();

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        var answer = await api.Caller.PostAsJsonAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }
}
