using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Common;
using InventorySync.Domain.Sales;

namespace InventorySync.Integrations.Channels.Shopify;

/// <summary>A shop at Shopify. What is sold there is named by the number of its inventory item; its quantity is what is available at one location.</summary>
internal sealed class ShopifyChannel(ShopifyClient shopify, ShopifyBulk bulk, string locationName, int readAsFileFrom) : IChannel
{
    private const string ItemPrefix = "gid://shopify/InventoryItem/";
    private const int AtOnce = 250;
    private const int LevelsAtOnce = 100;

    private static readonly TimeSpan Shortly = TimeSpan.FromSeconds(5);

    private ShopLocation? _location;

    public int BatchSize => AtOnce;

    public async Task<string> GreetAsync(CancellationToken ct)
    {
        var answer = await shopify.AskPatientlyAsync<GreetAnswer>(ShopifyQueries.Greet, new { }, ct);
        if (ShopifyScopes.Missing([.. answer.CurrentAppInstallation.AccessScopes.Select(s => s.Handle)]) is { Count: > 0 } missing)
            throw new ChannelException(ChannelFailure.Unauthorized, new Sentence("The app may not do enough at Shopify. Add these scopes to it, release it, and install it again: {0}", string.Join(", ", missing)));
        await LocationAsync(ct);
        return answer.Shop.Name;
    }

