namespace InventorySync.Domain.Purchasing;

public enum PurchaseState
{
    Draft,
    AwaitingApproval,
    Approved,
    Sent,
    PartlyReceived,
    Received,
    Closed,
    Cancelled,
}

public enum PurchaseSource
{
    ByHand,

    /// <summary>From what planning suggests.</summary>
    Suggested,
    Api,
}

/// <summary>Goods that the shop orders from a supplier for one of its locations.</summary>
public sealed class PurchaseOrder : IVersioned
{
    private PurchaseOrder()
    {
    }

    internal PurchaseOrder(string number, PurchaseSource source, Supplier supplier, long locationId, Maker maker)
    {
        (Number, Source, SupplierId, LocationId) = (number, source, supplier.Id, locationId);
        Currency = supplier.Currency;
        (CreatedAt, CreatedByName, CreatedById) = (maker.At, maker.Name, maker.PersonId);
    }

    public long Id { get; private set; }

    public string Number { get; private set; } = "";

    public PurchaseSource Source { get; private set; }

    public long SupplierId { get; private set; }

    /// <summary>Where the goods are to come in.</summary>
    public long LocationId { get; private set; }

    public PurchaseState State { get; private set; }

    public string Currency { get; private set; } = "";

    /// <summary>How much of the shop's own currency one unit of the order's is worth.</summary>
    public decimal Rate { get; private set; } = 1;

    public DateOnly? ExpectedOn { get; private set; }

    /// <summary>The supplier's own number of it.</summary>
    public string TheirReference { get; private set; } = "";

    /// <summary>Stands on the order for the supplier.</summary>
    public string Note { get; private set; } = "";

    public decimal Total { get; private set; }

    /// <summary>The total in the shop's own currency.</summary>
    public decimal ShopTotal { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public string CreatedByName { get; private set; } = "";

    public long? CreatedById { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    public long? SubmittedById { get; private set; }

    public DateTimeOffset? ApprovedAt { get; private set; }

    public string ApprovedByName { get; private set; } = "";

    public long? ApprovedById { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>The address it was mailed to; empty when it went another way.</summary>
    public string SentTo { get; private set; } = "";

    public DateTimeOffset? FirstReceivedAt { get; private set; }

    public DateTimeOffset? ReceivedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Number and references in one folded line.</summary>
    public string SearchText { get; private set; } = "";

    public ulong Version { get; private set; }

    public List<PurchaseLine> Lines { get; } = [];

    public List<Receipt> Receipts { get; } = [];

    public List<PurchaseEvent> Events { get; } = [];

    /// <summary>Goods may still come for it.</summary>
    public bool IsOpen => State is PurchaseState.Approved or PurchaseState.Sent or PurchaseState.PartlyReceived;

    public bool Ended => State is PurchaseState.Closed or PurchaseState.Cancelled;

    internal void Happened(PurchaseEvent what)
    {
        what.Position = Events.Count == 0 ? 1 : Events.Max(e => e.Position) + 1;
        Events.Add(what);
    }
}

/// <summary>Who did something, and when.</summary>
public sealed record Maker(string Name, long? PersonId, DateTimeOffset At);
