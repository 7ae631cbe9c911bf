using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace InventorySync.Integrations.Channels.Shopify;

// what Shopify's GraphQL Admin interface says and hears

internal sealed record ShopifyAnswer(JsonElement? Data, IReadOnlyList<ShopifyError>? Errors, ShopifyExtensions? Extensions);

internal sealed record ShopifyError(string Message, ShopifyErrorDetails? Extensions);

internal sealed record ShopifyErrorDetails(string? Code);

internal sealed record ShopifyExtensions(ShopifyCost? Cost);

internal sealed record ShopifyCost(double? RequestedQueryCost, ShopifyThrottle? ThrottleStatus);

internal sealed record ShopifyThrottle(double MaximumAvailable, double CurrentlyAvailable, double RestoreRate);

internal sealed record ShopifyToken(string? AccessToken, int? ExpiresIn);

internal sealed record Nodes<T>(IReadOnlyList<T> Items, PageInfo? PageInfo)
{
    [JsonPropertyName("nodes")]
    public IReadOnlyList<T> Items { get; init; } = Items ?? [];

    public string? Next => PageInfo is { HasNextPage: true, EndCursor: { } cursor } ? cursor : null;
}

internal sealed record PageInfo(bool HasNextPage, string? EndCursor);

internal sealed record GreetAnswer(ShopNamed Shop, AppInstallation CurrentAppInstallation);

internal sealed record ShopNamed(string Name);

internal sealed record AppInstallation(IReadOnlyList<AccessScope> AccessScopes);

internal sealed record AccessScope(string Handle);

internal sealed record PrimaryLocationAnswer(ShopLocation? Location);

internal sealed record LocationsAnswer(Nodes<ShopLocation> Locations);

internal sealed record ShopLocation(string Id, string Name);

internal sealed record GoodsAnswer(Nodes<ShopVariant> ProductVariants);

internal sealed record GoodsCountAnswer(CountOf? ProductVariantsCount);

internal sealed record CountOf(int Count);

internal sealed record BulkBegun(BulkBegunPayload? BulkOperationRunQuery);

internal sealed record BulkBegunPayload(BulkOperation? BulkOperation, IReadOnlyList<UserError> UserErrors);

internal sealed record BulkAnswer(BulkOperation? BulkOperation);

internal sealed record BulkOperation(string Id, string Status, string? Url);

internal sealed record ShopVariant(string Id, string? Title, string? Sku, string? Barcode, decimal? Price, ShopProduct? Product, InventoryItem? InventoryItem);

internal sealed record ShopProduct(string? Title, string? OnlineStoreUrl);

internal sealed record InventoryItem(string Id, bool Tracked, InventoryLevel? InventoryLevel);

internal sealed record InventoryLevel(IReadOnlyList<Quantity> Quantities);

internal sealed record Quantity([property: JsonPropertyName("quantity")] int Amount);

internal sealed record LevelsAnswer(IReadOnlyList<InventoryItem?> Nodes);

internal sealed record SetQuantitiesInput(string Name, string Reason, string ReferenceDocumentUri, IReadOnlyList<SetQuantity> Quantities);

/// <summary>What it is changed from must be given: a number to compare with, or null to set it whatever stands there.</summary>
internal sealed record SetQuantity(string InventoryItemId, string LocationId, int Quantity, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? ChangeFromQuantity);

internal sealed record SetQuantitiesAnswer(SetQuantitiesPayload? InventorySetQuantities);

internal sealed record SetQuantitiesPayload(AdjustmentGroup? InventoryAdjustmentGroup, IReadOnlyList<UserError> UserErrors);

internal sealed record AdjustmentGroup(string Id);

