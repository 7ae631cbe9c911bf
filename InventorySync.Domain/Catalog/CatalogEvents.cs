using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Catalog;

public sealed record ProductCreated(long ProductId, string Name);

public sealed record ProductChanged(long ProductId, string Name);

public sealed record ProductArchived(long ProductId, string Name);

public sealed record ProductRestored(long ProductId, string Name);

public sealed record PriceChanged(long ProductId, long VariantId, string Sku, PriceKind Kind, decimal? From, decimal? To);

/// <summary>The tree of categories was changed.</summary>
public sealed record CategoriesChanged(long CategoryId);

public sealed record BrandChanged(long BrandId, string Name);

/// <summary>Everything about a product is told under one subject, so that a screen of it listens once.</summary>
internal static class CatalogEvents
{
    public static OutboxMessage Told<TEvent>(this TEvent what, string kind, long id, DateTimeOffset at)
        where TEvent : notnull =>
        OutboxMessage.Of(what, FormattableString.Invariant($"{kind}:{id}"), at);

    public static OutboxMessage ToldOfProduct<TEvent>(this TEvent what, long productId, DateTimeOffset at)
        where TEvent : notnull =>
        what.Told("product", productId, at);
}
