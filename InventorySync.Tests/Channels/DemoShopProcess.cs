using InventorySync.Data;
using InventorySync.Domain;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Settings;
using InventorySync.Web.DemoChannel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InventorySync.Tests.Channels;

/// <summary>The demo channel on a server of its own, which stays when the shop's app dies, with services of the shop that run nothing by themselves.</summary>
internal sealed class DemoShopProcess : OwnersHand, IAsyncDisposable
{
    private readonly WebApplication _site;
    private ServiceProvider _services = null!;
    private int _pushes;

    private DemoShopProcess(WebApplication site) => _site = site;

    public Uri Address => new(_site.Urls.First());

    /// <summary>Calls that came to set quantities.</summary>
    public int Pushes => Volatile.Read(ref _pushes);

    /// <summary>Happens in the shop's own life each time a call to set quantities is on its way, before it is carried out.</summary>
    public Func<Task>? Meanwhile { get; set; }

    public DemoChannelNews News => _services.GetRequiredService<DemoChannelNews>();

    protected override IServiceProvider Services => _services;

    public static async Task<DemoShopProcess> StartAsync(TestShop shop, string dataFolder, Action<IServiceCollection>? more = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        // only to tell the routes what is a service: each call is given the shop's own
        builder.Services.AddScoped<DemoChannelShop>().AddSingleton<DemoChannelGate>().AddSingleton(TimeProvider.System).AddScoped(_ => (IDbContextFactory<InventoryDb>)null!).AddScoped(_ => (ShopSettings)null!);
        var there = new DemoShopProcess(builder.Build());
        there._site.Use(there.ServeAsync);
        there._site.UseRouting();
        there._site.MapDemoChannel();
        await there._site.StartAsync();
        there._services = shop.NewNode(services =>
        {
            services.Replace(ServiceDescriptor.Singleton(TimeProvider.System));
            services.AddSingleton(new DataFolder(dataFolder));
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Channels:Demo:Address"] = there.Address.ToString() }).Build());
            more?.Invoke(services);
        });
        await there.News.StartAsync(CancellationToken.None);
        return there;
    }

    public string Key => _services.GetRequiredService<DemoChannelGate>().Key;

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await News.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    private async Task ServeAsync(Microsoft.AspNetCore.Http.HttpContext context, Microsoft.AspNetCore.Http.RequestDelegate next)
    {
        await using var scope = _services.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        if (context.Request.Path.Value!.EndsWith("/quantities", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _pushes);
            if (Meanwhile is { } happens)
                await happens();
        }

        await next(context);
    }
}
