using System.Globalization;
using System.Runtime.CompilerServices;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Common;
using InventorySync.Domain.Sales;

namespace InventorySync.Integrations.Channels.WooCommerce;

/// <summary>A shop with WooCommerce. What is sold there is named by the product's key, a variation by product and variation: 26:27.</summary>
internal sealed class WooChannel(WooClient woo, ChannelAccess access) : IChannel
{
    private const string GoodsFields = "id,name,sku,type,permalink,price,global_unique_id,manage_stock,stock_quantity,variations";

    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    public int BatchSize => WooClient.MostAtOnce;

    public async Task<string> GreetAsync(CancellationToken ct)
    {
        await woo.PageAsync<WooProduct>("products", ct, ("per_page", "1"), ("_fields", "id"));
        await woo.TryWritingAsync(ct);
        var shop = new Uri(access.Entered["address"].Contains("://", StringComparison.Ordinal) ? access.Entered["address"] : $"https://{access.Entered["address"]}");
        return shop.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? shop.Host[4..] : shop.Host;
    }

    public async IAsyncEnumerable<RemoteGoods> GoodsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var product in AllAsync("products", ct))
        {
            if (product.Type is "grouped" or "external")
                continue;

            var hasVariations = product.Variations is { Count: > 0 } || product.Type is "variable" or "variable-subscription";
            if (!hasVariations || product.CountsStock)
                yield return GoodsOf(product, Key(product.Id, 0), product.Name);
            if (!hasVariations)
                continue;

            await foreach (var variation in AllAsync(FormattableString.Invariant($"products/{product.Id}/variations"), ct))
                yield return GoodsOf(variation, Key(product.Id, variation.Id), ChannelOrders.Joined(" – ", product.Name, variation.Name));
        }
    }

    public async Task<IReadOnlyList<PushAnswer>> PushAsync(IReadOnlyList<QuantityToPush> quantities, CancellationToken ct)
    {
        var answers = new PushAnswer[quantities.Count];
        var wanted = quantities.Select((q, at) => (At: at, Key: Keys(q.ExternalId), Quantity: (int)Math.Floor(q.Quantity))).ToList();
        foreach (var product in wanted.GroupBy(w => w.Key.VariationId == 0 ? 0 : w.Key.ProductId))
        {
            var path = product.Key == 0 ? "products/batch" : FormattableString.Invariant($"products/{product.Key}/variations/batch");
            foreach (var part in product.Chunk(WooClient.MostAtOnce))
            {
                var items = part.Select(w => new WooQuantity(w.Key.VariationId == 0 ? w.Key.ProductId : w.Key.VariationId, ManageStock: true, w.Quantity)).ToList();
                var told = await woo.UpdateAsync(path, items, ct);
                for (var i = 0; i < part.Length; i++)
                    answers[part[i].At] = told is null ? Gone : AnswerOf(items[i], told.ElementAtOrDefault(i));
            }
        }

        return answers;
    }

    /// <summary>By the time of the last change instead of by pages: an order that changes meanwhile moves to the end, and would push another one over the edge of a page.</summary>
    public async IAsyncEnumerable<IncomingOrder> OrdersAsync(DateTimeOffset changedSince, [EnumeratorCancellation] CancellationToken ct)
    {
        var told = new HashSet<(long, string?)>();
        var (after, page) = (changedSince.ToUniversalTime() - OneSecond, 1);
        while (true)
        {
            var (orders, _) = await woo.PageAsync<WooOrder>("orders", ct,
                ("modified_after", after.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)), ("dates_are_gmt", "true"),
                ("orderby", "modified"), ("order", "asc"), ("status", "any"), ("per_page", "100"), ("page", FormattableString.Invariant($"{page}")));
            foreach (var order in orders.Where(o => told.Add((o.Id, o.DateModifiedGmt))))
            {
                if (await DescribedAsync(order, ct) is { } incoming)
                    yield return incoming;
            }

            if (orders.Count < WooClient.MostAtOnce)
                yield break;
            var next = (WooJson.Time(orders[^1].DateModifiedGmt) ?? after) - OneSecond;
            (after, page) = next > after ? (next, 1) : (after, page + 1);
        }
    }

    public async Task<IncomingOrder?> OrderAsync(string externalId, CancellationToken ct) =>
        await woo.FindAsync<WooOrder>($"orders/{externalId}", ct) is { } order ? await DescribedAsync(order, ct) : null;

    public async Task<bool> SubscribeAsync(Uri address, CancellationToken ct) =>
        access.Entered.GetValueOrDefault(ChannelAccess.OwnSecret) is { Length: > 0 } secret && await WooWebhooks.SubscribeAsync(woo, secret, address, ct);

    /// <summary>WooCommerce has no limit of its own; a host that wants fewer calls answers so.</summary>
    public TimeSpan PauseBefore(int quantities) => TimeSpan.Zero;

    /// <summary>Page by page. What is deleted meanwhile moves the rest up: then it is read once more, so that nothing is taken for vanished.</summary>
    private async IAsyncEnumerable<WooProduct> AllAsync(string path, [EnumeratorCancellation] CancellationToken ct)
    {
        var seen = new HashSet<long>();
        for (var again = true; again;)
        {
            int? first = null;
            (again, var pages) = (false, 1);
            for (var page = 1; page <= pages; page++)
            {
                var (products, total) = await woo.PageAsync<WooProduct>(path, ct,
                    ("per_page", "100"), ("page", FormattableString.Invariant($"{page}")), ("orderby", "id"), ("order", "asc"), ("_fields", GoodsFields));
                first ??= total;
                again |= total < first;
                pages = total is { } all ? (all + WooClient.MostAtOnce - 1) / WooClient.MostAtOnce : products.Count == WooClient.MostAtOnce ? page + 1 : page;
                foreach (var product in products.Where(p => seen.Add(p.Id)))
                    yield return product;
            }
        }
    }

    private async Task<IncomingOrder?> DescribedAsync(WooOrder order, CancellationToken ct)
    {
        if (!WooOrders.Counts(order))
            return null;

        IReadOnlyList<WooRefund> refunds = order.Refunds.Count == 0 ? [] : (await woo.PageAsync<WooRefund>(FormattableString.Invariant($"orders/{order.Id}/refunds"), ct, ("per_page", "100"))).Items;
        return WooOrders.Incoming(order, refunds);
    }

    private static RemoteGoods GoodsOf(WooProduct product, string externalId, string? name) =>
        new(externalId, product.Sku ?? "", WooJson.Plain(name), product.CountsStock || product.SharesStock ? product.StockQuantity : null)
        {
            Barcode = product.GlobalUniqueId is { Length: > 0 } code ? code : null,
            Price = product.PriceOrNull,
            Address = product.Permalink,
        };

    // fields that WooCommerce does not know it leaves aside without a word: what counts is what it shows afterwards
    private static PushAnswer AnswerOf(WooQuantity wanted, WooProduct? told) => told switch
    {
        null => PushAnswer.Refused("The channel did not answer for it."),
        { Error.Code: "woocommerce_rest_product_invalid_id" or "woocommerce_rest_product_variation_invalid_id" or "woocommerce_rest_invalid_product_id" } => Gone,
        { Error: { } error } => PushAnswer.Refused(WooClient.Refusal(error)),
        { CountsStock: false } => PushAnswer.Refused("WooCommerce does not count the stock of it. Open it there and tick “Track stock quantity for this product”."),
        _ when told.StockQuantity != wanted.StockQuantity => PushAnswer.Refused(new Sentence("WooCommerce took {0}, but still shows {1}. Perhaps another plugin keeps the stock there.", wanted.StockQuantity, told.StockQuantity ?? 0)) with { Seen = told.StockQuantity },
        _ => PushAnswer.Done(told.StockQuantity),
    };

    private static PushAnswer Gone { get; } = new(PushOutcome.Gone) { Problem = "It is not sold there any more. Match it anew, or take it off the list." };

    internal static string Key(long productId, long variationId) => variationId == 0 ? FormattableString.Invariant($"{productId}") : FormattableString.Invariant($"{productId}:{variationId}");

    private static (long ProductId, long VariationId) Keys(string externalId)
    {
        var parts = externalId.Split(':');
        return (long.Parse(parts[0], CultureInfo.InvariantCulture), parts.Length > 1 ? long.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
    }
}
