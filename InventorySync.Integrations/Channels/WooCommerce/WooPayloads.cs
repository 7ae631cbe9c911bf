using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace InventorySync.Integrations.Channels.WooCommerce;

// what WooCommerce's REST interface (v3) says and hears

internal static class WooJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new WooNumber() },
    };

    /// <summary>Times named …_gmt are UTC and carry no zone.</summary>
    public static DateTimeOffset? Time(string? gmt) =>
        DateTimeOffset.TryParse(gmt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    /// <summary>In words for people: WordPress writes them as HTML.</summary>
    public static string Plain(string? html) => WebUtility.HtmlDecode(html ?? "").Trim();

    // money comes as text, as a number, or as an empty text
    private sealed class WooNumber : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Number => reader.GetDecimal(),
            JsonTokenType.String => reader.GetString() is { Length: > 0 } text ? decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw new JsonException() : 0,
            _ => throw new JsonException(),
        };

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
    }
}

internal sealed record WooProblem(string? Code, string? Message, WooProblemData? Data);

internal sealed record WooProblemData(int? Status);

internal sealed record WooProduct(long Id, string? Name, string? Sku, string? Type, string? Permalink, string? Price, string? GlobalUniqueId, JsonElement ManageStock, decimal? StockQuantity)
{
    public IReadOnlyList<long>? Variations { get; init; }

    /// <summary>Inside the answer to a batch, instead of the rest.</summary>
    public WooProblem? Error { get; init; }

    /// <summary>A variation may say "parent": then the stock is counted at the product.</summary>
    public bool CountsStock => ManageStock.ValueKind == JsonValueKind.True;

    public bool SharesStock => ManageStock.ValueKind == JsonValueKind.String;

    public decimal? PriceOrNull => decimal.TryParse(Price, NumberStyles.Float, CultureInfo.InvariantCulture, out var price) ? price : null;
}

internal sealed record WooQuantity(long Id, bool ManageStock, int StockQuantity);

internal sealed record WooBatch<T>(IReadOnlyList<T> Update);

internal sealed record WooOrder(long Id, string? Number, string Status, string? Currency, bool PricesIncludeTax)
{
    public string? DateCreatedGmt { get; init; }

    public string? DateModifiedGmt { get; init; }

    public string? DatePaidGmt { get; init; }

    public string? DateCompletedGmt { get; init; }

    public decimal ShippingTotal { get; init; }

    public decimal ShippingTax { get; init; }

    public decimal Total { get; init; }

    public string? CustomerNote { get; init; }

    public WooAddress? Billing { get; init; }

    public WooAddress? Shipping { get; init; }

    public IReadOnlyList<WooLine> LineItems { get; init; } = [];

    public IReadOnlyList<WooFee> FeeLines { get; init; } = [];

    public IReadOnlyList<WooTaxRate> TaxLines { get; init; } = [];

    public IReadOnlyList<WooRefundTotal> Refunds { get; init; } = [];
}

internal sealed record WooAddress(string? FirstName, string? LastName, string? Company, string? Address1, string? Address2, string? City, string? State, string? Postcode, string? Country, string? Email, string? Phone)
{
    // the naming policy would look for address1
    [JsonPropertyName("address_1")]
    public string? Address1 { get; init; } = Address1;

    [JsonPropertyName("address_2")]
    public string? Address2 { get; init; } = Address2;
}

/// <summary>Subtotal is before, total after discounts; both are without tax, whatever the shop's prices include.</summary>
internal sealed record WooLine(long Id, string? Name, long ProductId, long VariationId, decimal Quantity, string? Sku, decimal Subtotal, decimal SubtotalTax, decimal Total, decimal TotalTax)
{
    public IReadOnlyList<WooTax> Taxes { get; init; } = [];

    public IReadOnlyList<WooMeta> MetaData { get; init; } = [];
}

internal sealed record WooTax(long Id, decimal? Total);

internal sealed record WooTaxRate(long RateId, decimal? RatePercent);

internal sealed record WooFee(decimal Total, decimal TotalTax);

internal sealed record WooMeta(string? Key, JsonElement Value)
{
    public decimal? Number => decimal.TryParse(Value.ValueKind == JsonValueKind.String ? Value.GetString() : Value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>Its total is below zero.</summary>
internal sealed record WooRefundTotal(long Id, decimal Total);

internal sealed record WooRefund(long Id, string? DateCreatedGmt, decimal Amount)
{
    public IReadOnlyList<WooLine> LineItems { get; init; } = [];
}

internal sealed record WooWebhook(long Id, string? Status, string? Topic, string? DeliveryUrl);

internal sealed record WooWebhookWanted(string Name, string Topic, string DeliveryUrl, string Secret);

internal sealed record WooWebhookOn(string Status, string Secret);
