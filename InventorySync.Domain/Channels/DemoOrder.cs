namespace InventorySync.Domain.Channels;

/// <summary>An order in the demo channel's own shop.</summary>
public sealed class DemoOrder
{
    public long Id { get; private set; }

    public string Shop { get; init; } = "";

    public string Customer { get; init; } = "";

    public string Email { get; init; } = "";

    public DateTimeOffset PlacedAt { get; init; }

    public DateTimeOffset ChangedAt { get; set; }

    public DateTimeOffset? CancelledAt { get; set; }

    public List<DemoOrderLine> Lines { get; init; } = [];
}

public sealed class DemoOrderLine
{
    public long GoodId { get; set; }

    public string Sku { get; set; } = "";

    public string Name { get; set; } = "";

    public int Quantity { get; set; }

    public decimal Price { get; set; }

    /// <summary>Come back and put on the shelf again.</summary>
    public int Returned { get; set; }
}

/// <summary>Who is told of what happens in the demo channel's shop.</summary>
public sealed class DemoHook
{
    public long Id { get; private set; }

    public string Shop { get; init; } = "";

    public string Address { get; init; } = "";

    public string Secret { get; set; } = "";
}
