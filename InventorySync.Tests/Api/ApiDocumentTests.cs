using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace InventorySync.Tests.Api;

/// <summary>The document of the API says what the endpoints do: every one of them is called in every way the document names.</summary>
public sealed class ApiDocumentTests(ApiShop api) : IClassFixture<ApiShop>, IAsyncLifetime
{
    private JsonElement _document;
    private JsonSchema _schemas = null!;

    private IEnumerable<(string Method, string Path, JsonElement Operation)> Operations =>
        from path in _document.GetProperty("paths").EnumerateObject()
        where !path.Name.StartsWith("/api/probes", StringComparison.Ordinal)
        from operation in path.Value.EnumerateObject()
        select (operation.Name.ToUpperInvariant(), path.Name, operation.Value);

    public async Task InitializeAsync()
    {
        _document = await (await api.Caller.GetAsync("/api/openapi.json")).JsonAsync();
        _schemas = new JsonSchema(_document);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void It_is_OpenAPI_3_1_and_every_endpoint_tells_what_it_does_takes_answers_and_needs()
    {
        Assert.StartsWith("3.1", _document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(Operations);
        Assert.All(Operations, call =>
        {
            var (method, path, operation) = call;
            Assert.False(string.IsNullOrWhiteSpace(TextOf(operation, "summary")), $"{method} {path} has no summary");
            Assert.Contains("Needs", TextOf(operation, "description"), StringComparison.Ordinal);
            Assert.Single(operation.GetProperty("security").EnumerateArray());
            Assert.All(ParametersOf(operation), p => Assert.False(string.IsNullOrWhiteSpace(TextOf(p, "description")), $"{method} {path}: {p.GetProperty("name")} is not described"));
            Assert.Superset(new HashSet<string> { "401", "403", "429", "500" }, operation.GetProperty("responses").EnumerateObject().Select(r => r.Name).ToHashSet());
        });
        var ids = Operations.Select(o => TextOf(o.Operation, "operationId")).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var references = References(_document).Distinct().ToList();

        Assert.NotEmpty(references);
        Assert.All(references, r => Assert.Equal(JsonValueKind.Object, _schemas.Resolve(r).ValueKind));
    }

    [Fact]
    public void Every_event_that_other_systems_can_subscribe_to_stands_in_it()
    {
        var webhooks = _document.GetProperty("webhooks").EnumerateObject().Select(w => w.Name).ToList();

        Assert.Contains("location.created", webhooks);
        Assert.Equal(api.Shop.Get<Domain.Webhooks.PublicEvents>().All.Select(e => e.Name), webhooks);
    }

    [Fact]
    public async Task Every_endpoint_refuses_callers_without_a_key_and_without_its_scope()
    {
        using var nobody = api.Site.Caller(null);
        using var stranger = await api.Site.CallerAsync(Domain.Access.Permissions.BackupsManage);
        foreach (var (method, path, operation) in Operations)
        {
            await ExpectAsync(await SendAsync(nobody, method, await FilledAsync(path), operation), method, path, operation, 401);
            await ExpectAsync(await SendAsync(stranger, method, await FilledAsync(path), operation), method, path, operation, 403);
        }
    }

    [Fact]
    public async Task Every_endpoint_that_reads_answers_as_it_says()
    {
        foreach (var (method, path, operation) in Operations.Where(o => o.Method == "GET"))
        {
            await ExpectAsync(await SendAsync(api.Caller, method, await FilledAsync(path), operation), method, path, operation, 200);
            if (path.Contains('{', StringComparison.Ordinal))
                await ExpectAsync(await SendAsync(api.Caller, method, Unknown(path), operation), method, path, operation, 404);
            if (ParametersOf(operation).Any(p => TextOf(p, "name") == "pageSize"))
                await ExpectAsync(await SendAsync(api.Caller, method, path + "?pageSize=501&sort=nothing&filter[nothing]=is:1&other=1", operation), method, path, operation, 400);
        }
    }

    [Fact]
    public async Task Every_filter_and_sort_that_is_named_works_on_every_list()
    {
        foreach (var (method, path, operation) in Operations.Where(o => ParametersOf(o.Operation).Any(p => TextOf(p, "name") == "pageSize")))
        {
            foreach (var filter in ParametersOf(operation).Where(p => TextOf(p, "name").StartsWith("filter[", StringComparison.Ordinal)))
            {
                var example = TextOf(filter, "description").Split('`')[1];
                await ExpectAsync(await SendAsync(api.Caller, method, $"{path}?{TextOf(filter, "name")}={Uri.EscapeDataString(example)}", operation), method, path, operation, 200);
            }

            var sort = ParametersOf(operation).Single(p => TextOf(p, "name") == "sort");
            foreach (var field in TextOf(sort, "description").Split(": ")[1].TrimEnd('.').Split(", "))
                await ExpectAsync(await SendAsync(api.Caller, method, $"{path}?sort=-{field}", operation), method, path, operation, 200);
        }
    }

    [Fact]
    public async Task Every_endpoint_that_changes_answers_mistakes_as_it_says()
    {
        foreach (var (method, path, operation) in Operations.Where(o => o.Method != "GET"))
        {
            if (path.Contains('{', StringComparison.Ordinal) && !operation.TryGetProperty("requestBody", out _))
                await ExpectAsync(await SendAsync(api.Caller, method, Unknown(path), operation), method, path, operation, 404);
            // a file that is sent as it is has no mistakes of form
            if (!operation.TryGetProperty("requestBody", out var sent) || !sent.GetProperty("content").TryGetProperty("application/json", out _))
                continue;

            await ExpectAsync(await SendAsync(api.Caller, method, await FilledAsync(path), operation, "no json"), method, path, operation, 400);
            await ExpectAsync(await SendAsync(api.Caller, method, await FilledAsync(path), operation, "{}", "text/plain"), method, path, operation, 415);
            await ExpectAsync(await SendAsync(api.Caller, method, await FilledAsync(path), operation, $"\"{new string('x', 1_100_000)}\""), method, path, operation, 413);
            if (ParametersOf(operation).Any(p => TextOf(p, "name") == "If-Match"))
                await ExpectAsync(await SendAsync(api.Caller, method, await FilledAsync(path), operation, "{}", version: null), method, path, operation, 428);
        }
    }

    /// <summary>The status is the one expected, the document names it, and the body is of the form that the document promises.</summary>
    private async Task ExpectAsync(HttpResponseMessage answer, string method, string path, JsonElement operation, int status)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{method} {answer.RequestMessage!.RequestUri} answered {(int)answer.StatusCode} and not {status}: {body}");
        Assert.True(operation.GetProperty("responses").TryGetProperty(((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture), out var promised), $"{method} {path} does not name {status}");
        var content = promised.GetProperty("content").EnumerateObject().Single();
        Assert.Equal(content.Name, answer.Content.Headers.ContentType!.MediaType);
        Assert.Empty(_schemas.Breaks(content.Value.GetProperty("schema"), JsonSerializer.Deserialize<JsonElement>(body)));
        if (promised.TryGetProperty("headers", out var headers) && headers.TryGetProperty("ETag", out _))
            Assert.NotNull(answer.Headers.ETag);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient caller, string method, string path, JsonElement operation, string? body = null, string type = "application/json", string? version = "\"1\"")
    {
        using var call = new HttpRequestMessage(new HttpMethod(method), path);
        if (operation.TryGetProperty("requestBody", out _))
            call.Content = new StringContent(body ?? "{}", Encoding.UTF8, type);
        if (version is not null && ParametersOf(operation).Any(p => TextOf(p, "name") == "If-Match"))
            call.Headers.IfMatch.Add(new EntityTagHeaderValue(version));
        return await caller.SendAsync(call);
    }

    // things of the shop that the parameters of paths can stand for
    private async Task<string> FilledAsync(string path)
    {
        await using var db = api.Shop.Db();
        if (!await db.Bins.AnyAsync())
        {
            var locationId = await api.Shop.GivenLocationAsync("Documented");
            await api.Shop.GivenBinAsync(locationId, "A-01", await api.Shop.GivenRoomAsync(locationId, "Cellar"));
        }

        if (!await db.Brands.AnyAsync())
        {
            await api.Shop.Get<Domain.Catalog.Brands>().CreateAsync(new Domain.Catalog.BrandDetails { Name = "Documented" });
            await api.Shop.Get<Domain.Catalog.Categories>().CreateAsync(new Domain.Catalog.CategoryDetails { Name = "Documented" });
            await Catalog.CatalogGoods.GivenProductAsync(api.Shop, "Documented");
        }

        if (!await db.ImportRuns.AnyAsync())
        {
            using var file = new MemoryStream("SKU,Name,Price\nDOC-1,Documented,1\n"u8.ToArray());
            await api.Shop.Get<Domain.Importing.Imports>().TakeInAsync("documented.csv", file, "products");
        }

        var bin = await db.Bins.FirstAsync();
        return path.Replace("{locationId}", Id(bin.LocationId), StringComparison.Ordinal)
            .Replace("{productId}", Id(await db.Products.Select(p => p.Id).FirstAsync()), StringComparison.Ordinal)
            .Replace("{variantId}", Id(await db.Variants.Select(v => v.Id).FirstAsync()), StringComparison.Ordinal)
            .Replace("{categoryId}", Id(await db.Categories.Select(c => c.Id).FirstAsync()), StringComparison.Ordinal)
            .Replace("{brandId}", Id(await db.Brands.Select(b => b.Id).FirstAsync()), StringComparison.Ordinal)
            .Replace("{roomId}", Id(await db.Rooms.Select(r => r.Id).FirstAsync()), StringComparison.Ordinal)
            .Replace("{binId}", Id(bin.Id), StringComparison.Ordinal)
            .Replace("{variantId}", Id(await VariantAsync(db)), StringComparison.Ordinal)
            .Replace("{pictureId}", "1", StringComparison.Ordinal)
            .Replace("{runId}", Id(await db.ImportRuns.Select(r => r.Id).FirstAsync()), StringComparison.Ordinal)
            .Replace("{holdId}", "1", StringComparison.Ordinal)
            .Replace("{order}", await OrderAsync(db), StringComparison.Ordinal)
            .Replace("{shipmentId}", "1", StringComparison.Ordinal)
            .Replace("{returnId}", "1", StringComparison.Ordinal)
            .Replace("{supplierId}", Id(await PurchaseAsync(o => o.SupplierId)), StringComparison.Ordinal)
            .Replace("{orderId}", Id(await PurchaseAsync(o => o.Id)), StringComparison.Ordinal)
            .Replace("{offerId}", Id(await PurchaseAsync(o => o.Lines[0].OfferId!.Value)), StringComparison.Ordinal)
            .Replace("{receiptId}", "1", StringComparison.Ordinal)
            .Replace("{token}", bin.PublicId, StringComparison.Ordinal);
    }

    private async Task<string> OrderAsync(Domain.InventoryDb db)
    {
        if (!await db.Orders.AnyAsync())
            await api.Shop.Get<Domain.Sales.Orders>().CreateAsync(new Domain.Sales.OrderDraft { CustomerName = "Documented" });
        return await db.Orders.Select(o => o.PublicId).FirstAsync();
    }

    private async Task<long> PurchaseAsync(Func<Domain.Purchasing.PurchaseOrder, long> key)
    {
        await using var db = api.Shop.Db();
        if (!await db.PurchaseOrders.AnyAsync())
        {
            var (lamp, supplier, store) = await Purchasing.BuyingGoods.GivenBuyingAsync(api.Shop);
            await api.Shop.Get<Domain.Purchasing.PurchaseOrders>().CreateAsync(Purchasing.BuyingGoods.Draft(supplier, store, (lamp, 1)));
        }

        return key(await db.PurchaseOrders.Include(o => o.Lines).Where(o => o.Lines.Any(l => l.OfferId != null)).FirstAsync());
    }

    private async Task<long> VariantAsync(Domain.InventoryDb db) =>
        await db.Variants.Select(v => (long?)v.Id).FirstOrDefaultAsync() ?? await Stock.StockGoods.GivenVariantAsync(api.Shop);

    private static string Unknown(string path) => System.Text.RegularExpressions.Regex.Replace(path, @"\{\w+\}", "999999999");

    private static string Id(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<JsonElement> ParametersOf(JsonElement operation) => operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [];

    private static string TextOf(JsonElement element, string name) => element.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => p.Name == "$ref" ? [p.Value.GetString()!] : References(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
