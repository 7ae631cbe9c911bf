namespace InventorySync.Domain.Catalog;

public enum PriceKind
{
    Price,
    CompareAt,
    Cost,
    Floor,
}

/// <summary>One price of a variant as it was changed: who, when, from, to. Written once.</summary>
public sealed class PriceChange : IAppendOnly
{
    private PriceChange()
    {
    }

    public long Id { get; private set; }

    public long VariantId { get; private set; }

    public PriceKind Kind { get; private set; }

    public decimal? From { get; private set; }

    public decimal? To { get; private set; }

    public DateTimeOffset At { get; private set; }

    public string ActorName { get; private set; } = "";

    public long? PersonId { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>What differs between the prices that were and those that are.</summary>
    public static IEnumerable<PriceChange> Between(Prices before, Variant after, Access.Actor actor, string reason, DateTimeOffset at) =>
        from kind in Enum.GetValues<PriceKind>()
        where before.Of(kind) != after.PriceOf(kind)
        select new PriceChange
        {
            VariantId = after.Id,
            Kind = kind,
            From = before.Of(kind),
            To = after.PriceOf(kind),
            At = at,
            ActorName = actor.Name,
            PersonId = actor.PersonId,
            Reason = reason,
        };

    /// <summary>One that was written in another shop, before this variant moved here.</summary>
    internal static PriceChange Brought(long variantId, PriceKind kind, decimal? from, decimal? to, DateTimeOffset at, string actorName, string reason) =>
        new() { VariantId = variantId, Kind = kind, From = from, To = to, At = at, ActorName = actorName, Reason = reason };
}

/// <summary>The prices of a variant at one moment.</summary>
public sealed record Prices(decimal Price, decimal? CompareAt, decimal? Cost, decimal? Floor)
{
    public static Prices Of(Variant variant) => new(variant.Price, variant.CompareAtPrice, variant.Cost, variant.FloorPrice);

    public decimal? Of(PriceKind kind) => kind switch
    {
        PriceKind.Price => Price,
        PriceKind.CompareAt => CompareAt,
        PriceKind.Cost => Cost,
        _ => Floor,
    };
}
