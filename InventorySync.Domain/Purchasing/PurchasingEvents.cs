using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Purchasing;

public sealed record SupplierChanged(long SupplierId, string Name);

/// <summary>An order was written, changed, approved, closed or cancelled.</summary>
public sealed record PurchaseChanged(long PurchaseOrderId, string Number, PurchaseState State);

public sealed record PurchaseSent(long PurchaseOrderId, string Number, string Supplier);

/// <summary>Goods came in good order and are on hand now.</summary>
public sealed record GoodsReceived(long PurchaseOrderId, string Number, long ReceiptId, IReadOnlyList<long> VariantIds, long LocationId);

/// <summary>A mail to a supplier waits to be sent.</summary>
public sealed record PurchaseMailAsked(long PurchaseOrderId);

/// <summary>Everything about an order is told under one subject, so that a screen of it listens once; so is everything about a supplier.</summary>
internal static class PurchasingEvents
{
    public static OutboxMessage Told<TEvent>(this TEvent what, PurchaseOrder order, DateTimeOffset at)
        where TEvent : notnull =>
        OutboxMessage.Of(what, FormattableString.Invariant($"purchase:{order.Id}"), at);

    public static OutboxMessage Told(this SupplierChanged what, DateTimeOffset at) => OutboxMessage.Of(what, FormattableString.Invariant($"supplier:{what.SupplierId}"), at);
}
