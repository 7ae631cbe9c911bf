using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Stock;

/// <summary>Everything that a posting leaves to be written.</summary>
public sealed record StockPosting(IReadOnlyList<StockMovement> Movements, IReadOnlyList<StockItem> Items, IReadOnlyList<OutboxMessage> Messages)
{
    /// <summary>Layers and bins that came to be.</summary>
    public required IReadOnlyList<object> Made { get; init; }

    /// <summary>Layers and bins that are empty now.</summary>
    public required IReadOnlyList<object> UsedUp { get; init; }
}
