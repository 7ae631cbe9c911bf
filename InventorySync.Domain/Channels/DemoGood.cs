namespace InventorySync.Domain.Channels;

/// <summary>Something in the demo channel's own shop. Its quantity belongs to that shop alone: an independent witness of what reached it.</summary>
public sealed class DemoGood
{
    private DemoGood()
    {
    }

    public DemoGood(string shop, string sku, string name, string? barcode, decimal price, int quantity)
    {
        Shop = shop;
        (Sku, Name, Barcode, Price, Quantity) = (sku, name, barcode, price, quantity);
    }

    public long Id { get; private set; }

    /// <summary>Which of the demo channel's shops sells it.</summary>
    public string Shop { get; private set; } = "";

    public string Sku { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string? Barcode { get; private set; }

    public decimal Price { get; private set; }

    public int Quantity { get; set; }

    public DateTimeOffset? ChangedAt { get; set; }
}
