using InventorySync.Data;
using InventorySync.Domain;
using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Web;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InventorySync.Tests.Support;

/// <summary>The real services over a real database of its own, with a stopped clock. A test class takes one as its fixture.</summary>
public sealed class TestShop : IAsyncLifetime
{
    private ServiceProvider _services = null!;
    private AsyncServiceScope _owner;
    private readonly DirectoryInfo _folder = RunFolder.New("shop");
    private string _connectionString = "";
    private int _nodes;

    public StoppedClock Clock { get; } = new();

    public IServiceProvider Services => _services;

    public string ConnectionString => _connectionString;

    public async Task InitializeAsync()
    {
        _connectionString = await TestServer.NewDatabaseAsync();
        _services = NewNode();
        _owner = As(Owner());
    }

    public async Task DisposeAsync()
    {
        await _owner.DisposeAsync();
        await _services.DisposeAsync();
        await TestServer.DropAsync(_connectionString);
        _folder.Delete(recursive: true);
    }

    /// <summary>A service as the shop's owner uses it.</summary>
    public TService Get<TService>()
        where TService : notnull =>
        _owner.ServiceProvider.GetRequiredService<TService>();

    /// <summary>A scope in which somebody else acts.</summary>
    public AsyncServiceScope As(Actor actor)
    {
        var scope = _services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = actor;
        return scope;
    }

    /// <summary>A scope in which somebody with this built-in role acts.</summary>
    public AsyncServiceScope As(string role) => As(new Actor(ActorKind.Person, role) { Permissions = BuiltInRoles.All[role] });

    public InventoryDb Db() => _services.GetRequiredService<InventoryDatabase>().Open(Actor.System("Test"));

    private static Actor Owner() => new(ActorKind.Person, "Olivia Owner") { Permissions = BuiltInRoles.All[BuiltInRoles.Owner], Address = "127.0.0.1" };

    /// <summary>The services of one more process on the same database. It runs nothing by itself; its dispatcher and jobs are started by whoever wants them.</summary>
    public ServiceProvider NewNode(Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton(new DataFolder(_folder.FullName));
        services.AddSingleton(new Node($"node-{Interlocked.Increment(ref _nodes)}"));
        ShopHost.AddShop(services, ShopDatabase.At(TestServer.Provider, _connectionString));
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
        services.AddSingleton<IInterceptor>(SqlServerTranslation.Instance);
        more?.Invoke(services);
        return services.BuildServiceProvider(validateScopes: true);
    }
}
