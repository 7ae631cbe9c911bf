namespace InventorySync.Domain.Stock;

/// <summary>How much of a variant stands at a location: the sum of its movements, kept beside them for speed. Its only doors are the ledger and the reservations.</summary>
public sealed class StockItem
{
    private StockItem()
    {
    }

    public long VariantId { get; private set; }

    public long LocationId { get; private set; }

    public decimal OnHand { get; private set; }

    public decimal Reserved { get; private set; }

    /// <summary>What the units on hand cost: the sum of the movements' values.</summary>
    public decimal Value { get; private set; }

    /// <summary>How many movements led to this balance; the next one takes the next number.</summary>
    public long Movements { get; private set; }

    /// <summary>How low the balance may go: zero, unless the location lets its stock go below.</summary>
    public decimal Lowest { get; private set; }

    public decimal Available => OnHand - Reserved;

    public decimal AverageCost => OnHand > 0 ? Value / OnHand : 0;

    /// <summary>Takes in units at their cost.</summary>
    public StockMovement Receive(decimal quantity, decimal unitCost, MovementDetails details)
    {
        RefuseZero(quantity);
        return Move(quantity, Round(quantity * unitCost), details);
    }

    /// <summary>Takes out units that nobody has reserved, at what they cost on average.</summary>
    public StockMovement Issue(decimal quantity, MovementDetails details)
    {
        RefuseZero(quantity);
        if (quantity > Available - Lowest)
            throw new BusinessRuleException("Only {0} are free here; {1} are wanted.", Available, quantity) { Field = "Quantity" };

        return Move(-quantity, -CostOf(quantity), details);
    }

    /// <summary>Takes out units that were reserved for this.</summary>
    public StockMovement IssueReserved(decimal quantity, MovementDetails details)
    {
        RefuseZero(quantity);
        if (quantity > Reserved)
            throw new BusinessRuleException("Only {0} are reserved here; {1} are wanted.", Reserved, quantity);

        Reserved -= quantity;
        return Move(-quantity, -CostOf(quantity), details);
    }

    /// <summary>Promises units that nobody else was promised. Below zero nothing is promised, whatever the location allows.</summary>
    public void Reserve(decimal quantity)
    {
        RefuseZero(quantity);
        if (quantity > Available)
            throw new BusinessRuleException("Only {0} are free here; {1} are wanted.", Available, quantity) { Field = "Quantity" };

        Reserved += quantity;
    }

    public void Release(decimal quantity)
    {
        if (quantity > Reserved)
            throw new InvalidOperationException($"Variant {VariantId} at location {LocationId} has {Reserved} reserved; {quantity} cannot be released.");

        Reserved -= quantity;
    }

    /// <summary>The last unit takes the rest of the value with it, so that no cent stays behind on an empty shelf.</summary>
    private decimal CostOf(decimal quantity) => quantity == OnHand ? Value : Round(quantity * AverageCost);

    private StockMovement Move(decimal quantity, decimal value, MovementDetails details)
    {
        OnHand += quantity;
        Value += value;
        Movements++;
        return new StockMovement(this, quantity, value, details);
    }

    private static decimal Round(decimal value) => Math.Round(value, 4, MidpointRounding.AwayFromZero);

    private static void RefuseZero(decimal quantity)
    {
        if (quantity <= 0)
            throw new BusinessRuleException("Enter a quantity above zero.") { Field = "Quantity" };
    }
}
