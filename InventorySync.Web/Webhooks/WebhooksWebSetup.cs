using InventorySync.Data.Webhooks;
using InventorySync.Domain.Webhooks;
using InventorySync.Integrations.Http;
using InventorySync.Integrations.Webhooks;

namespace InventorySync.Web.Webhooks;

public static class WebhooksWebSetup
{
    public static IServiceCollection AddOutgoingWebhooks(this IServiceCollection services)
    {
        services.AddOutboundHttp();
        services.AddWebhooks();
        services.AddWebhookQueue();
        services.AddWebhookCarrier();
        services.AddHostedService<WebhookSender>();
        return services;
    }
}
