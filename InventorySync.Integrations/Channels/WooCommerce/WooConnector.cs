using InventorySync.Domain.Channels;
using InventorySync.Domain.Common;

namespace InventorySync.Integrations.Channels.WooCommerce;

/// <summary>Shops made with WordPress and WooCommerce, by its REST interface of version 3.</summary>
internal sealed class WooConnector(IHttpClientFactory clients, TimeProvider clock) : IChannelConnector
{
    public const string Client = "woocommerce";

    public string Name => "woocommerce";

    public string Title => "WooCommerce";

    public ChannelKind Kind => ChannelKind.Website;

    public IReadOnlyList<Sentence> Steps { get; } =
    [
        "Open your website's WordPress with “/wp-admin” behind its address and sign in.",
        "On the left choose “WooCommerce”, then “Settings”. At the top choose “Advanced”, below it “REST API”.",
        "Press “Add key”. As description write “InventorySync”, as permissions choose “Read/Write”, then press “Generate API key”.",
        "Copy both keys from that page into the fields below. WooCommerce shows them only once.",
    ];

    public IReadOnlyList<ConnectionField> Fields { get; } =
    [
        new("address", "Address of the shop") { Example = "https://www.example.com", Help = "As your customers see it in the browser." },
        new("key", "Consumer key") { Example = "ck_…", Help = "Begins with ck_." },
        new("secret", "Consumer secret") { Secret = true, Help = "Begins with cs_." },
    ];

    public IChannel Open(ChannelAccess access)
    {
        var http = new ChannelHttp(clients.CreateClient(Client), access, Title, clock);
        return new WooChannel(new WooClient(http, new WooKey(ShopAt(access.Entered["address"]), access.Entered["key"], access.Entered["secret"]), clock), access);
    }

    public ChannelNews? Hear(ChannelAccess access, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body) =>
        WooWebhooks.Hear(access.Entered.GetValueOrDefault(ChannelAccess.OwnSecret) ?? "", headers, body);

    // people copy the address of some page of their shop, or leave out the beginning
    private static Uri ShopAt(string entered)
    {
        var text = entered.Contains("://", StringComparison.Ordinal) ? entered : $"https://{entered}";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp) || Uri.CheckHostName(address.DnsSafeHost) == UriHostNameType.Unknown || entered.Any(char.IsWhiteSpace))
            throw new ChannelException(ChannelFailure.Rejected, new Sentence("“{0}” is not an address. Enter it as it stands in the browser, such as https://www.example.com.", entered)).At("address");

        var path = address.AbsolutePath;
        foreach (var page in new[] { "/wp-admin", "/wp-json", "/wp-login.php" })
            path = path.IndexOf(page, StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? path[..at] : path;
        return new UriBuilder(address.Scheme, address.Host, address.Port, path.TrimEnd('/') + "/").Uri;
    }
}
