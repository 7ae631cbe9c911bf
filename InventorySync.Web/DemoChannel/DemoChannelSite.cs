using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using InventorySync.Data;
using InventorySync.Domain;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Settings;
using InventorySync.Integrations.Channels.Demo;
using Microsoft.EntityFrameworkCore;

namespace InventorySync.Web.DemoChannel;

/// <summary>A small shop on the internet, to try channels out without an account anywhere. It knows nothing of the stock: it has its own table, its own
/// interface, and the moods of its settings.</summary>
public static class DemoChannelSite
{
    public const string Base = "/demo-channel/{shop}/api";

    private const int MostAtOnce = 250;
    private const int GoodsOnPage = 200;
    private const int OrdersOnPage = 100;

    private static readonly string[] Changing = [nameof(DemoGood.Quantity), nameof(DemoGood.ChangedAt)];

    public static void MapDemoChannel(this IEndpointRouteBuilder app)
    {
        var site = app.MapGroup(Base).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription().AddEndpointFilter<DemoChannelMoods>();
        site.MapGet("/shop", (string shop) => new DemoShopAnswer($"Demo shop “{shop}”"));
        site.MapGet("/goods", GoodsAsync);
        site.MapPut("/quantities", SetAsync);
        site.MapGet("/orders", OrdersAsync);
        site.MapGet("/orders/{orderId:long}", async (string shop, DemoChannelShop till, long orderId, CancellationToken ct) =>
            await till.FindAsync(shop, orderId, ct) is { } order ? Results.Ok(AnswerOf(order)) : Results.NotFound());
        site.MapPut("/hook", async (string shop, DemoChannelShop till, DemoHookWanted wanted, CancellationToken ct) => await till.HookAsync(shop, wanted.Address, wanted.Secret, ct));
    }

    private static async Task<DemoOrdersPage> OrdersAsync(string shop, IDbContextFactory<InventoryDb> dbs, DateTimeOffset? since, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var orders = await db.DemoOrders.AsNoTracking().Where(o => o.Shop == shop && (since == null || o.ChangedAt >= since)).OrderBy(o => o.ChangedAt).ThenBy(o => o.Id).Take(OrdersOnPage).ToListAsync(ct);
        return new DemoOrdersPage([.. orders.Select(AnswerOf)], orders.Count == OrdersOnPage ? orders[^1].ChangedAt : null);
    }

    private static DemoOrderAnswer AnswerOf(DemoOrder order) => new(
        order.Id, order.Customer, order.Email, order.PlacedAt, order.ChangedAt, order.CancelledAt,
        [.. order.Lines.Select((l, i) => new DemoOrderLineAnswer(i, l.GoodId, l.Sku, l.Name, l.Quantity, l.Price, l.Returned))]);

    private static async Task<DemoGoodsPage> GoodsAsync(string shop, IDbContextFactory<InventoryDb> dbs, long? after, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var goods = await db.DemoGoods.AsNoTracking().Where(g => g.Shop == shop && g.Id > (after ?? 0)).OrderBy(g => g.Id).Take(GoodsOnPage)
            .Select(g => new DemoGoodAnswer(g.Id, g.Sku, g.Name, g.Barcode, g.Price, g.Quantity)).ToListAsync(ct);
        return new DemoGoodsPage(goods, goods.Count == GoodsOnPage ? goods[^1].Id : null);
    }

    private static async Task<IResult> SetAsync(string shop, IDbContextFactory<InventoryDb> dbs, DemoQuantities wanted, ShopSettings settings, TimeProvider clock, CancellationToken ct)
    {
        if (wanted.Items.Count > MostAtOnce)
            return Results.Text("too_many_items", statusCode: StatusCodes.Status413PayloadTooLarge);

        var most = (await settings.GetAsync<DemoChannelSettings>()).MostOfOne;
        var now = clock.GetUtcNow();
        var ids = wanted.Items.Select(i => i.Id).Distinct().ToArray();
        var answers = await dbs.ChangeAsync(async db =>
        {
            await db.HoldAsync<DemoGood>(ids, ct);
            var goods = await db.DemoGoods.Where(g => g.Shop == shop && ids.Contains(g.Id)).ToDictionaryAsync(g => g.Id, ct);
            var set = wanted.Items.Select(i => SetOne(goods.GetValueOrDefault(i.Id), i, most, now)).ToList();
            await db.RewriteAsync(goods.Values, Changing, ct);
            db.ChangeTracker.Clear();
            return set;
        }, ct);
        return Results.Ok(new DemoQuantitiesAnswer(answers));
    }

