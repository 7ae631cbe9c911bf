namespace InventorySync.Domain.Purchasing;

/// <summary>What a supplier does not accept, said before the order is sent.</summary>
public static class PurchaseRules
{
    public static IEnumerable<PurchaseProblem> ProblemsOf(Supplier supplier, PurchaseOrder order, IReadOnlyDictionary<long, SupplierOffer> offers)
    {
        foreach (var line in order.Lines)
        {
            if (offers.TryGetValue(line.VariantId, out var offer) && ProblemOf(supplier, line, offer) is { } problem)
                yield return problem;
        }

        if (supplier.MinOrderValue is { } least && order.Lines.Count > 0 && order.Total < least)
            yield return new PurchaseProblem(null, new Sentence("“{0}” takes orders from {1} {2}; this one comes to {3}. Order more, or agree on it with the supplier.", supplier.Name, least, supplier.Currency, order.Total));
    }

    private static PurchaseProblem? ProblemOf(Supplier supplier, PurchaseLine line, SupplierOffer offer)
    {
        if (offer.MinQuantity is { } least && line.Ordered < least)
        {
            return new PurchaseProblem(line.VariantId, new Sentence("“{0}” sells “{1}” from {2} on; {3} are ordered. Order {4}, or agree on it with the supplier.", supplier.Name, line.Sku, least, line.Ordered, offer.Sellable(line.Ordered)))
            {
                Better = offer.Sellable(line.Ordered).Plain(),
            };
        }

        return offer.PackSize is { } pack && line.Ordered % pack != 0
            ? new PurchaseProblem(line.VariantId, new Sentence("“{0}” comes in packs of {1}; {2} are ordered. Order {3}, or agree on it with the supplier.", line.Sku, pack, line.Ordered, offer.Sellable(line.Ordered))) { Better = offer.Sellable(line.Ordered).Plain() }
            : null;
    }
}
