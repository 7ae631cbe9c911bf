using InventorySync.Domain;
using InventorySync.Domain.Access;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Settings;
using Microsoft.EntityFrameworkCore;

namespace InventorySync.Web.DemoChannel;

/// <summary>Customers of the demo channel, who buy by themselves as often as the settings say; now and then one sends something back or cancels,
/// and somebody there changes a quantity by hand. Only where the demo channel is connected.</summary>
internal sealed class DemoShoppers(IServiceScopeFactory scopes, TimeProvider clock, ILogger<DemoShoppers> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly string[] Names = ["Ada Brook", "Ben Carver", "Cleo Dahl", "Dina Ember", "Emil Frost", "Fay Green", "Gus Hale", "Ida Jansen", "Kofi Mensah", "Lena Ortiz", "Milo Park", "Nia Quist"];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("Demo channel");
                await ShopAsync(scope.ServiceProvider, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogDebug(failure, "A customer of the demo channel gave up.");
            }
        }
    }

    private static async Task ShopAsync(IServiceProvider services, CancellationToken ct)
    {
        var mood = await services.GetRequiredService<ShopSettings>().GetAsync<DemoChannelSettings>();
        if (Random.Shared.NextDouble() >= mood.OrdersPerHour * Look.TotalHours)
            return;

        var shop = services.GetRequiredService<DemoChannelShop>();
        await using var db = await services.GetRequiredService<IDbContextFactory<InventoryDb>>().CreateDbContextAsync(ct);
        var shops = await db.DemoHooks.Select(h => h.Shop).Distinct().ToListAsync(ct);
        if (shops.Count == 0)
            return;

        var name = shops[Random.Shared.Next(shops.Count)];
        var shown = await db.DemoGoods.CountAsync(g => g.Shop == name && g.Quantity > 0, ct);

        var wanted = new List<(long, int)>();
        for (var i = 0; i < Random.Shared.Next(1, 4) && shown > 0; i++)
        {
            var good = await db.DemoGoods.Where(g => g.Shop == name && g.Quantity > 0).OrderBy(g => g.Id).Skip(Random.Shared.Next(shown)).Select(g => new { g.Id, g.Quantity }).FirstOrDefaultAsync(ct);
            if (good is not null)
                wanted.Add((good.Id, Random.Shared.Next(1, Math.Min(3, good.Quantity) + 1)));
        }

        if (wanted.Count == 0 || await shop.BuyAsync(name, Names[Random.Shared.Next(Names.Length)], wanted, ct) is not { } orderId)
            return;

        if (Random.Shared.Next(100) < 5)
            await shop.CancelAsync(orderId, ct);
        if (Random.Shared.Next(100) < mood.MeddlingPercent)
            await db.DemoGoods.Where(g => g.Id == wanted[0].Item1).ExecuteUpdateAsync(set => set.SetProperty(g => g.Quantity, g => g.Quantity + 1), ct);
    }
}
