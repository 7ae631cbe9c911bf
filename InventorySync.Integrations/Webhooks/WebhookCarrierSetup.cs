using InventorySync.Domain.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Integrations.Webhooks;

public static class WebhookCarrierSetup
{
    public static IServiceCollection AddWebhookCarrier(this IServiceCollection services) => services.AddSingleton<IWebhookCarrier, HttpWebhookCarrier>();
}
