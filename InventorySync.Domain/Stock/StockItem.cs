namespace InventorySync.Domain.Stock;

/// <summary>How much of a variant stands at a location: the sum of its movements, kept beside them for speed. Its only doors are the ledger and the reservations.</summary>
public sealed class StockItem
{
    private StockItem()
    {
    }

    internal static StockItem Empty(StockKey key) => new() { VariantId = key.VariantId, LocationId = key.LocationId };

    /// <summary>For lists; everything else names a balance by its variant and location.</summary>
    public long Id { get; private set; }

    public long VariantId { get; private set; }

    public long LocationId { get; private set; }

    public decimal OnHand { get; private set; }

    public decimal Reserved { get; private set; }

    /// <summary>What the units on hand cost by the moving average: the sum of the movements' values.</summary>
    public decimal Value { get; private set; }

    /// <summary>What they cost when the oldest go first. Both books are always kept; a setting chooses which one is read.</summary>
    public decimal FifoValue { get; private set; }

    /// <summary>What a unit of the newest receipt cost; the cost of units that are sold before they are there.</summary>
    public decimal LastUnitCost { get; private set; }

    /// <summary>How many movements led to this balance; the next one takes the next number.</summary>
    public long Movements { get; private set; }

    /// <summary>How low the balance may go: zero, unless the location lets its stock go below.</summary>
    public decimal Lowest { get; private set; }

    public decimal Available => OnHand - Reserved;

    public decimal AverageCost => OnHand > 0 ? Value / OnHand : LastUnitCost;

    /// <summary>Takes in units for what they cost together. Units that were sold before they came get their true cost by a correction of its own.</summary>
    public IEnumerable<StockMovement> Receive(decimal quantity, decimal value, decimal fifoValue, MovementDetails details)
    {
        RefuseZero(quantity);
        LastUnitCost = value / quantity;
        var (below, average, fifo) = (Math.Min(OnHand, 0), Value, FifoValue);
        yield return Move(quantity, value, fifoValue, details);
        if (below == 0)
            yield break;

        var (averageOff, fifoOff) = (Owed(below, average) - Value, Owed(below, fifo) - FifoValue);
        if (averageOff != 0 || fifoOff != 0)
            yield return Move(0, averageOff, fifoOff, details with { Kind = MovementKind.CostCorrection });
    }

    /// <summary>Books a cost that came after its goods. What falls on those that are gone leaves again as cost of sales.</summary>
    public IEnumerable<StockMovement> AddCost(decimal amount, decimal stillHere, decimal fifoStillHere, MovementDetails details)
    {
        var (average, fifo) = (Math.Max(Round(stillHere), -Value) - amount, fifoStillHere - amount);
        yield return Move(0, amount, amount, details);
        if (average != 0 || fifo != 0)
            yield return Move(0, average, fifo, details with { Kind = MovementKind.CostCorrection });
    }

    /// <summary>Takes out units that nobody has reserved.</summary>
    public StockMovement Issue(decimal quantity, decimal fifoValue, MovementDetails details)
    {
        RefuseZero(quantity);
        if (quantity > Available - Lowest)
            throw TooMuch("Only {0} are free here; {1} are wanted.", Available, quantity);

        return Move(-quantity, -CostOf(quantity), -fifoValue, details);
    }

    /// <summary>Takes out what came in by mistake, for what it came in; where that is not there any more, for what the rest costs.</summary>
    public StockMovement TakeBack(decimal quantity, decimal fifoValue, decimal cameFor, MovementDetails details)
    {
        RefuseZero(quantity);
        if (quantity > Available - Lowest)
            throw TooMuch("Only {0} are free here; {1} are wanted.", Available, quantity);

        return Move(-quantity, quantity < OnHand && cameFor <= Value ? -cameFor : -CostOf(quantity), -fifoValue, details);
    }

    /// <summary>Takes out units that were reserved for this.</summary>
    public StockMovement IssueReserved(decimal quantity, decimal fifoValue, MovementDetails details)
    {
        RefuseZero(quantity);
        if (quantity > Reserved)
            throw TooMuch("Only {0} are reserved here; {1} are wanted.", Reserved, quantity);
        if (quantity > OnHand - Lowest)
            throw TooMuch("Only {0} are on hand here; {1} are wanted.", OnHand, quantity);

        Reserved -= quantity;
        return Move(-quantity, -CostOf(quantity), -fifoValue, details);
    }

    /// <summary>Promises units that nobody else was promised. Below zero nothing is promised, whatever the location allows.</summary>
    public void Reserve(decimal quantity)
    {
        RefuseZero(quantity);
        if (quantity > Available)
            throw TooMuch("Only {0} are free here; {1} are wanted.", Available, quantity);

        Reserved += quantity;
    }

    public void Release(decimal quantity)
    {
        if (quantity > Reserved)
            throw new InvalidOperationException($"Variant {VariantId} at location {LocationId} has {Reserved} reserved; {quantity} cannot be released.");

        Reserved -= quantity;
    }

    /// <summary>Sets the counter to what is really held, where it left the truth.</summary>
    internal void RepairReserved(decimal held) => Reserved = held;

    /// <summary>What units beyond the oldest layers cost.</summary>
    internal decimal Unlayered(decimal quantity) => Round(quantity * LastUnitCost);

    internal static decimal Round(decimal value) => Math.Round(value, 4, MidpointRounding.AwayFromZero);

    /// <summary>The last unit takes the rest of the value with it, so that no cent stays behind on an empty shelf.</summary>
    private decimal CostOf(decimal quantity)
    {
        if (quantity < OnHand)
            return Round(quantity * AverageCost);

        var there = Math.Max(OnHand, 0);
        return (there > 0 ? Value : 0) + Unlayered(quantity - there);
    }

    // What the balance is worth after a receipt that found it below zero.
    private decimal Owed(decimal below, decimal before) => OnHand >= 0 ? Round(OnHand * LastUnitCost) : Round(before * OnHand / below);

    private StockMovement Move(decimal quantity, decimal value, decimal fifoValue, MovementDetails details)
    {
        OnHand += quantity;
        Value += value;
        FifoValue += fifoValue;
        Movements++;
        return new StockMovement(this, quantity, value, fifoValue, details);
    }

    private static BusinessRuleException TooMuch(string sentence, decimal there, decimal wanted) => new(sentence, there, wanted) { Field = "Quantity" };

    private static void RefuseZero(decimal quantity)
    {
        if (quantity <= 0)
            throw new BusinessRuleException("Enter a quantity above zero.") { Field = "Quantity" };
    }
}
