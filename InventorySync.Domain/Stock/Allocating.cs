using System.Globalization;
using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Stock;

/// <summary>A variant on a channel: how much of it may be sold there.</summary>
public sealed record ChannelAllocation(long ChannelId, string Channel, long VariantId, Allocation Allocation, WhenOut WhenOut);

/// <summary>Says how much of a variant each channel may sell. Screens, carts and what is sent to channels ask here, so they never disagree.</summary>
public sealed class Allocating(IDbContextFactory<InventoryDb> dbs, ShopSettings settings, CurrentActor actor)
{
    /// <summary>All active channels for one variant, with the way the figures came about.</summary>
    public async Task<IReadOnlyList<ChannelAllocation>> OfVariantAsync(long variantId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.StockView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var channels = await db.Channels.AsNoTracking().Include(c => c.Locations).Where(c => c.Active).OrderBy(c => c.Name).ToListAsync(ct);
        var all = new List<ChannelAllocation>();
        foreach (var channel in channels)
            all.AddRange(await OfChannelAsync(db, channel, [variantId], ct));
        return all;
    }

    /// <summary>One channel for many variants, in a handful of questions however many they are.</summary>
    public async Task<IReadOnlyList<ChannelAllocation>> OfChannelAsync(long channelId, IReadOnlyCollection<long> variantIds, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await OfChannelAsync(db, channelId, variantIds, ct);
    }

    /// <summary>As part of a larger change, with what it has changed so far.</summary>
    internal async Task<IReadOnlyList<ChannelAllocation>> OfChannelAsync(InventoryDb db, long channelId, IReadOnlyCollection<long> variantIds, CancellationToken ct)
    {
        var channel = await db.Channels.AsNoTracking().Include(c => c.Locations).FirstOrDefaultAsync(c => c.Id == channelId, ct)
            ?? throw new NotFoundException("This channel is not here any more.") { Field = "ChannelId" };
        return await OfChannelAsync(db, channel, [.. variantIds.Distinct()], ct);
    }

    private async Task<IReadOnlyList<ChannelAllocation>> OfChannelAsync(InventoryDb db, Channel channel, long[] variantIds, CancellationToken ct)
    {
        var shop = await settings.GetAsync<AllocationSettings>();
        var facts = await db.VariantFactsAsync(variantIds, ct);
        var balances = await BalancesAsync(db, channel, [.. facts.Keys], ct);
        var held = await db.Reservations.Where(r => r.ChannelId == channel.Id && r.State == ReservationState.Held && variantIds.Contains(r.VariantId))
            .GroupBy(r => r.VariantId).Select(g => new { g.Key, Quantity = g.Sum(r => r.Quantity) }).ToDictionaryAsync(g => g.Key, g => g.Quantity, ct);
        var turnovers = await db.Turnovers.Where(t => variantIds.Contains(t.VariantId)).ToDictionaryAsync(t => t.VariantId, t => t.Class, ct);
        var paths = await PathsAsync(db, variantIds, ct);
        var rules = await RulesAsync(db, channel.Id, variantIds, ct);
        return
        [
            .. variantIds.Where(id => facts[id].Counted).Select(id =>
            {
                var (onHand, reserved) = KitOrOwn(facts[id], balances);
                var basis = new AllocationBasis(onHand, reserved, held.GetValueOrDefault(id), turnovers.GetValueOrDefault(id), facts[id].Decimals);
                var nearer = rules.Select(r => (Rule: r, Nearness: r.NearnessTo(channel.Id, id, paths.GetValueOrDefault(id) ?? []))).Where(r => r.Nearness > 0).OrderBy(r => r.Nearness).Select(r => r.Rule.Figures);
                return new ChannelAllocation(channel.Id, channel.Name, id, AllocationMath.Of(basis, AllocationMath.Over(shop, nearer)), channel.WhenOut);
            }),
        ];
    }

    private static Task<Dictionary<long, (decimal OnHand, decimal Reserved)>> BalancesAsync(InventoryDb db, Channel channel, long[] variantIds, CancellationToken ct)
    {
        var serving = channel.Locations.Select(l => l.LocationId).ToArray();
        // what serves a channel serves it for everybody, whoever looks
        var locations = db.Locations.IgnoreQueryFilters().Where(l => l.Active && (serving.Length == 0 ? l.ServesOnlineOrders : serving.Contains(l.Id))).Select(l => l.Id);
        return db.StockItems.Where(i => variantIds.Contains(i.VariantId) && locations.Contains(i.LocationId))
            .GroupBy(i => i.VariantId)
            .Select(g => new { g.Key, OnHand = g.Sum(i => i.OnHand), Reserved = g.Sum(i => i.Reserved) })
            .ToDictionaryAsync(g => g.Key, g => (g.OnHand, g.Reserved), ct);
    }

    /// <summary>A kit has what stands there assembled and what its free parts allow.</summary>
    private static (decimal OnHand, decimal Reserved) KitOrOwn(VariantFacts variant, Dictionary<long, (decimal OnHand, decimal Reserved)> balances)
    {
        var own = balances.GetValueOrDefault(variant.VariantId);
        if (variant.Parts.Count == 0)
            return own;

        var fromParts = variant.Parts.Min(p => Math.Floor(Math.Max(0, balances.GetValueOrDefault(p.PartVariantId).OnHand - balances.GetValueOrDefault(p.PartVariantId).Reserved) / p.Quantity));
        return (own.OnHand + fromParts, own.Reserved);
    }

    private static async Task<Dictionary<long, IReadOnlyList<long>>> PathsAsync(InventoryDb db, long[] variantIds, CancellationToken ct)
    {
        var paths = await (
            from variant in db.Variants.Where(v => variantIds.Contains(v.Id))
            join category in db.Categories on variant.Product.CategoryId equals category.Id
            select new { variant.Id, category.Path, CategoryId = category.Id }).ToListAsync(ct);
        return paths.ToDictionary(p => p.Id, p => (IReadOnlyList<long>)[.. p.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(k => long.Parse(k, CultureInfo.InvariantCulture)).Append(p.CategoryId).Distinct()]);
    }

    private static Task<List<AllocationRule>> RulesAsync(InventoryDb db, long channelId, long[] variantIds, CancellationToken ct) => db.AllocationRules.AsNoTracking()
        .Where(r => (r.ChannelId == null || r.ChannelId == channelId) && (r.VariantId == null || variantIds.Contains(r.VariantId.Value)))
        .ToListAsync(ct);
}
