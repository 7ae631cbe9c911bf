using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Channels;

/// <summary>What was sold before the shop kept its books here: told by a channel when it was connected, or by a file. It moved no stock of ours; it is there for the forecasts.</summary>
public sealed class PastSale
{
    private PastSale()
    {
    }

    public PastSale(long channelId, string orderId, string lineId, long variantId, decimal quantity, DateTimeOffset at)
    {
        (ChannelId, OrderId, LineId, VariantId, Quantity, At) = (channelId, orderId, lineId, variantId, quantity, at);
    }

    public long Id { get; private set; }

    public long ChannelId { get; private set; }

    public string OrderId { get; private set; } = "";

    public string LineId { get; private set; } = "";

    public long VariantId { get; private set; }

    public decimal Quantity { get; private set; }

    public DateTimeOffset At { get; private set; }

    public void Correct(decimal quantity, DateTimeOffset at) => (Quantity, At) = (quantity, at);
}

/// <summary>Told when what was sold long ago was put right: whoever reckons with it reads these variants anew.</summary>
public sealed record PastSalesCorrected(IReadOnlyList<long> VariantIds)
{
    public static void Tell(InventoryDb db, IEnumerable<long> variantIds, DateTimeOffset at)
    {
        if (variantIds.Distinct().ToArray() is { Length: > 0 } corrected)
            db.Outbox.Add(OutboxMessage.Of(new PastSalesCorrected(corrected), "past-sales", at));
    }
}