internal sealed record UserError(IReadOnlyList<string>? Field, string Message, string? Code)
{
    /// <summary>Which of the quantities it is about: input, quantities, 3, …</summary>
    public int? Place => (Field ?? []).Select(f => int.TryParse(f, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : (int?)null).FirstOrDefault(p => p is not null);
}

internal sealed record ChangedOrdersAnswer(Nodes<ChangedOrder> Orders);

internal sealed record ChangedOrder(string LegacyResourceId);

internal sealed record OrderAnswer(ShopOrder? Order);

internal sealed record ShopOrder(string Id, string LegacyResourceId, string Name, DateTimeOffset ProcessedAt, DateTimeOffset UpdatedAt, DateTimeOffset? CancelledAt, string CurrencyCode, bool TaxesIncluded)
{
    public string? DisplayFulfillmentStatus { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? Note { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public MoneyBag? TotalReceivedSet { get; init; }

    public MoneyBag? TotalRefundedSet { get; init; }

    public MoneyBag? TotalTipReceivedSet { get; init; }

    public MoneyBag? OriginalTotalDutiesSet { get; init; }

    public MoneyBag? OriginalTotalAdditionalFeesSet { get; init; }

    public ShopAddress? BillingAddress { get; init; }

    public ShopAddress? ShippingAddress { get; init; }

    public Nodes<ShopShipping>? ShippingLines { get; init; }

    public Nodes<ShopLine> LineItems { get; init; } = new([], null);

    public IReadOnlyList<ShopFulfillment> Fulfillments { get; init; } = [];

    public IReadOnlyList<HasId> Refunds { get; init; } = [];
}

internal sealed record HasId(string Id);

internal sealed record MoneyBag(ShopMoney ShopMoney)
{
    public decimal Amount => ShopMoney.Amount;
}

internal sealed record ShopMoney(decimal Amount);

internal sealed record ShopAddress(string? Name, string? Company, string? Address1, string? Address2, string? Zip, string? City, string? Province, string? CountryCodeV2, string? Phone);

internal sealed record ShopTax(double? RatePercentage, MoneyBag PriceSet);

internal sealed record ShopShipping(bool IsRemoved, MoneyBag DiscountedPriceSet, IReadOnlyList<ShopTax> TaxLines);

/// <summary>Quantity is what was ordered; current what is left of it after everything that was removed or given back.</summary>
internal sealed record ShopLine(string Id, string? Name, string? Sku, int Quantity, int CurrentQuantity, int UnfulfilledQuantity, MoneyBag OriginalUnitPriceSet)
{
    public LineVariant? Variant { get; init; }

    public IReadOnlyList<DiscountShare> DiscountAllocations { get; init; } = [];

    public IReadOnlyList<ShopTax> TaxLines { get; init; } = [];
}

internal sealed record LineVariant(HasId? InventoryItem);

internal sealed record DiscountShare(MoneyBag AllocatedAmountSet);

internal sealed record ShopFulfillment(string Id, string Status, IReadOnlyList<Tracking>? TrackingInfo)
{
    public bool Counts => Status is not ("CANCELLED" or "ERROR" or "FAILURE");
}

internal sealed record Tracking(string? Company, string? Number, string? Url);

internal sealed record FulfillmentAnswer(FulfilledLines? Fulfillment);

internal sealed record FulfilledLines(Nodes<LineCount> FulfillmentLineItems);

internal sealed record LineCount(int? Quantity, HasId LineItem);

internal sealed record RefundAnswer(RefundedLines? Refund);

internal sealed record RefundedLines(Nodes<RefundedLine> RefundLineItems);

internal sealed record RefundedLine(int Quantity, string RestockType, bool Restocked, HasId LineItem);

internal sealed record WebhooksAnswer(Nodes<ShopWebhook> WebhookSubscriptions);

internal sealed record ShopWebhook(string Id, string Topic, string Uri);

internal sealed record SubscribeAnswer(SubscribePayload? WebhookSubscriptionCreate);

internal sealed record SubscribePayload(IReadOnlyList<UserError> UserErrors);

internal sealed record WebhookInput(string Uri, string Format, IReadOnlyList<string>? IncludeFields);
