using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Outbox;

/// <summary>Where a follower that is new to this shop begins to read.</summary>
public enum FollowerStart
{
    /// <summary>With everything that is still kept.</summary>
    Kept,

    /// <summary>With what happens from now on.</summary>
    Now,
}

/// <summary>A follower of the product; what the dispatcher makes an instance of for every batch.</summary>
public sealed record FollowerType(Type Type, FollowerStart Start)
{
    public FollowerAttribute? Words => Type.GetCustomAttribute<FollowerAttribute>();
}

public static class OutboxSetup
{
    public static IServiceCollection AddFollower<TFollower>(this IServiceCollection services, FollowerStart start = FollowerStart.Kept)
        where TFollower : class, IFollower
    {
        services.AddScoped<TFollower>();
        services.AddSingleton(new FollowerType(typeof(TFollower), start));
        return services;
    }
}
