using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace InventorySync.Tests.Channels;

/// <summary>A shop that speaks as Shopify does: every question, its variables and every answer is held against Shopify's own schema.</summary>
public sealed class ShopifyShop : IAsyncDisposable
{
    public const string Token = "shpat_test";
    public const string Location = "gid://shopify/Location/1";

    private readonly Dictionary<string, string> _keys = [];
    private ShopifyContract _contract = null!;
    private ReceivingServer _server = null!;
    private double _left = 2000;

    public ConcurrentQueue<string> Faults { get; } = [];

    /// <summary>By the number of the inventory item.</summary>
    public SortedDictionary<long, (string Sku, string Title, int? Available)> Goods { get; } = [];

    public List<JsonObject> Orders { get; } = [];

    /// <summary>What was sent and what was given back, by the key of the fulfillment or the refund.</summary>
    public Dictionary<string, JsonArray> Lines { get; } = [];

    public List<(string Topic, string Uri)> Webhooks { get; } = [];

    public List<string> Scopes { get; } = ["read_products", "write_inventory", "read_locations", "read_orders"];

    public List<(long Id, string Name)> Locations { get; } = [(1, "Main street"), (2, "Warehouse")];

    public ConcurrentQueue<JsonNode> Pushes { get; } = [];

    public int PageSize { get; set; } = 100;

    /// <summary>Shopify writes one file at a time.</summary>
    public bool BulkIsBusy { get; set; }

    /// <summary>Once: the user error, and the place it is about.</summary>
    public Queue<(string Code, int? Place)> UserErrors { get; } = [];

    public Func<HttpContext, string, Task<bool>>? Instead { get; set; }

    /// <summary>Errors that stand beside the answer.</summary>
    public JsonArray? Errors { get; set; }

    public Uri Address => _server.Address;

    public ConcurrentQueue<ReceivedCall> Calls => _server.Calls;

    public static async Task<ShopifyShop> StartAsync(ShopifyContract contract)
    {
        var shop = new ShopifyShop { _contract = contract, _server = await ReceivingServer.StartAsync() };
        shop._server.Answer = shop.AnswerAsync;
        return shop;
    }

    public Dictionary<string, string?> Settings => new() { ["Channels:Shopify:Address"] = Address.ToString(), ["Channels:Shopify:ReadAsFileFrom"] = "50" };

