using InventorySync.Data;
using InventorySync.Domain;
using InventorySync.Domain.Access;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Common;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;
using InventorySync.Integrations.Channels.Demo;
using InventorySync.Web;
using InventorySync.Web.DemoChannel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Benchmarks.Channels;

/// <summary>The real app as a process of its own, with a channel that is connected over HTTP to the demo channel and shows all its goods.</summary>
internal sealed class ChannelShop : IAsyncDisposable
{
    private const string Shop = "benchmark";

    private readonly StockShop _stock;
    private readonly AppProcess _app;
    private readonly ServiceProvider _services;

    private ChannelShop(StockShop stock, AppProcess app, ServiceProvider services) => (_stock, _app, _services) = (stock, app, services);

    public Uri Address => _app.Address;

    public IReadOnlyList<long> Variants => _stock.Variants;

    public long LocationId => _stock.LocationId;

    public long ChannelId { get; private set; }

    public static async Task<ChannelShop> StartAsync(BenchmarkOptions options, int goods, int callsPerSecond, CancellationToken ct)
    {
        var stock = await StockShop.StartAsync(options, goods, ct);
        var folder = Path.Combine(options.Data, "app");
        var app = AppProcess.Start(folder, "--Database:Provider", "PostgreSql", "--Database:ConnectionString", stock.ConnectionString);
        var shop = new ChannelShop(stock, app, Compose(stock.ConnectionString, folder, app.Address));
        try
        {
            await stock.StockAsync(1000, ct);
            await app.FirstPageAsync("/health/live", TimeSpan.FromMinutes(2), ct);
            await shop.ConnectAsync(callsPerSecond, ct);
            return shop;
        }
        catch
        {
            // nothing is left running by a benchmark that could not begin
            await shop.DisposeAsync();
            throw;
        }
    }

    public InventoryDb Db() => _stock.Db();

    public async Task<TAnswer> AskAsync<TService, TAnswer>(Func<TService, Task<TAnswer>> ask)
        where TService : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = new Actor(ActorKind.Person, "Benchmark") { Permissions = BuiltInRoles.All[BuiltInRoles.Owner] };
        return await ask(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task DoAsync<TService>(Func<TService, Task> act)
        where TService : notnull => AskAsync<TService, bool>(async service =>
        {
            await act(service);
            return true;
        });

    /// <summary>Changes what every listing may show, and comes back when all of them wait to be sent.</summary>
    public async Task KeepBackAsync(int buffer, CancellationToken ct)
    {
        await SaveAsync(new AllocationSettings { Policy = AllocationPolicy.All, Buffer = buffer });
        await using var db = Db();
        while (!await db.Listings.AnyAsync(l => l.ChannelId == ChannelId && l.WaitingSince != null, ct))
            await Task.Delay(20, ct);
    }

    /// <summary>Until nothing waits any more; how long that took.</summary>
    public async Task<TimeSpan> SettledAsync(TimeSpan patience, CancellationToken ct)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await using var db = Db();
        while (await db.Listings.AnyAsync(l => l.ChannelId == ChannelId && l.WaitingSince != null, ct))
        {
            if (clock.Elapsed > patience)
                throw new InvalidOperationException($"After {patience} something still waits.");
            await Task.Delay(50, ct);
        }

        return clock.Elapsed;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _app.StopAsync(CancellationToken.None);
        _app.Dispose();
        await _stock.DisposeAsync();
    }

    private static ServiceProvider Compose(string connectionString, string folder, Uri app)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton(new DataFolder(folder));
        ShopHost.AddShop(services, ShopDatabase.At(DatabaseProvider.PostgreSql, connectionString));
        // the demo channel stands in the app's process, not in this one
        services.AddSingleton<IChannelConnector>(p => new DemoConnector(p.GetRequiredService<IHttpClientFactory>(), () => app, TimeProvider.System));
        services.AddSingleton(p => new OpenChannels([p.GetServices<IChannelConnector>().Last()], p.GetRequiredService<ChannelSecrets>()));
        return services.BuildServiceProvider(validateScopes: true);
    }

    private async Task ConnectAsync(int callsPerSecond, CancellationToken ct)
    {
        await SaveAsync(new AllocationSettings { Policy = AllocationPolicy.All, Buffer = 0 });
        await SaveAsync(new DemoChannelSettings { OrdersPerHour = 0, CallsPerSecond = 1000 });
        await using (var db = Db())
        {
            db.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
            await db.Database.ExecuteSqlAsync($"INSERT INTO demo_shop_goods (id, shop, sku, name, price, quantity) SELECT nextval('keys'), {Shop}, sku, sku, 1, 0 FROM variants", ct);
        }

        ChannelId = await AskAsync<SalesChannels, long>(c => c.CreateAsync(new ChannelDetails { Name = "Benchmark" }, ct));
        var key = _services.GetRequiredService<DemoChannelGate>().Key;
        var input = new ConnectionInput { Connector = "demo", Entered = new() { ["shop"] = Shop, ["key"] = key }, OurAddress = Address.ToString() };
        await DoAsync<Connecting>(c => c.ConnectAsync(ChannelId, input, ct));
        await DoAsync<Listings>(l => l.ReadAsync(ChannelId, ct));
        await SettledAsync(TimeSpan.FromMinutes(10), ct);
        await SaveAsync(new DemoChannelSettings { OrdersPerHour = 0, CallsPerSecond = callsPerSecond });
    }

    private Task SaveAsync<TSettings>(TSettings wanted)
        where TSettings : class, new() => DoAsync<ShopSettings>(async s => await s.SaveAsync(wanted, (await s.ReadAsync<TSettings>()).Version));
}
