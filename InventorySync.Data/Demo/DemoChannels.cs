using System.Globalization;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Stock;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Data.Demo;

/// <summary>Where the demo shop sells, and what the carts of the last minutes hold.</summary>
internal sealed class DemoChannels : IDemoShare
{
    private const int Carts = 8;

    private static readonly TimeSpan CartsWait = TimeSpan.FromDays(2);

    private static readonly ChannelDetails[] Channels =
    [
        new() { Name = "Online shop", Kind = ChannelKind.Website, WhenOut = WhenOut.OfferPreOrder },
        new() { Name = "Handmade market", Kind = ChannelKind.Marketplace, WhenOut = WhenOut.Hide },
        new() { Name = "Till in Berlin", Kind = ChannelKind.Till, WhenOut = WhenOut.ShowAsOut },
    ];

    public int Order => 50;

    public IEnumerable<DemoStep> Steps(DemoCalendar calendar)
    {
        yield return new DemoStep("channels: where the shop sells", calendar.DaysAgo(300), DemoPerson.Owner, OpenAsync);
        yield return new DemoStep("holds: this morning's carts", calendar.DaysAgo(0, 6), DemoPerson.Manager, HoldAsync);
    }

    private static async Task OpenAsync(IServiceProvider services, CancellationToken ct)
    {
        var channels = services.GetRequiredService<SalesChannels>();
        var there = (await channels.AllAsync(ct)).Select(c => c.Name).ToHashSet();
        foreach (var channel in Channels.Where(c => !there.Contains(c.Name)))
            await channels.CreateAsync(channel, ct);
    }

    private static async Task HoldAsync(IServiceProvider services, CancellationToken ct)
    {
        var reservations = services.GetRequiredService<Reservations>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var shop = (await services.GetRequiredService<SalesChannels>().AllAsync(ct)).First(c => c.Kind == ChannelKind.Website);
        await using var db = await services.GetRequiredService<IDbContextFactory<InventoryDb>>().CreateDbContextAsync(ct);
        var sold = await db.StockItems.Where(i => i.OnHand >= 4).OrderBy(i => i.VariantId).ThenBy(i => i.LocationId).Select(i => i.VariantId).Distinct().OrderBy(id => id).ToListAsync(ct);
        for (var i = 0; i < Carts && sold.Count > 0; i++)
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"C-{1040 + i}");
            var lines = new[] { i * 37, i * 61 + 5 }.Take(1 + i % 2).Select(n => sold[n % sold.Count]).Distinct().Select(v => new WantedLine(v, 1 + i % 3));
            await reservations.ReserveAsync(
                new ReserveCommand($"demo-hold-{i}", new ReservationHolder(ReservationOwner.Cart, 1040 + i, number) { ChannelId = shop.Id, ExpiresAt = now + CartsWait }, [.. lines]) { Extent = Extent.AsMuchAsThereIs },
                ct);
        }
    }
}
