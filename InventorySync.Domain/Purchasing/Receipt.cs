namespace InventorySync.Domain.Purchasing;

/// <summary>What came at one time for a purchase order. Goods are received through it only.</summary>
public sealed class Receipt
{
    private Receipt()
    {
    }

    internal Receipt(string key, string number, long locationId, string deliveryNote, Maker maker)
    {
        (Key, Number, LocationId, DeliveryNote) = (key, number, locationId, deliveryNote);
        (ReceivedAt, ReceivedBy, ReceivedById) = (maker.At, maker.Name, maker.PersonId);
    }

    public long Id { get; private set; }

    public long PurchaseOrderId { get; private set; }

    /// <summary>The idempotency key: the same receipt given twice is one.</summary>
    public string Key { get; private set; } = "";

    public string Number { get; private set; } = "";

    public long LocationId { get; private set; }

    /// <summary>The number on the paper that came with the goods.</summary>
    public string DeliveryNote { get; private set; } = "";

    public DateTimeOffset ReceivedAt { get; private set; }

    public string ReceivedBy { get; private set; } = "";

    public long? ReceivedById { get; private set; }

    /// <summary>Entered by mistake and taken back.</summary>
    public DateTimeOffset? UndoneAt { get; private set; }

    public string? UndoneBy { get; private set; }

    public List<ReceiptLine> Lines { get; } = [];

    public List<LandedCost> Costs { get; } = [];

    internal void Undo(Maker maker) => (UndoneAt, UndoneBy) = (maker.At, maker.Name);
}

/// <summary>What came of one line of the order: what was good went to stock, what was not did not.</summary>
public sealed class ReceiptLine
{
    private ReceiptLine()
    {
    }

    internal ReceiptLine(PurchaseLine line, decimal accepted, decimal rejected)
    {
        (PurchaseLineId, VariantId, UnitCost) = (line.Id, line.VariantId, line.UnitCost);
        (Accepted, Rejected) = (accepted, rejected);
    }

    public long Id { get; private set; }

    public long ReceiptId { get; private set; }

    public long PurchaseLineId { get; private set; }

    public long VariantId { get; private set; }

    public long? BinId { get; internal set; }

    public decimal Accepted { get; private set; }

    public decimal Rejected { get; private set; }

    public string? RejectReason { get; internal set; }

    public string? LotNumber { get; internal set; }

    public DateOnly? ExpiresOn { get; internal set; }

    /// <summary>The numbers of the accepted pieces, where each has one.</summary>
    public List<ReceivedSerial> Serials { get; } = [];

    /// <summary>In the order's currency.</summary>
    public decimal UnitCost { get; private set; }

    /// <summary>What the accepted units cost at the supplier, in the shop's currency.</summary>
    public decimal GoodsCost { get; internal set; }

    /// <summary>Their share of freight, duty and other costs, in the shop's currency.</summary>
    public decimal LandedCost { get; internal set; }

    public decimal Arrived => Accepted + Rejected;

    /// <summary>What they stand in the book for.</summary>
    public decimal TotalCost => GoodsCost + LandedCost;
}
