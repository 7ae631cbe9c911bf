namespace InventorySync.Domain.Stock;

/// <summary>What carts of a channel may hold: no more than the channel may sell, and no more of the stock than carts are given altogether.
/// Orders are not held back by it: they are sold.</summary>
public sealed class CartLimits(Allocating allocating)
{
    public static bool Apply(ReserveCommand command) => command.Holder is { Owner: ReservationOwner.Cart, ChannelId: not null };

    /// <summary>The same demands with no more than is allowed; asked while the stock is locked.</summary>
    internal async Task<IReadOnlyList<Demand>> WithinAsync(InventoryDb db, ReserveCommand command, IReadOnlyList<Demand> demands, CancellationToken ct)
    {
        if (!Apply(command))
            return demands;

        await db.SaveChangesAsync(ct); // holds that make room are free for the count
        var variants = demands.Where(d => !d.Uncounted).Select(d => d.VariantId).Distinct().ToArray();
        var allowed = (await allocating.OfChannelAsync(db, command.Holder.ChannelId!.Value, variants, ct)).ToDictionary(a => a.VariantId, a => a.Allocation);
        var inCarts = await db.Reservations
            .Where(r => r.Owner == ReservationOwner.Cart && r.State == ReservationState.Held && variants.Contains(r.VariantId))
            .GroupBy(r => r.VariantId).Select(g => new { g.Key, Quantity = g.Sum(r => r.Quantity) }).ToDictionaryAsync(g => g.Key, g => g.Quantity, ct);
        var left = allowed.ToDictionary(a => a.Key, a => Math.Max(0, Math.Min(a.Value.Sellable, a.Value.CartLimit - inCarts.GetValueOrDefault(a.Key))));
        return [.. demands.Select(d => d.Uncounted ? d : Within(d, left))];
    }

    private static Demand Within(Demand demand, Dictionary<long, decimal> left)
    {
        var given = Math.Min(demand.Quantity, left[demand.VariantId]);
        left[demand.VariantId] -= given;
        return demand with { Quantity = given };
    }
}
