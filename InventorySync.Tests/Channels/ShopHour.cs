using System.Collections.Concurrent;
using System.Net;
using InventorySync.Data.Outbox;
using InventorySync.Domain;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Stock;
using InventorySync.Integrations.Channels.Demo;
using InventorySync.Tests.Stock;
using InventorySync.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InventorySync.Tests.Channels;

/// <summary>A shop on two channels whose time stands still between two steps. Nothing runs by itself: what the running product does in the background is
/// done here when it is its turn. Whoever waits for a moment inside is given it.</summary>
internal sealed class ShopHour : OwnersHand, IAsyncDisposable
{
    private const int AtOnce = 3;

    // so long nobody waits but for somebody else's death
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);

    private readonly TestShop _shop = new();
    private readonly DirectoryInfo _folder = RunFolder.New("shop-hour");
    private readonly ConcurrentQueue<(string Token, Dictionary<string, string> Headers, byte[] Body)> _arriving = [];
    private readonly List<(string Token, Dictionary<string, string> Headers, byte[] Body)> _post = [];
    private ServiceProvider _node = null!;

    public ManualClock Clock { get; } = new();

    public DemoShopProcess There { get; private set; } = null!;

    public long Store { get; private set; }

    protected override IServiceProvider Services => _node;

    public static async Task<ShopHour> BeginAsync(int seed)
    {
        var hour = new ShopHour();
        await hour._shop.InitializeAsync();
        hour.There = await DemoShopProcess.StartAsync(hour._shop, hour._folder.FullName, services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(hour.Clock));
            services.Replace(ServiceDescriptor.Singleton(new Random(seed)));
            services.AddHttpClient(DemoConnector.Client).ConfigurePrimaryHttpMessageHandler(() => new Letterbox(hour._arriving));
        });
        hour._node = hour._shop.NewNode(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(hour.Clock));
            services.Replace(ServiceDescriptor.Singleton(new Random(seed)));
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Channels:Demo:Address"] = hour.There.Address.ToString() }).Build());
            services.RemoveAll<IChannelConnector>();
            services.AddSingleton<IChannelConnector>(p => new FewAtOnce(new DemoConnector(p.GetRequiredService<IHttpClientFactory>(), () => hour.There.Address, hour.Clock), AtOnce));
        });
        await hour._node.GetRequiredService<FollowerWork>().EnrolAsync();
        await hour.ChooseAsync(new AllocationSettings { Policy = AllocationPolicy.All, Buffer = 0 });
        await hour.MoodAsync(new DemoChannelSettings());
        hour.Store = await hour._shop.GivenLocationAsync();
        return hour;
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await There.DisposeAsync();
        await _shop.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    public InventoryDb Db() => _shop.Db();

    /// <summary>A variant with stock, which each of these shops sells too.</summary>
    public Task<(long VariantId, long[] Shown)> GivenGoodAsync(IEnumerable<string> shops, decimal onHand) => _shop.GivenSoldThereAsync(Store, onHand, shops);

    public Task<long> GivenConnectedAsync(string shop) => GivenConnectedAsync(shop, DemoInput(shop, There.Key, There.Address.ToString(), DriftPolicy.OursWins));

    public Task MoodAsync(DemoChannelSettings mood) => There.ChooseAsync(mood with { OrdersPerHour = 0 });

    public override Task<TAnswer> AskAsync<TService, TAnswer>(Func<TService, Task<TAnswer>> ask) =>
        base.AskAsync<TService, TAnswer>(service => GivenMomentsAsync(ask(service)));

    /// <summary>What was told arrives: all of it, or what the dice let through, in any order; the rest is late.</summary>
    public async Task BringPostAsync(Func<bool> arrives, Random random)
    {
        await Eventually.TrueAsync(() => There.News.OnTheWay == 0, "all news are in the letterbox");
        while (_arriving.TryDequeue(out var letter))
            _post.Add(letter);
        foreach (var letter in _post.OrderBy(_ => random.Next()).ToList())
        {
            if (!arrives())
                continue;
            _post.Remove(letter);
            Assert.True(await AskAsync<ChannelInbox, bool>(inbox => inbox.ReceiveAsync(letter.Token, letter.Headers, letter.Body)));
        }
    }

    public async Task FollowAsync()
    {
        var followers = _node.GetRequiredService<FollowerWork>();
        for (var any = true; any;)
        {
            await _node.GetRequiredService<Sequencer>().PlaceAllAsync(default);
            any = false;
            foreach (var name in followers.Followers.Keys.Order(StringComparer.Ordinal))
            {
                while (await followers.StepAsync(name))
                    any = true;
            }
        }
    }

    public async Task WorkOnNewsAsync()
    {
        foreach (var channelId in (await AskAsync<ChannelInbox, IReadOnlyList<long>>(inbox => inbox.DueAsync())).Order())
            await DoAsync<ChannelInbox>(inbox => inbox.WorkAsync(channelId));
    }

    public async Task PublishAsync()
    {
        foreach (var channelId in (await AskAsync<Publishing, IReadOnlyList<long>>(p => p.DueAsync())).Order())
            await DoAsync<Publishing>(p => p.PublishAsync(channelId));
    }

    public Task LookForOrdersAsync() => DoAsync<ReconcileOrders>(async job => await job.Execute(null!));

    public Task CompareAsync() => DoAsync<CompareChannels>(async job => await job.Execute(null!));

    private async Task<TAnswer> GivenMomentsAsync<TAnswer>(Task<TAnswer> work)
    {
        while (await Task.WhenAny(work, Task.Delay(1)) != work)
            Clock.AdvanceToNext(shorterThan: Moment);
        return await work;
    }

    private sealed class Letterbox(ConcurrentQueue<(string Token, Dictionary<string, string> Headers, byte[] Body)> arriving) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var headers = request.Headers.ToDictionary(h => h.Key, h => h.Value.First(), StringComparer.OrdinalIgnoreCase);
            arriving.Enqueue((request.RequestUri!.Segments[^1], headers, await request.Content!.ReadAsByteArrayAsync(cancellationToken)));
            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }
}
