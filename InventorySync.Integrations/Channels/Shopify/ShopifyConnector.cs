using InventorySync.Domain.Channels;
using InventorySync.Domain.Common;

namespace InventorySync.Integrations.Channels.Shopify;

/// <summary>Shops at Shopify, by its GraphQL Admin interface.</summary>
internal sealed class ShopifyConnector(IHttpClientFactory clients, ShopifySettings settings, TimeProvider clock) : IChannelConnector
{
    public const string Client = "shopify";

    public const string ShopField = "shop";
    public const string TokenField = "token";
    public const string SecretField = "secret";
    public const string LocationField = "location";

    public string Name => "shopify";

    public string Title => "Shopify";

    public ChannelKind Kind => ChannelKind.Website;

    public IReadOnlyList<Sentence> Steps { get; } =
    [
        "Sign in to Shopify as the owner of the shop. Choose “Settings”, “Apps and sales channels”, “Develop apps”, then “Build apps in Dev Dashboard”.",
        "Press “Create app” and name it “InventorySync”. Leave the app URL as it is.",
        new("Under “Scopes” enter: {0}. Then press “Release”.", string.Join(",", ShopifyScopes.Needed)),
        "Press “Install app” and choose your shop.",
        "Open “Settings” of the app. Copy “Client ID” and “Secret” into the fields below. Whoever has an older app with an access token (it begins with shpat_) enters the token instead of the client ID.",
    ];

    public IReadOnlyList<ConnectionField> Fields { get; } =
    [
        new(ShopField, "Shopify address") { Example = "your-shop.myshopify.com", Help = "It stands in Shopify under “Settings”, “Domains”, and ends with myshopify.com." },
        new(TokenField, "Client ID or access token") { Secret = true },
        new(SecretField, "Client secret") { Secret = true, Help = "With it we know that a message really comes from Shopify." },
        new(LocationField, "Location at Shopify") { Optional = true, Example = "Main street", Help = "The location whose quantities we keep, by its name. Empty: the main one." },
    ];

    public IChannel Open(ChannelAccess access)
    {
        var shop = ShopAt(access.Entered[ShopField]);
        var http = new ChannelHttp(clients.CreateClient(Client), access, Title, clock);
        var address = new Uri(settings.Address.Replace("{shop}", shop, StringComparison.Ordinal));
        var shopify = new ShopifyClient(http, address, new ShopifyKey(shop, access.Entered[TokenField], access.Entered[SecretField]), clock);
        return new ShopifyChannel(shopify, new ShopifyBulk(shopify, clock), access.Entered.GetValueOrDefault(LocationField) ?? "", settings.ReadAsFileFrom);
    }

    public ChannelNews? Hear(ChannelAccess access, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body) =>
        ShopifyWebhooks.Hear(access.Entered.GetValueOrDefault(SecretField) ?? "", headers, body);

    // people enter "my-shop", the address of the admin pages, or the right thing
    private static string ShopAt(string entered)
    {
        var text = entered.Trim().ToLowerInvariant();
        text = text.StartsWith("https://", StringComparison.Ordinal) ? text[8..] : text;
        text = text.StartsWith("admin.shopify.com/store/", StringComparison.Ordinal) ? text[24..] : text;
        var shop = text.Split('/')[0];
        shop = shop.EndsWith(".myshopify.com", StringComparison.Ordinal) ? shop[..^14] : shop;
        if (shop.Length == 0 || !shop.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            throw new ChannelException(ChannelFailure.Rejected, new Sentence("“{0}” is not a Shopify address. It ends with myshopify.com and stands in Shopify under “Settings”, “Domains”.", entered)).At(ShopField);
        return $"{shop}.myshopify.com";
    }
}

/// <summary>What the app must be allowed to do.</summary>
internal static class ShopifyScopes
{
    public static IReadOnlyList<string> Needed { get; } = ["read_products", "read_inventory", "write_inventory", "read_locations", "read_orders"];

    // to write includes to read
    public static IReadOnlyList<string> Missing(IReadOnlyCollection<string> granted) =>
        [.. Needed.Where(n => !granted.Contains(n) && !granted.Contains(n.Replace("read_", "write_", StringComparison.Ordinal)))];
}
