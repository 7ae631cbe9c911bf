namespace InventorySync.Integrations.Channels.Shopify;

/// <summary>Section "Channels:Shopify" of the settings.</summary>
public sealed record ShopifySettings
{
    public const string Section = "Channels:Shopify";

    /// <summary>Where Shopify's interface is; {shop} stands for the shop's own domain. Another address makes a proxy or a test server stand in.</summary>
    public string Address { get; init; } = "https://{shop}/";

    /// <summary>From so many variants on the catalogue is read as one file.</summary>
    public int ReadAsFileFrom { get; init; } = 2000;
}
