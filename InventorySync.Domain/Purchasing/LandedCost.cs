namespace InventorySync.Domain.Purchasing;

public enum LandedCostKind
{
    Freight,
    Duty,
    Other,
}

public enum CostSpread
{
    ByValue,
    ByQuantity,
    ByWeight,
}

/// <summary>What it cost to get the goods here, beside what the supplier takes for them.</summary>
public sealed class LandedCost
{
    private LandedCost()
    {
    }

    internal LandedCost(LandedCostKind kind, CostSpread spread, decimal amount, string? note) =>
        (Kind, Spread, Amount, Note) = (kind, spread, amount, note);

    public long Id { get; private set; }

    public long ReceiptId { get; private set; }

    public LandedCostKind Kind { get; private set; }

    public CostSpread Spread { get; private set; }

    /// <summary>In the shop's own currency; below zero for a credit that came later.</summary>
    public decimal Amount { get; private set; }

    public string? Note { get; private set; }

    /// <summary>The idempotency key of a bill that came after the goods, and when and by whom it was entered; empty for what was known with them.</summary>
    public string? CommandKey { get; private set; }

    public DateTimeOffset? AddedAt { get; private set; }

    public string? AddedBy { get; private set; }

    internal LandedCost Later(string key, Maker maker)
    {
        (CommandKey, AddedAt, AddedBy) = (key, maker.At, maker.Name);
        return this;
    }
}
