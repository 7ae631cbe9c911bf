namespace InventorySync.Domain.Purchasing;

/// <summary>A variant that a supplier sells to the shop, for what, and in which quantities. Its money is the supplier's.</summary>
public sealed class SupplierOffer : IVersioned, IAudited
{
    private SupplierOffer()
    {
    }

    public long Id { get; private set; }

    public long SupplierId { get; private set; }

    public long VariantId { get; private set; }

    public string SupplierSku { get; private set; } = "";

    /// <summary>Folded, for search.</summary>
    [NotAudited]
    public string SupplierSkuFolded { get; private set; } = "";

    /// <summary>What a unit costs below the first price break.</summary>
    public decimal Cost { get; private set; }

    /// <summary>The least that is sold at once; null where any quantity is.</summary>
    public decimal? MinQuantity { get; private set; }

    /// <summary>Sold in multiples of this; null where any quantity is.</summary>
    public decimal? PackSize { get; private set; }

    /// <summary>Null where the supplier's own lead time holds.</summary>
    public int? LeadTimeDays { get; private set; }

    /// <summary>Bought here first. Only one offer of a variant is.</summary>
    public bool Preferred => PreferredFor is not null;

    /// <summary>The variant again where this is its preferred offer: unique, so that two people cannot prefer two.</summary>
    [NotAudited]
    public long? PreferredFor { get; private set; }

    public bool Active { get; private set; } = true;

    public ulong Version { get; private set; }

    public List<PriceBreak> Breaks { get; } = [];

    public string AuditName => SupplierSku.Length > 0 ? SupplierSku : FormattableString.Invariant($"#{VariantId}");

    public static SupplierOffer Create(long supplierId, OfferDetails details)
    {
        var offer = new SupplierOffer { SupplierId = supplierId, VariantId = details.VariantId ?? 0 };
        offer.Change(details);
        return offer;
    }

    public void Change(OfferDetails details)
    {
        Input.Check(details);
        if (details.VariantId != VariantId)
            throw new BusinessRuleException("An offer stays with its variant. Make a new offer for another one.") { Field = nameof(VariantId) };
        SupplierSku = Text.Tidy(details.SupplierSku);
        SupplierSkuFolded = Text.Folded(SupplierSku);
        (Cost, MinQuantity, PackSize, LeadTimeDays) = (details.Cost!.Value, details.MinQuantity, details.PackSize, details.LeadTimeDays);
        Active = details.Active;
        Prefer(details.Preferred);
        Replace(details.Breaks);
    }

    public void Prefer(bool preferred) => PreferredFor = preferred ? VariantId : null;

    /// <summary>What a unit costs when this many are bought at once.</summary>
    public decimal UnitCostOf(decimal quantity) =>
        Breaks.Where(b => b.FromQuantity <= quantity).OrderByDescending(b => b.FromQuantity).Select(b => (decimal?)b.UnitCost).FirstOrDefault() ?? Cost;

    /// <summary>The least quantity the supplier sells that is not below what is wanted: at least the minimum, in whole packs.</summary>
    public decimal Sellable(decimal wanted)
    {
        var quantity = Math.Max(wanted, MinQuantity ?? 0);
        return PackSize is { } pack ? Math.Ceiling(quantity / pack) * pack : quantity;
    }

    private void Replace(List<BreakDetails> breaks)
    {
        if (Breaks.OrderBy(b => b.FromQuantity).Select(b => (b.FromQuantity, b.UnitCost)).SequenceEqual(breaks.Select(b => (b.FromQuantity!.Value, b.UnitCost!.Value)).Order()))
            return;

        Breaks.RemoveAll(b => !breaks.Exists(d => d.FromQuantity == b.FromQuantity));
        foreach (var wanted in breaks)
        {
            if (Breaks.Find(b => b.FromQuantity == wanted.FromQuantity) is { } there)
                there.UnitCost = wanted.UnitCost!.Value;
            else
                Breaks.Add(new PriceBreak { FromQuantity = wanted.FromQuantity!.Value, UnitCost = wanted.UnitCost!.Value });
        }
    }
}

/// <summary>From this quantity on a unit costs this.</summary>
public sealed class PriceBreak
{
    public long SupplierOfferId { get; private set; }

    public required decimal FromQuantity { get; init; }

    public decimal UnitCost { get; internal set; }
}
