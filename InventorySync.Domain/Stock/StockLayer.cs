namespace InventorySync.Domain.Stock;

/// <summary>Units that came in together at one cost and are not all gone yet; the oldest go first. A layer that is used up is removed.</summary>
public sealed class StockLayer
{
    private StockLayer()
    {
    }

    /// <summary>What is left of a receipt once units that were sold before it are taken off.</summary>
    public StockLayer(StockMovement receipt, decimal remaining)
    {
        VariantId = receipt.VariantId;
        LocationId = receipt.LocationId;
        Sequence = receipt.Sequence;
        ReceivedAt = receipt.At;
        Remaining = remaining;
        Value = remaining == receipt.Quantity ? receipt.FifoValue : StockItem.Round(remaining * receipt.FifoValue / receipt.Quantity);
    }

    public long VariantId { get; private set; }

    public long LocationId { get; private set; }

    /// <summary>The number of the movement that brought it.</summary>
    public long Sequence { get; private set; }

    public DateTimeOffset ReceivedAt { get; private set; }

    public decimal Remaining { get; private set; }

    public decimal Value { get; private set; }

    /// <summary>What was learnt later about the cost of all that came falls on what is left; the answer is how much that is.</summary>
    public decimal AddCost(LateCost late)
    {
        var share = Math.Max(StockItem.Round(late.Amount * Remaining / late.Quantity), -Value);
        Value += share;
        return share;
    }

    /// <summary>Takes up to this many units; the answer is how many, and what they cost.</summary>
    public (decimal Quantity, decimal Value) Take(decimal wanted)
    {
        var taken = Math.Min(wanted, Remaining);
        var value = taken == Remaining ? Value : StockItem.Round(taken * Value / Remaining);
        Remaining -= taken;
        Value -= value;
        return (taken, value);
    }
}
