namespace InventorySync.Domain.Stock;

public enum Extent
{
    /// <summary>Every line in full, or nothing at all.</summary>
    AllOrNothing,

    /// <summary>What there is; the answer tells what is missing.</summary>
    AsMuchAsThereIs,
}

/// <summary>One wanted variant. Without a location, sourcing chooses among those that serve online orders.</summary>
public sealed record WantedLine(long VariantId, decimal Quantity)
{
    public long? LocationId { get; init; }
}

public sealed record ReserveCommand(string Key, ReservationHolder Holder, IReadOnlyList<WantedLine> Lines)
{
    public Extent Extent { get; init; }
}

/// <summary>What became of one wanted variant.</summary>
public sealed record ReservedLine(long VariantId, decimal Wanted, decimal Held)
{
    public decimal Missing => Wanted - Held;
}

public sealed record ReserveAnswer(IReadOnlyList<ReservedLine> Lines, IReadOnlyList<Reservation> Holds)
{
    public bool Complete => Lines.All(l => l.Missing == 0);
}
