using System.Net;
using System.Net.Http.Json;
using InventorySync.Domain.Planning;
using InventorySync.Tests.Api;

namespace InventorySync.Tests.Planning;

public sealed class PlanningApiTests(ApiShop api) : IClassFixture<ApiShop>
{
    [Fact]
    public async Task Forecasts_and_what_to_order_are_read_decided_and_drafted()
    {
        var (lamp, store) = await api.Shop.GivenLampsInPastAsync(116);
        await api.Shop.GivenSalesAsync(lamp, store, 8, _ => 2);
        await api.Shop.Get<PlanningNight>().RunAsync();

        var list = await (await api.Caller.GetAsync($"/api/planning?filter[variantId]=is:{lamp}")).JsonAsync();
        var row = list.GetProperty("items")[0];
        Assert.Equal(("critical", 4m), (row.GetProperty("urgency").GetString(), row.GetProperty("available").GetDecimal()));
        var plan = await (await api.Caller.GetAsync($"/api/planning/{lamp}")).JsonAsync();
        Assert.Equal(26, plan.GetProperty("forecast").GetProperty("weeks").GetArrayLength());
        Assert.True(plan.GetProperty("reorder").GetProperty("quantity").GetDecimal() > 0);
        Assert.True(plan.GetProperty("reorder").GetProperty("reasons").GetArrayLength() > 1);
        Assert.Equal(84, plan.GetProperty("outlook").GetArrayLength());

        Assert.Equal(HttpStatusCode.NoContent, (await api.Caller.PutAsJsonAsync($"/api/planning/{lamp}", new { reorderPoint = 70, orderUpTo = 90 })).StatusCode);
        var decided = (await (await api.Caller.GetAsync($"/api/planning/{lamp}")).JsonAsync()).GetProperty("reorder");
        Assert.Equal((70m, 86m), (decided.GetProperty("reorderPoint").GetDecimal(), decided.GetProperty("quantity").GetDecimal()));
        Assert.Equal(HttpStatusCode.BadRequest, (await api.Caller.PutAsJsonAsync($"/api/planning/{lamp}", new { reorderPoint = -1 })).StatusCode);

        Assert.Equal(HttpStatusCode.NoContent, (await api.Caller.PostAsync($"/api/planning/{lamp}/forecast", null)).StatusCode);
        var drafted = await (await api.Caller.PostAsJsonAsync("/api/planning/drafts", new { plans = new[] { row.GetProperty("id").GetInt64() } })).JsonAsync();
        Assert.Equal((0, 1), (drafted.GetProperty("orders").GetArrayLength(), drafted.GetProperty("leftOut").GetArrayLength()));
        Assert.Equal(HttpStatusCode.NotFound, (await api.Caller.GetAsync("/api/planning/987654321")).StatusCode);
    }

    [Fact]
    public async Task Seasons_and_accuracy_are_read()
    {
        Assert.Equal(HttpStatusCode.OK, (await api.Caller.GetAsync("/api/planning/seasons?sort=-soldInYear")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.Caller.GetAsync("/api/planning/accuracy?weeks=4")).StatusCode);
    }
}
