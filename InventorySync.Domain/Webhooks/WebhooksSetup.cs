using InventorySync.Domain.Lists;
using InventorySync.Domain.Outbox;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Webhooks;

public static class WebhooksSetup
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddSingleton(p => p.GetService<IConfiguration>()?.GetSection(WebhookSettings.Section).Get<WebhookSettings>() ?? new WebhookSettings());
        services.AddSingleton<PublicEvents>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<DeliverySignal>();
        services.AddScoped<WebhookSubscriptions>();
        services.AddScoped<Deliveries>();
        services.AddScoped<WebhookSending>();
        services.AddList<SubscriptionList>();
        services.AddList<DeliveryList>();
        services.AddFollower<WebhookFollower>(FollowerStart.Now);
        return services;
    }

    /// <summary>Lets other systems subscribe to an event. The data is what they get; null where an occurrence is none of their business.
    /// Its shape is a promise: what changes it in a way that breaks readers gets the next version.</summary>
    public static IServiceCollection AddPublicEvent<TEvent>(
        this IServiceCollection services, string name, string title, string permission, TEvent example, Func<TEvent, object?>? data = null, int version = 1)
        where TEvent : class
    {
        data ??= what => what;
        return services.AddSingleton(new PublicEvent(name, version, title, permission, typeof(TEvent).Name, data(example)!, message => data(message.Read<TEvent>())));
    }
}

/// <summary>Tells other systems of what happened.</summary>
[Follower("Webhooks", "Tells other systems what happened in the shop.")]
public sealed class WebhookFollower(Deliveries deliveries) : IFollower
{
    public string Name => "webhooks";

    public Task HandleAsync(IReadOnlyList<OutboxMessage> batch, CancellationToken ct) => deliveries.EnqueueAsync(batch, ct);
}
