using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Sales;

public sealed record OrderCreated(long OrderId, string PublicId, string Number);

public sealed record OrderChanged(long OrderId, string PublicId, string Number);

public sealed record OrderConfirmed(long OrderId, string PublicId, string Number);

/// <summary>More was sold than there is.</summary>
public sealed record OrderOversold(long OrderId, string PublicId, string Number);

public sealed record OrderPaid(long OrderId, string PublicId, string Number, decimal Amount, string Currency);

public sealed record OrderRefunded(long OrderId, string PublicId, string Number, decimal Amount, string Currency);

public sealed record OrderShipped(long OrderId, string PublicId, string Number, string Carrier, string TrackingNumber);

public sealed record OrderDelivered(long OrderId, string PublicId, string Number);

public sealed record OrderCancelled(long OrderId, string PublicId, string Number);

public sealed record ReturnChanged(long OrderId, string PublicId, string Number, ReturnState State);

/// <summary>Prices, promotions, taxes or rates changed: whoever shows a price asks anew.</summary>
public sealed record PricesChanged(string What);

/// <summary>Everything about an order is told under one subject, so that a screen of it listens once.</summary>
internal static class SalesEvents
{
    public static OutboxMessage Told<TEvent>(this TEvent what, Order order, DateTimeOffset at)
        where TEvent : notnull =>
        OutboxMessage.Of(what, FormattableString.Invariant($"order:{order.Id}"), at);

    public static OutboxMessage PricesTold(string what, DateTimeOffset at) => OutboxMessage.Of(new PricesChanged(what), $"prices:{what}", at);
}
