namespace InventorySync.Domain.Purchasing;

/// <summary>One line of a purchase order: what was ordered, for what, and how much of it came.</summary>
public sealed class PurchaseLine
{
    private PurchaseLine()
    {
    }

    internal PurchaseLine(int position, BoughtThing bought)
    {
        Position = position;
        (VariantId, OfferId) = (bought.VariantId, bought.OfferId);
        (Sku, SupplierSku, Name) = (Cut(bought.Sku, 80), Cut(bought.SupplierSku, 80), Cut(bought.Name, 300));
        (Ordered, UnitCost, ExpectedOn) = (bought.Quantity, bought.UnitCost, bought.ExpectedOn);
    }

    public long Id { get; private set; }

    public long PurchaseOrderId { get; private set; }

    public int Position { get; private set; }

    public long VariantId { get; private set; }

    /// <summary>The offer it was bought by; null for something bought without one.</summary>
    public long? OfferId { get; private set; }

    /// <summary>As it was called when it was ordered.</summary>
    public string Sku { get; private set; } = "";

    public string SupplierSku { get; private set; } = "";

    public string Name { get; private set; } = "";

    public decimal Ordered { get; private set; }

    /// <summary>What came in good order and was put to stock; it may be more than was ordered.</summary>
    public decimal Received { get; private set; }

    /// <summary>Not waited for any more.</summary>
    public decimal Cancelled { get; private set; }

    /// <summary>In the order's currency.</summary>
    public decimal UnitCost { get; private set; }

    /// <summary>Where it differs from the order's.</summary>
    public DateOnly? ExpectedOn { get; private set; }

    /// <summary>Still to come.</summary>
    public decimal Open => Math.Max(0, Ordered - Cancelled - Received);

    internal void Receive(decimal quantity) => Received += quantity;

    /// <summary>A receipt was taken back.</summary>
    internal void Unreceive(decimal quantity)
    {
        if (quantity > Received)
            throw new InvalidOperationException($"Line {Id} has {Received} received; {quantity} cannot be taken back.");
        Received -= quantity;
    }

    internal void GiveUp() => Cancelled += Open;

    /// <summary>Waited for again.</summary>
    internal void WaitAgain() => Cancelled = 0;

    internal void Expect(DateOnly? day) => ExpectedOn = day;

    internal static string Cut(string? text, int most) => Text.Tidy(text) is var tidy && tidy.Length > most ? tidy[..most] : tidy;
}

/// <summary>What goes onto a line.</summary>
public sealed record BoughtThing(long VariantId, string Sku, string Name, decimal Quantity, decimal UnitCost)
{
    public long? OfferId { get; init; }

    public string SupplierSku { get; init; } = "";

    public DateOnly? ExpectedOn { get; init; }
}
