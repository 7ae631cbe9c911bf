using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using InventorySync.Domain.Access;
using InventorySync.Domain.Api;
using InventorySync.Domain.Stock;

namespace InventorySync.Tests.Stock;

/// <summary>The built app is killed ten times in the middle of selling. Tills that got no answer ask again with the same key, as tills do.</summary>
public sealed class KilledStockTests : IAsyncLifetime
{
    private const int Kills = 10;
    private const int Tills = 8;

    private readonly TestShop _shop = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("killed-stock-");
    private readonly List<long> _goods = [];
    private long _store;
    private string _secret = "";
    private volatile HttpClient? _app;
    private volatile bool _closing;
    private int _orders;
    private int _answered;
    private int _unanswered;

    public async Task InitializeAsync()
    {
        await _shop.InitializeAsync();
        // the app goes by the real clock, and so must the key
        _shop.Clock.Advance(TimeProvider.System.GetUtcNow() - _shop.Clock.GetUtcNow());
        _store = await _shop.GivenLocationAsync();
        for (var i = 0; i < 5; i++)
            _goods.Add(await _shop.GivenVariantAsync());
        foreach (var variant in _goods)
            await _shop.GivenStockAsync(variant, _store, 10_000);
        _secret = (await _shop.Get<ApiKeys>().CreateAsync(new NewApiKey { Name = "Till", Scopes = [Permissions.StockReserve, Permissions.StockAdjust] })).Secret;
    }

    public async Task DisposeAsync()
    {
        _app?.Dispose();
        await _shop.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task However_often_the_app_is_killed_while_it_sells_every_order_is_booked_once_and_the_proof_holds()
    {
        var tills = Enumerable.Range(0, Tills).Select(_ => Task.Run(SellAsync)).ToList();
        for (var kill = 0; kill < Kills; kill++)
        {
            using var node = await WebNode.StartAsync(_shop.ConnectionString, _folder.FullName, "Api:Burst=100000", "Api:RequestsPerSecond=10000");
            var before = Volatile.Read(ref _answered);
            _app = Client(node.Address);
            await Eventually.TrueAsync(() => SoldMoreThanAsync(before + 3, tills), "tills sell", seconds: 30);
            await Task.Delay(Random.Shared.Next(20, 400));
            await node.KillAsync();
        }

        using var last = await WebNode.StartAsync(_shop.ConnectionString, _folder.FullName, "Api:Burst=100000", "Api:RequestsPerSecond=10000");
        _app = Client(last.Address);
        _closing = true;
        await Task.WhenAll(tills).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.True(_unanswered > 0, "No till was ever left without an answer.");
        Assert.Empty((await _shop.Get<Proving>().ProveAsync()).Findings);
        await using var db = _shop.Db();
        var sold = -await db.StockMovements.Where(m => m.Kind == MovementKind.Sale).SumAsync(m => m.Quantity);
        Assert.Equal(_orders, sold);
        Assert.Equal(50_000 - _orders, await db.StockItems.SumAsync(i => i.OnHand));
        Assert.False(await db.Reservations.AnyAsync(r => r.State == ReservationState.Held));
    }

    private async Task<bool> SoldMoreThanAsync(int answers, List<Task> tills)
    {
        foreach (var broken in tills.Where(t => t.IsFaulted))
            await broken;
        return Volatile.Read(ref _answered) > answers;
    }

    // Each order reserves one unit and sells it; what was begun is brought to its end, whoever dies meanwhile.
    private async Task SellAsync()
    {
        while (!_closing)
        {
            var order = Interlocked.Increment(ref _orders);
            await UntilAnsweredAsync($"hold-{order}", "/api/reservations", new { owner = "order", ownerId = order, lines = new[] { new { variantId = _goods[order % 5], quantity = 1 } } });
            await UntilAnsweredAsync($"sell-{order}", "/api/reservations/use", new { owner = "order", ownerId = order });
        }
    }

    private async Task UntilAnsweredAsync(string key, string path, object body)
    {
        while (true)
        {
            try
            {
                if (_app is { } app)
                {
                    using var call = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body), Headers = { { "Idempotency-Key", key } } };
                    using var answer = await app.SendAsync(call);
                    if (answer.StatusCode == HttpStatusCode.OK)
                    {
                        Interlocked.Increment(ref _answered);
                        return;
                    }

                    Assert.True((int)answer.StatusCode is 409 or 429 or >= 500, $"{path} {key}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                }
            }
            catch (Exception gone) when (gone is HttpRequestException or OperationCanceledException)
            {
                Interlocked.Increment(ref _unanswered);
            }

            await Task.Delay(50);
        }
    }

    private HttpClient Client(Uri address) => new()
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(20),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", _secret) },
    };
}
