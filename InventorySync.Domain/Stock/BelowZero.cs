namespace InventorySync.Domain.Stock;

/// <summary>Locations that let their stock go below zero: a till that sells before the delivery is booked in.</summary>
public static class BelowZero
{
    public const decimal Lowest = -999_999_999;

    /// <summary>As part of the change of a location, in its transaction.</summary>
    internal static async Task ApplyAsync(InventoryDb db, long locationId, bool allowed, CancellationToken ct)
    {
        if (!allowed && await db.StockItems.CountAsync(i => i.LocationId == locationId && i.OnHand < 0, ct) is > 0 and var below)
            throw new BusinessRuleException("{0} variants stand below zero here. Count or receive them first, then forbid it.", below) { Field = "MayGoBelowZero" };
        if (!allowed && await db.StockItems.CountAsync(i => i.LocationId == locationId && i.Reserved > i.OnHand, ct) is > 0 and var promised)
            throw new BusinessRuleException("More is promised than there is of {0} variants here. Receive them or release holds first, then forbid it.", promised) { Field = "MayGoBelowZero" };

        var lowest = allowed ? Lowest : 0;
        await db.StockItems.Where(i => i.LocationId == locationId && i.Lowest != lowest).ExecuteUpdateAsync(set => set.SetProperty(i => i.Lowest, lowest), ct);
    }
}
