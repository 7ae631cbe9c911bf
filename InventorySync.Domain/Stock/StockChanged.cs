using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Stock;

/// <summary>On hand or reserved of a variant changed at a location. Whoever follows asks for the newest figures.</summary>
public sealed record StockChanged(long VariantId, long LocationId)
{
    public static IEnumerable<OutboxMessage> For(IEnumerable<StockKey> keys, DateTimeOffset at) =>
        keys.Select(k => OutboxMessage.Of(new StockChanged(k.VariantId, k.LocationId), SubjectOf(k.VariantId), at));

    public static string SubjectOf(long variantId) => FormattableString.Invariant($"variant:{variantId}");
}
