namespace InventorySync.Domain.Stock;

public enum MovementKind
{
    Receipt,
    Sale,
    Return,
    TransferOut,
    TransferIn,
    Count,
    Adjustment,
    Assembly,
    RepairUse,
    WriteOff,
    Import,
    ChannelCorrection,

    /// <summary>Changes what the units cost, not how many there are.</summary>
    CostCorrection,

    /// <summary>Freight, duty and the like, billed after the goods came. What of it falls on goods that are gone follows as a correction.</summary>
    LandedCost,
}

/// <summary>What a movement tells beside its quantity.</summary>
public sealed record MovementDetails(MovementKind Kind, DateTimeOffset At)
{
    public string? Reason { get; init; }

    /// <summary>What it belongs to: "order", "count", "transfer" …, with its key and number.</summary>
    public StockReference? Reference { get; init; }

    public long? BinId { get; init; }

    /// <summary>Who or what did it.</summary>
    public string ActorName { get; init; } = "";

    public long? PersonId { get; init; }

    /// <summary>The idempotency key of the command.</summary>
    public string CommandKey { get; init; } = "";
}

public sealed record StockReference(string Kind, long Id, string Number);

/// <summary>One line of the ledger. Written once; a mistake is mended by another line.</summary>
public sealed class StockMovement : IAppendOnly
{
    private StockMovement()
    {
    }

    internal StockMovement(StockItem item, decimal quantity, decimal value, decimal fifoValue, MovementDetails details)
    {
        VariantId = item.VariantId;
        LocationId = item.LocationId;
        Quantity = quantity;
        Value = value;
        FifoValue = fifoValue;
        BalanceAfter = item.OnHand;
        Sequence = item.Movements;
        Kind = details.Kind;
        At = details.At;
        Reason = details.Reason;
        ReferenceKind = details.Reference?.Kind;
        ReferenceId = details.Reference?.Id;
        ReferenceNumber = details.Reference?.Number;
        BinId = details.BinId;
        ActorName = details.ActorName;
        PersonId = details.PersonId;
        CommandKey = details.CommandKey;
    }

    public long Id { get; private set; }

    public long VariantId { get; private set; }

    public long LocationId { get; private set; }

    public long? BinId { get; private set; }

    /// <summary>Counts the movements of this variant here from 1, without a gap: the order in which the balance came about.</summary>
    public long Sequence { get; private set; }

    public decimal Quantity { get; private set; }

    public decimal BalanceAfter { get; private set; }

    /// <summary>What the units cost by the moving average: positive when they come in, negative when they go.</summary>
    public decimal Value { get; private set; }

    /// <summary>What they cost when the oldest go first.</summary>
    public decimal FifoValue { get; private set; }

    public MovementKind Kind { get; private set; }

    public DateTimeOffset At { get; private set; }

    public string? Reason { get; private set; }

    public string? ReferenceKind { get; private set; }

    public long? ReferenceId { get; private set; }

    public string? ReferenceNumber { get; private set; }

    public string ActorName { get; private set; } = "";

    public long? PersonId { get; private set; }

    /// <summary>The idempotency key of the command that made it; unique together with the line.</summary>
    public string CommandKey { get; private set; } = "";

    public int CommandLine { get; private set; }

    internal void Numbered(int line) => CommandLine = line;

    public decimal UnitCost => Quantity == 0 ? 0 : Value / Quantity;
}
