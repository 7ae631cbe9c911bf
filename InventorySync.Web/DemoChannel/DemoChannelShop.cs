using System.Text.Json;
using InventorySync.Domain;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Settings;
using InventorySync.Integrations.Channels.Demo;
using Microsoft.EntityFrameworkCore;

namespace InventorySync.Web.DemoChannel;

/// <summary>What happens in the demo channel's own shop: people buy, change their minds, and send things back. It sells what its own table shows.</summary>
public sealed class DemoChannelShop(IDbContextFactory<InventoryDb> dbs, DemoChannelNews news, ShopSettings settings, Random luck, TimeProvider clock)
{
    public async Task<DemoOrder?> FindAsync(string shop, long orderId, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.DemoOrders.AsNoTracking().SingleOrDefaultAsync(o => o.Shop == shop && o.Id == orderId, ct);
    }

    /// <summary>A shop that sells nothing yet takes what the catalogue holds into its own shelves, without any quantity.</summary>
    public Task FillAsync(string shop, int most, CancellationToken ct = default) => dbs.ChangeAsync(async db =>
    {
        if (await db.DemoGoods.AnyAsync(g => g.Shop == shop, ct))
            return;

        var variants = await db.Variants.AsNoTracking().Where(v => v.Product.Status == ProductStatus.Active && v.Product.ArchivedAt == null).OrderBy(v => v.Id).Take(most)
            .Select(v => new { v.Sku, v.Product.Name, Code = v.Barcodes.Select(b => b.Code).FirstOrDefault(), v.Price }).ToListAsync(ct);
        db.DemoGoods.AddRange(variants.Select(v => new DemoGood(shop, v.Sku, v.Name, v.Code, v.Price, 0)));
    }, ct);

    /// <summary>Null when the shop shows too few.</summary>
    public async Task<long?> BuyAsync(string shop, string customer, IReadOnlyList<(long GoodId, int Quantity)> wanted, CancellationToken ct = default)
    {
        var lines = wanted.GroupBy(w => w.GoodId).OrderBy(g => g.Key).Select(g => (GoodId: g.Key, Quantity: g.Sum(w => w.Quantity))).ToList();
        long orderId;
        try
        {
            orderId = await SellAsync(shop, customer, lines, ct);
        }
        catch (SoldOutException)
        {
            return null;
        }

        await TellAsync(shop, orderId, ct);
        return orderId;
    }

    private Task<long> SellAsync(string shop, string customer, IReadOnlyList<(long GoodId, int Quantity)> lines, CancellationToken ct) => dbs.ChangeAsync(async db =>
    {
        var order = new DemoOrder { Shop = shop, Customer = customer, Email = $"{customer.Replace(' ', '.').ToLowerInvariant()}@example.com", PlacedAt = clock.GetUtcNow(), ChangedAt = clock.GetUtcNow() };
        foreach (var (goodId, quantity) in lines)
        {
            var sold = await db.DemoGoods.Where(g => g.Shop == shop && g.Id == goodId && g.Quantity >= quantity).ExecuteUpdateAsync(set => set.SetProperty(g => g.Quantity, g => g.Quantity - quantity), ct);
            if (sold == 0)
                throw new SoldOutException();
            var good = await db.DemoGoods.AsNoTracking().SingleAsync(g => g.Id == goodId, ct);
            order.Lines.Add(new DemoOrderLine { GoodId = goodId, Sku = good.Sku, Name = good.Name, Quantity = quantity, Price = good.Price });
        }

        await db.DemoOrders.AddAsync(order, ct);
        return order.Id;
    }, ct);

    public Task CancelAsync(long orderId, CancellationToken ct = default) => ChangeAsync(orderId, (order, now) =>
    {
        if (order.CancelledAt is not null)
            return [];
        order.CancelledAt = now;
        return [.. order.Lines.Select(l => (l.GoodId, l.Quantity - l.Returned))];
    }, ct);

    public Task ReturnAsync(long orderId, CancellationToken ct = default) => ChangeAsync(orderId, (order, _) =>
    {
        if (order.CancelledAt is not null || order.Lines.Find(l => l.Returned < l.Quantity) is not { } line)
            return [];
        line.Returned++;
        return [(line.GoodId, 1)];
    }, ct);

    public async Task HookAsync(string shop, string address, string secret, CancellationToken ct = default) => await dbs.ChangeAsync(async db =>
    {
        if (await db.DemoHooks.SingleOrDefaultAsync(h => h.Shop == shop && h.Address == address, ct) is { } hook)
            hook.Secret = secret;
        else
            db.DemoHooks.Add(new DemoHook { Shop = shop, Address = address, Secret = secret });
    }, ct);

    private async Task ChangeAsync(long orderId, Func<DemoOrder, DateTimeOffset, IReadOnlyList<(long GoodId, int Quantity)>> change, CancellationToken ct)
    {
        var shop = await dbs.ChangeAsync(async db =>
        {
            var order = await db.DemoOrders.SingleAsync(o => o.Id == orderId, ct);
            var back = change(order, clock.GetUtcNow());
            order.ChangedAt = clock.GetUtcNow();
            foreach (var (goodId, quantity) in back)
                await db.DemoGoods.Where(g => g.Id == goodId).ExecuteUpdateAsync(set => set.SetProperty(g => g.Quantity, g => g.Quantity + quantity), ct);
            return order.Shop;
        }, ct);
        await TellAsync(shop, orderId, ct);
    }

    private async Task TellAsync(string shop, long orderId, CancellationToken ct)
    {
        var mood = await settings.GetAsync<DemoChannelSettings>();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var body = JsonSerializer.SerializeToUtf8Bytes(new DemoNews(Guid.CreateVersion7().ToString("N"), "order", orderId), JsonSerializerOptions.Web);
        foreach (var hook in await db.DemoHooks.AsNoTracking().Where(h => h.Shop == shop).ToListAsync(ct))
        {
            if (luck.Next(100) < mood.LostNewsPercent)
                continue;
            news.Send(hook, body);
            if (luck.Next(100) < mood.DoubledNewsPercent)
                news.Send(hook, body);
        }
    }

    private sealed class SoldOutException : Exception;
}
