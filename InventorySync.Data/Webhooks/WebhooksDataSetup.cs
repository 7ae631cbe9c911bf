using InventorySync.Domain.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Data.Webhooks;

public static class WebhooksDataSetup
{
    public static IServiceCollection AddWebhookQueue(this IServiceCollection services) => services.AddSingleton<IDeliveryQueue, DeliveryQueue>();
}
