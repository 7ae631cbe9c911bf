using InventorySync.Data;
using InventorySync.Domain.Api;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Webhooks;
using InventorySync.Integrations.Channels.Shopify;
using InventorySync.Integrations.Http;
using Microsoft.Extensions.Configuration.Json;

namespace InventorySync.Web.Operation;

/// <summary>Every setting of the settings file, the environment and the command line. What stands in the file and is not among them is refused before anything starts.</summary>
public static class KnownSettings
{
    public static IReadOnlyDictionary<string, Type> Sections { get; } = new Dictionary<string, Type>(StringComparer.OrdinalIgnoreCase)
    {
        [DatabaseSettings.Section] = typeof(DatabaseSettings),
        [ProtectionSettings.Section] = typeof(ProtectionSettings),
        [ProxySettings.Section] = typeof(ProxySettings),
        [AccessSettings.Section] = typeof(AccessSettings),
        [RateLimitSettings.Section] = typeof(RateLimitSettings),
        [ApiSettings.Section] = typeof(ApiSettings),
        [WebhookSettings.Section] = typeof(WebhookSettings),
        [OutboundSettings.Section] = typeof(OutboundSettings),
        [ShopifySettings.Section] = typeof(ShopifySettings),
        [LogSettings.Section] = typeof(LogSettings),
        [TelemetrySettings.Section] = typeof(TelemetrySettings),
        [OutboxSettings.Section] = typeof(OutboxSettings),
        [JobsSettings.Section] = typeof(JobsSettings),
    };

    /// <summary>Of the outermost level.</summary>
    public static IReadOnlyDictionary<string, Type> Outermost { get; } = new Dictionary<string, Type>(StringComparer.OrdinalIgnoreCase)
    {
        ["Urls"] = typeof(string),
        ["AllowedHosts"] = typeof(string),
        [DataFolder.Setting] = typeof(string),
        ["Demo"] = typeof(bool),
    };

    // the framework's own
    private static readonly string[] Framework = ["Logging", "Kestrel", "$schema"];

    public static void RefuseMistakes(IConfigurationRoot settings)
    {
        foreach (var name in InFiles(settings).Where(n => !Sections.ContainsKey(n) && !Outermost.ContainsKey(n) && !Framework.Contains(n, StringComparer.OrdinalIgnoreCase)))
            throw new StartProblemException($"The settings file contains a name that InventorySync does not know: {name}.", $"Correct or remove it; {SettingsReader.Explained} lists them all.");
        foreach (var (name, type) in Outermost)
            _ = settings.GetValue(type, name);
        foreach (var (section, type) in Sections)
            SettingsReader.Read(settings, section, type);
    }

    // The environment holds much that is not for us, and secrets of development may be ahead of the version; only a settings file is ours alone.
    private static IEnumerable<string> InFiles(IConfigurationRoot settings) => settings.Providers
        .OfType<JsonConfigurationProvider>()
        .Where(file => file.Source.Path?.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase) == true)
        .SelectMany(file => file.GetChildKeys([], null))
        .Distinct(StringComparer.OrdinalIgnoreCase);
}
