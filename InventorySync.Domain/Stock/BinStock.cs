namespace InventorySync.Domain.Stock;

/// <summary>How much of a variant lies in a bin. What lies in no bin stands in the location itself: its balance less those of its bins.</summary>
public sealed class BinStock
{
    private BinStock()
    {
    }

    public BinStock(long variantId, long locationId, long binId)
    {
        VariantId = variantId;
        LocationId = locationId;
        BinId = binId;
    }

    public long VariantId { get; private set; }

    public long BinId { get; private set; }

    public long LocationId { get; private set; }

    public decimal OnHand { get; private set; }

    public void Move(decimal quantity) => OnHand += quantity;
}
