using InventorySync.Domain.Jobs;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Outbox;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InventorySync.Data.Outbox;

public static class OutboxDataSetup
{
    public static IServiceCollection AddOutbox(this IServiceCollection services)
    {
        services.TryAddSingleton(Node.This);
        services.AddSingleton(p => p.GetService<IConfiguration>()?.GetSection(OutboxSettings.Section).Get<OutboxSettings>() ?? new OutboxSettings());
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<IInterceptor, OutboxInterceptor>();
        services.AddSingleton<Sequencer>();
        services.AddSingleton<FollowerWork>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<LiveReader>();
        services.AddScoped<OutboxRetention>();
        services.AddSingleton(p => new FollowerTitles(p.GetRequiredService<FollowerWork>().Followers));
        services.AddScoped<FollowerBoard>();
        services.AddList<SetAsideList>();
        services.AddScoped<SetAsideDesk>();
        services.AddBackgroundWork<TryAllAgain>();
        services.AddSingleton<OutboxDispatcher>();
        services.AddHostedService(p => p.GetRequiredService<OutboxDispatcher>());
        return services;
    }
}