    public void Leave(double points) => _left = points;

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var body = _server.Calls.Last().Body;
        var asked = http.Request.Path.Value!.EndsWith("graphql.json", StringComparison.Ordinal) ? JsonNode.Parse(body)! : null;
        var operation = asked is null ? "" : Regex.Match((string)asked["query"]!, @"(query|mutation) (\w+)").Groups[2].Value;
        if (Instead is { } instead && await instead(http, operation))
            return;
        if (http.Request.Path == "/admin/oauth/access_token")
            await WriteAsync(http, 200, new JsonObject { ["access_token"] = Token, ["scope"] = "read_products", ["expires_in"] = 86399 });
        else if (http.Request.Path == "/bulk/1.jsonl" && !http.Request.Headers.ContainsKey("X-Shopify-Access-Token"))
            await http.Response.WriteAsync(string.Join('\n', Goods.Select(g => VariantOf(g).ToJsonString())) + "\n");
        else if (http.Request.Path != "/admin/api/2026-10/graphql.json")
            await WriteAsync(http, 404, new JsonObject { ["errors"] = "Not Found" });
        else if (http.Request.Headers["X-Shopify-Access-Token"] != Token)
            await WriteAsync(http, 401, new JsonObject { ["errors"] = "[API] Invalid API key or access token (unrecognized login or wrong password)" });
        else
            await AnswerAsync(http, asked!, operation);
    }

    private async Task AnswerAsync(HttpContext http, JsonNode asked, string operation)
    {
        var variables = asked["variables"];
        var (faults, answer) = await _contract.JudgeAsync((string)asked["query"]!, variables, DataOf(operation, variables!));
        foreach (var fault in faults)
            Faults.Enqueue($"{operation}: {fault}");
        await WriteAsync(http, 200, Errors is { } errors
            ? new JsonObject { ["data"] = answer, ["errors"] = errors.DeepClone(), ["extensions"] = Cost() }
            : new JsonObject { ["data"] = answer, ["extensions"] = Cost() });
    }

    public JsonObject Cost(double wanted = 10) => new()
    {
        ["cost"] = new JsonObject
        {
            ["requestedQueryCost"] = wanted,
            ["actualQueryCost"] = wanted,
            ["throttleStatus"] = new JsonObject { ["maximumAvailable"] = 2000.0, ["currentlyAvailable"] = _left, ["restoreRate"] = 100.0 },
        },
    };

    private JsonObject DataOf(string operation, JsonNode variables) => operation switch
    {
        "Greet" => new() { ["shop"] = new JsonObject { ["name"] = "Lamps of Berlin" }, ["currentAppInstallation"] = new JsonObject { ["accessScopes"] = new JsonArray([.. Scopes.Select(s => new JsonObject { ["handle"] = s })]) } },
        "PrimaryLocation" => new() { ["location"] = LocationOf(Locations[0]) },
        "Locations" => new() { ["locations"] = Page(Locations.Select(LocationOf), variables) },
        "Goods" => new() { ["productVariants"] = Page(Goods.Select(VariantOf), variables) },
        "GoodsCount" => new() { ["productVariantsCount"] = new JsonObject { ["count"] = Goods.Count } },
        "BeginBulk" => new() { ["bulkOperationRunQuery"] = BulkIsBusy ? new JsonObject { ["bulkOperation"] = null, ["userErrors"] = new JsonArray(ErrorOf("OPERATION_IN_PROGRESS", null)) } : new JsonObject { ["bulkOperation"] = Bulk("CREATED"), ["userErrors"] = new JsonArray() } },
        "Bulk" => new() { ["bulkOperation"] = Bulk("COMPLETED") },
        "Levels" => new() { ["nodes"] = new JsonArray([.. variables["ids"]!.AsArray().Select(id => Goods.ContainsKey(Number(id!)) ? ItemOf(Number(id!)) : null)]) },
        "SetQuantities" => new() { ["inventorySetQuantities"] = Set(variables) },
        "ChangedOrders" => new() { ["orders"] = Page(Orders.Where(o => string.CompareOrdinal($"updated_at:>='{o["updatedAt"]}'", (string)variables["filter"]!) >= 0).OrderBy(o => (string)o["updatedAt"]!), variables) },
        "Order" => new() { ["order"] = Orders.Find(o => (string)o["id"]! == (string)variables["id"]!) is { } order ? OrderOf(order, variables) : null },
        "Fulfillment" => new() { ["fulfillment"] = new JsonObject { ["fulfillmentLineItems"] = Page(Lines[(string)variables["id"]!].Select(l => l!.AsObject()), variables) } },
        "Refund" => new() { ["refund"] = new JsonObject { ["refundLineItems"] = Page(Lines[(string)variables["id"]!].Select(l => l!.AsObject()), variables) } },
        "Webhooks" => new() { ["webhookSubscriptions"] = Page(Webhooks.Where(w => w.Uri == (string)variables["uri"]!).Select((w, i) => new JsonObject { ["id"] = $"gid://shopify/WebhookSubscription/{i}", ["topic"] = w.Topic, ["uri"] = w.Uri }), variables) },
        "Subscribe" => new() { ["webhookSubscriptionCreate"] = Subscribed(variables) },
        _ => throw new InvalidOperationException(operation),
    };

    /// <summary>All or nothing, as Shopify does it.</summary>
    private JsonObject Set(JsonNode variables)
    {
        Pushes.Enqueue(variables.DeepClone());
        var quantities = variables["input"]!["quantities"]!.AsArray();
        if (_keys.TryGetValue((string)variables["key"]!, out var before) && before != quantities.ToJsonString())
            return Refused("IDEMPOTENCY_KEY_PARAMETER_MISMATCH", null);
        _keys[(string)variables["key"]!] = quantities.ToJsonString();
        if (UserErrors.TryDequeue(out var error))
            return Refused(error.Code, error.Place);

        var errors = new JsonArray();
        for (var i = 0; i < quantities.Count; i++)
        {
            var (item, from) = (Number(quantities[i]!["inventoryItemId"]!), (int?)quantities[i]!["changeFromQuantity"]);
            if (!Goods.TryGetValue(item, out var goods))
                errors.Add(ErrorOf("INVALID_INVENTORY_ITEM", i));
            else if (from is not null && from != goods.Available)
                errors.Add(ErrorOf("CHANGE_FROM_QUANTITY_STALE", i));
            else if ((int)quantities[i]!["quantity"]! < 0)
                errors.Add(ErrorOf("INVALID_QUANTITY_NEGATIVE", i));
        }

        if (errors.Count > 0)
            return new JsonObject { ["inventoryAdjustmentGroup"] = null, ["userErrors"] = errors };
        foreach (var quantity in quantities)
            Goods[Number(quantity!["inventoryItemId"]!)] = Goods[Number(quantity["inventoryItemId"]!)] with { Available = (int)quantity["quantity"]! };
        return new JsonObject { ["inventoryAdjustmentGroup"] = new JsonObject { ["id"] = "gid://shopify/InventoryAdjustmentGroup/1" }, ["userErrors"] = new JsonArray() };
    }

    private JsonObject Bulk(string status) => new() { ["id"] = "gid://shopify/BulkOperation/1", ["status"] = status, ["url"] = status == "COMPLETED" ? $"{Address}bulk/1.jsonl" : null };

    private static JsonObject Refused(string code, int? place) => new() { ["inventoryAdjustmentGroup"] = null, ["userErrors"] = new JsonArray(ErrorOf(code, place)) };

    private static JsonObject ErrorOf(string code, int? place) => new()
    {
        ["code"] = code,
        ["message"] = $"It is {code}.",
        ["field"] = place is null ? new JsonArray("input") : new JsonArray("input", "quantities", place.Value.ToString(CultureInfo.InvariantCulture)),
    };

    private JsonObject Subscribed(JsonNode variables)
    {
        Webhooks.Add(((string)variables["topic"]!, (string)variables["webhook"]!["uri"]!));
        return new JsonObject { ["userErrors"] = new JsonArray() };
    }

    private JsonObject OrderOf(JsonObject order, JsonNode variables)
    {
        var told = order.DeepClone().AsObject();
        told["lineItems"] = Page(order["lineItems"]!.AsArray().Select(l => l!.AsObject()), variables);
        return told;
    }

    private JsonObject VariantOf(KeyValuePair<long, (string Sku, string Title, int? Available)> goods) => new()
    {
        ["id"] = $"gid://shopify/ProductVariant/{goods.Key + 5000}",
        ["title"] = goods.Value.Title,
        ["sku"] = goods.Value.Sku,
        ["barcode"] = goods.Key == 1 ? "4006381333931" : null,
        ["price"] = "19.90",
        ["product"] = new JsonObject { ["title"] = "Lamp", ["onlineStoreUrl"] = "https://lamps.example/lamp" },
        ["inventoryItem"] = ItemOf(goods.Key),
    };

    private JsonObject ItemOf(long item) => new()
    {
        ["__typename"] = "InventoryItem",
        ["id"] = $"gid://shopify/InventoryItem/{item}",
        ["tracked"] = Goods[item].Available is not null,
        ["inventoryLevel"] = Goods[item].Available is { } available ? new JsonObject { ["quantities"] = new JsonArray(new JsonObject { ["quantity"] = available }) } : null,
    };

    private static JsonObject LocationOf((long Id, string Name) location) => new() { ["id"] = $"gid://shopify/Location/{location.Id}", ["name"] = location.Name };

    private JsonObject Page(IEnumerable<JsonObject> all, JsonNode variables)
    {
        var from = int.TryParse((string?)variables["after"], out var after) ? after : 0;
        var there = all.ToList();
        var more = from + PageSize < there.Count;
        return new JsonObject
        {
            ["nodes"] = new JsonArray([.. there.Skip(from).Take(PageSize).Select(n => n.DeepClone())]),
            ["pageInfo"] = new JsonObject { ["hasNextPage"] = more, ["endCursor"] = there.Count == 0 ? null : $"{Math.Min(there.Count, from + PageSize)}" },
        };
    }

    private static long Number(JsonNode gid) => long.Parse(((string)gid!).Split('/')[^1], CultureInfo.InvariantCulture);

    private static async Task WriteAsync(HttpContext http, int status, JsonObject body)
    {
        (http.Response.StatusCode, http.Response.ContentType) = (status, "application/json; charset=utf-8");
        await http.Response.WriteAsync(body.ToJsonString());
    }
}