    private static DemoQuantityAnswer SetOne(DemoGood? good, DemoQuantity item, int most, DateTimeOffset now)
    {
        if (item.Quantity < 0)
            return new DemoQuantityAnswer(item.Id, "refused", null, "quantity_below_zero");
        if (item.Quantity > most)
            return new DemoQuantityAnswer(item.Id, "refused", null, FormattableString.Invariant($"more_than:{most}"));
        if (good is null)
            return new DemoQuantityAnswer(item.Id, "gone", null, null);
        if (item.Before is { } before && before != good.Quantity)
            return new DemoQuantityAnswer(item.Id, "stale", good.Quantity, null);

        (good.Quantity, good.ChangedAt) = (item.Quantity, now);
        return new DemoQuantityAnswer(item.Id, "ok", item.Quantity, null);
    }
}

/// <summary>Asks for the key, keeps the limit, and misbehaves as much as the settings say.</summary>
internal sealed class DemoChannelMoods(DemoChannelGate gate, Random luck) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var settings = await http.RequestServices.GetRequiredService<ShopSettings>().GetAsync<DemoChannelSettings>();
        if (!gate.Knows(http.Request.Headers["X-Demo-Key"].ToString()))
            return Results.Text("unknown_key", statusCode: StatusCodes.Status401Unauthorized);
        if (settings.Door != DemoDoor.Open)
            return Results.Text(settings.Door == DemoDoor.RanOut ? "key_ran_out" : "key_taken_back", statusCode: StatusCodes.Status401Unauthorized);

        var left = gate.Left(settings.CallsPerSecond);
        http.Response.Headers["X-Limit-Left"] = Math.Max(0, left).ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["X-Limit-Per-Second"] = settings.CallsPerSecond.ToString(CultureInfo.InvariantCulture);
        if (left < 0 || Happens(settings.TooManyPercent))
        {
            http.Response.Headers.RetryAfter = "1";
            return Results.Text("too_many_calls", statusCode: StatusCodes.Status429TooManyRequests);
        }

        if (settings.LatencyMs > 0)
            await Task.Delay(settings.LatencyMs, http.RequestAborted);
        if (Happens(settings.BrokenPercent))
            return Results.Text("broken", statusCode: StatusCodes.Status503ServiceUnavailable);

        var answer = await next(context);
        if (Happens(settings.LostAnswerPercent))
            http.Abort();
        return answer;
    }

    private bool Happens(int percent) => percent > 0 && luck.Next(100) < percent;
}

/// <summary>The key of this demo channel, and how many calls this second still permits.</summary>
public sealed class DemoChannelGate(DataFolder folder, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Lazy<string> _key = new(() => KeyIn(folder));
    private double _tokens;
    private DateTimeOffset? _at;

    public string Key => _key.Value;

    public bool Knows(string key) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(Key));

    /// <summary>Below zero when there is none left.</summary>
    public int Left(int perSecond)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            _tokens = _at is { } at ? Math.Min(perSecond, _tokens + (now - at).TotalSeconds * perSecond) : perSecond;
            _at = now;
            if (_tokens < 1)
                return -1;
            _tokens--;
            return (int)_tokens;
        }
    }

    // of this shop alone, and the same after a restart
    private static string KeyIn(DataFolder folder)
    {
        var path = Path.Combine(folder.Keys, "demo-channel.key");
        if (!File.Exists(path))
            File.WriteAllText(path, Domain.Common.Text.RandomToken());
        return File.ReadAllText(path).Trim();
    }
}