    public async IAsyncEnumerable<RemoteGoods> GoodsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var variant in VariantsAsync(await LocationAsync(ct), ct))
        {
            if (variant.InventoryItem is not { } item)
                continue;

            var name = variant.Title is null or "Default Title" ? variant.Product?.Title : ChannelOrders.Joined(" – ", variant.Product?.Title, variant.Title);
            yield return new RemoteGoods(NumberOf(item.Id), variant.Sku ?? "", name ?? "", AvailableOf(item))
            {
                Barcode = variant.Barcode is { Length: > 0 } code ? code : null,
                Price = variant.Price,
                Address = variant.Product?.OnlineStoreUrl,
            };
        }
    }

    /// <summary>Shopify sets all of a batch or nothing: what it will not have is taken out, and the rest is sent again.</summary>
    public async Task<IReadOnlyList<PushAnswer>> PushAsync(IReadOnlyList<QuantityToPush> quantities, CancellationToken ct)
    {
        var location = await LocationAsync(ct);
        var answers = new PushAnswer[quantities.Count];
        var open = Enumerable.Range(0, quantities.Count).ToList();
        while (open.Count > 0)
        {
            var payload = await SetAsync([.. open.Select(i => quantities[i])], location, ct);
            var refused = payload.UserErrors.Where(e => e.Place < open.Count).DistinctBy(e => e.Place).ToDictionary(e => open[e.Place!.Value]);
            if (payload.UserErrors.Count > 0 && refused.Count == 0)
                throw RefusedAll(payload.UserErrors[0]);

            foreach (var at in open)
                answers[at] = refused.TryGetValue(at, out var error) ? AnswerOf(error) : PushAnswer.Done(Math.Floor(quantities[at].Quantity));
            open = payload.InventoryAdjustmentGroup is not null || refused.Count == 0 ? [] : [.. open.Where(at => !refused.ContainsKey(at))];
        }

        await LookAtChangedAsync(quantities, answers, location, ct);
        return answers;
    }

    public async IAsyncEnumerable<IncomingOrder> OrdersAsync(DateTimeOffset changedSince, [EnumeratorCancellation] CancellationToken ct)
    {
        var filter = FormattableString.Invariant($"updated_at:>='{changedSince.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}'");
        await foreach (var changed in shopify.AllAsync<ChangedOrdersAnswer, ChangedOrder>(ShopifyQueries.ChangedOrders, after => new { Filter = filter, After = after }, a => a.Orders, ct))
        {
            if (await OrderAsync(changed.LegacyResourceId, ct) is { } order)
                yield return order;
        }
    }

    public Task<IncomingOrder?> OrderAsync(string externalId, CancellationToken ct) => ShopifyOrders.FindAsync(shopify, externalId, ct);

    public Task<bool> SubscribeAsync(Uri address, CancellationToken ct) => ShopifyWebhooks.SubscribeAsync(shopify, address, ct);

    public TimeSpan PauseBefore(int quantities) => shopify.PauseBefore();

    internal static string NumberOf(string gid) => gid[(gid.LastIndexOf('/') + 1)..];

    /// <summary>A large catalogue is read as one file, which costs next to nothing of what may be asked; where that is not to be had, page by page.</summary>
    private async IAsyncEnumerable<ShopVariant> VariantsAsync(ShopLocation location, [EnumeratorCancellation] CancellationToken ct)
    {
        var count = (await shopify.AskPatientlyAsync<GoodsCountAnswer>(ShopifyQueries.GoodsCount, new { }, ct)).ProductVariantsCount?.Count;
        var variants = count >= readAsFileFrom && await bulk.WriteAsync(ShopifyQueries.AllGoods(location.Id), ct) is { } file
            ? bulk.ReadAsync<ShopVariant>(file, ct)
            : shopify.AllAsync<GoodsAnswer, ShopVariant>(ShopifyQueries.Goods, after => new { Location = location.Id, After = after }, a => a.ProductVariants, ct);
        await foreach (var variant in variants)
            yield return variant;
    }

    private async Task<ShopLocation> LocationAsync(CancellationToken ct)
    {
        if (_location is { } known)
            return known;
        if (locationName.Length == 0)
            return _location = (await shopify.AskPatientlyAsync<PrimaryLocationAnswer>(ShopifyQueries.PrimaryLocation, new { }, ct)).Location ?? throw NoLocation("");

        var names = new List<string>();
        await foreach (var location in shopify.AllAsync<LocationsAnswer, ShopLocation>(ShopifyQueries.Locations, after => new { After = after }, a => a.Locations, ct))
        {
            if (string.Equals(location.Name.Trim(), locationName, StringComparison.OrdinalIgnoreCase) || NumberOf(location.Id) == locationName)
                return _location = location;
            names.Add(location.Name);
        }

        throw NoLocation(string.Join(", ", names));
    }

    private ChannelException NoLocation(string others) => new ChannelException(ChannelFailure.Unauthorized, new Sentence("Shopify knows no location “{0}”. It knows: {1}", locationName, others)).At(ShopifyConnector.LocationField);

    private async Task<SetQuantitiesPayload> SetAsync(IReadOnlyList<QuantityToPush> quantities, ShopLocation location, CancellationToken ct)
    {
        var key = KeyOf(quantities);
        var payload = await SetAsync(quantities, location, key, ct);
        // the attempt of that key has failed for good, so the same may be asked under another one
        return payload.UserErrors.Any(e => e.Code is "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED" or "IDEMPOTENCY_KEY_PARAMETER_MISMATCH")
            ? await SetAsync(quantities, location, $"{key[..40]}-{Text.RandomToken(8)}", ct)
            : payload;
    }

    private async Task<SetQuantitiesPayload> SetAsync(IReadOnlyList<QuantityToPush> quantities, ShopLocation location, string key, CancellationToken ct)
    {
        var input = new SetQuantitiesInput("available", "correction", $"inventorysync://quantities/{key}",
            [.. quantities.Select(q => new SetQuantity(ItemPrefix + q.ExternalId, location.Id, (int)Math.Floor(q.Quantity), (int?)q.Before))]);
        var answer = await shopify.AskAsync<SetQuantitiesAnswer>(ShopifyQueries.SetQuantities, new { Input = input, Key = key }, ct);
        return answer.InventorySetQuantities ?? throw new ChannelException(ChannelFailure.Unavailable, "The channel did not answer for it.");
    }

    /// <summary>The same for a repetition of exactly the same, and for nothing else: Shopify refuses a known key with other quantities.</summary>
    private static string KeyOf(IReadOnlyList<QuantityToPush> quantities) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', quantities.Select(q => FormattableString.Invariant($"{q.Key}|{q.ExternalId}|{q.Quantity}|{q.Before}"))))));

    private async Task LookAtChangedAsync(IReadOnlyList<QuantityToPush> quantities, PushAnswer[] answers, ShopLocation location, CancellationToken ct)
    {
        var changed = Enumerable.Range(0, answers.Length).Where(i => answers[i].Outcome == PushOutcome.ChangedThere).ToList();
        foreach (var part in changed.Chunk(LevelsAtOnce))
        {
            var ids = part.Select(i => ItemPrefix + quantities[i].ExternalId).ToArray();
            var items = (await shopify.AskPatientlyAsync<LevelsAnswer>(ShopifyQueries.Levels, new { Ids = ids, Location = location.Id }, ct)).Nodes;
            foreach (var at in part)
                answers[at] = answers[at] with { Seen = items.FirstOrDefault(n => n?.Id == ItemPrefix + quantities[at].ExternalId) is { } item ? AvailableOf(item) : null };
        }
    }

    private static PushAnswer AnswerOf(UserError error) => error.Code switch
    {
        "CHANGE_FROM_QUANTITY_STALE" => new PushAnswer(PushOutcome.ChangedThere),
        "INVALID_INVENTORY_ITEM" => new PushAnswer(PushOutcome.Gone) { Problem = "It is not sold there any more. Match it anew, or take it off the list." },
        "INVALID_QUANTITY_TOO_HIGH" => PushAnswer.Refused("Shopify does not show so many of one thing. Offer fewer there, or pause this listing here."),
        "NON_MUTABLE_INVENTORY_ITEM" => PushAnswer.Refused("Shopify works this quantity out from its parts. Pause this listing here."),
        _ => PushAnswer.Refused(new Sentence("{0} refused it: {1}", "Shopify", error.Message)),
    };

    private ChannelException RefusedAll(UserError error)
    {
        if (error.Code == "INVALID_LOCATION")
            _location = null;
        return error.Code switch
        {
            "INVALID_LOCATION" => new(ChannelFailure.Unauthorized, "The location at Shopify is not there any more. Connect again and choose another one."),
            "IDEMPOTENCY_CONCURRENT_REQUEST" => new(ChannelFailure.Unavailable, new Sentence("{0} took too long; it is tried again.", "Shopify"), Shortly),
            _ => new(ChannelFailure.Rejected, new Sentence("{0} refused it: {1}", "Shopify", error.Message)),
        };
    }

    private static decimal? AvailableOf(InventoryItem item) => item is { Tracked: true, InventoryLevel.Quantities: [var available, ..] } ? available.Amount : null;
}
