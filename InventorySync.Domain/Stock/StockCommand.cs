namespace InventorySync.Domain.Stock;

/// <summary>One wanted change of what stands there: a positive quantity comes in, a negative one goes out.</summary>
public sealed record StockLine(long VariantId, long LocationId, decimal Quantity)
{
    /// <summary>The bin it goes into or comes out of. Without one, what comes in stands in the location itself, and what goes out is taken from there first, then from the bins by their codes.</summary>
    public long? BinId { get; init; }

    /// <summary>What a unit that comes in costs; without it, the average of what is there.</summary>
    public decimal? UnitCost { get; init; }

    /// <summary>What all units that come in cost together, where that is known exactly.</summary>
    public decimal? TotalCost { get; init; }

    /// <summary>Costs its share, among the lines of this command that have one, of what the lines before took out: a kit costs what its parts did.</summary>
    public decimal? CostShare { get; init; }

    /// <summary>What goes out is what this receipt brought in by mistake: it goes at what it came in for.</summary>
    public TakenBack? TakesBack { get; init; }

    /// <summary>Changes nothing but what the units of an earlier receipt cost; the quantity is zero.</summary>
    public LateCost? AddsCost { get; init; }

    /// <summary>Takes units that were reserved for this.</summary>
    public bool Promised { get; init; }
}

/// <summary>A receipt that was wrong: the number of its movement, and what it brought in.</summary>
public sealed record TakenBack(long Sequence, decimal Quantity, decimal Value);

/// <summary>What is added to the cost of a receipt, or taken off it: the number of its movement, how many came, and the amount.</summary>
public sealed record LateCost(long Sequence, decimal Quantity, decimal Amount);

/// <summary>Changes that happen together or not at all, once, however often the command is given.</summary>
public sealed record StockCommand(string Key, MovementKind Kind, IReadOnlyList<StockLine> Lines)
{
    public string? Reason { get; init; }

    public StockReference? Reference { get; init; }

    /// <summary>When it happened, for a past that is brought in; otherwise now.</summary>
    public DateTimeOffset? At { get; init; }

    public void Check(DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(Key) || Key.Length > StockLimits.LongestKey)
            throw Refused(nameof(Key), "Give the command a key of 1 to {0} characters, so that it is carried out once only.", StockLimits.LongestKey);
        if (Lines.Count == 0)
            throw Refused(nameof(Lines), "There is nothing to post.");
        if (Lines.Count > StockLimits.MostLines)
            throw Refused(nameof(Lines), "Post at most {0} lines at once.", StockLimits.MostLines);
        if (Reason?.Length > 400)
            throw Refused(nameof(Reason), "Use at most 400 characters for the reason.");
        if (At > now)
            throw Refused(nameof(At), "The time lies in the future. Enter when it happened.");
        foreach (var line in Lines)
            Check(line);
    }

    private void Check(StockLine line)
    {
        if (line.UnitCost is < 0 or > StockLimits.DearestUnit || line.TotalCost is < 0 or > StockLimits.DearestUnit * 1000)
            throw Refused(nameof(StockLine.UnitCost), "Enter a cost between 0 and {0}.", StockLimits.DearestUnit);
        if ((line.AddsCost is not null) != (Kind == MovementKind.LandedCost) || line.AddsCost is not null && line.Quantity != 0)
            throw Refused(nameof(StockLine.Quantity), "A cost that comes later changes no quantity.");
        if (line.Quantity < 0 && (Kind is MovementKind.Receipt or MovementKind.Return or MovementKind.TransferIn))
            throw Refused(nameof(StockLine.Quantity), "Enter a quantity above zero.");
        if (line.Quantity > 0 && (Kind is MovementKind.Sale or MovementKind.TransferOut or MovementKind.RepairUse or MovementKind.WriteOff))
            throw Refused(nameof(StockLine.Quantity), "What goes out is a quantity below zero.");
    }

    private static BusinessRuleException Refused(string field, string sentence, params object[] arguments) => new(sentence, arguments) { Field = field };
}
