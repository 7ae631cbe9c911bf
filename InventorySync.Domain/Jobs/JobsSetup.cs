using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Jobs;

public static class JobsSetup
{
    public static IServiceCollection AddBackgroundWork<TWork>(this IServiceCollection services)
        where TWork : class, IBackgroundWork =>
        services.AddScoped<IBackgroundWork, TWork>();
}
