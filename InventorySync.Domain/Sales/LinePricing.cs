using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Sales;

/// <summary>What a line of an order says of a variant.</summary>
internal sealed record SoldVariant(VariantFacts Facts, string Name, string TaxClass)
{
    public static async Task<IReadOnlyDictionary<long, SoldVariant>> OfAsync(InventoryDb db, IEnumerable<long> variantIds, CancellationToken ct)
    {
        var wanted = variantIds.Distinct().ToArray();
        var facts = await db.VariantFactsAsync(wanted, ct);
        var names = await db.Variants.Where(v => wanted.Contains(v.Id)).Select(v => new { v.Id, v.Product.Name, v.OptionValues, v.Product.TaxClass }).ToListAsync(ct);
        return names.ToDictionary(n => n.Id, n => new SoldVariant(facts[n.Id], n.OptionValues.Count == 0 ? n.Name : $"{n.Name} · {string.Join(" / ", n.OptionValues)}", n.TaxClass));
    }
}

/// <summary>Writes what is sold onto an order: at the price that was given, or at the one that the rules make.</summary>
public sealed class LinePricing(SellingPrices prices)
{
    public async Task WriteAsync(InventoryDb db, Order order, IReadOnlyList<DraftLine> drafts, TaxTable taxes, DateTimeOffset at, CancellationToken ct)
    {
        var things = await SoldVariant.OfAsync(db, drafts.Select(l => l.VariantId!.Value), ct);
        var priced = await prices.ForAsync([.. drafts.Where(l => l.UnitPrice is null).Select(l => new PriceQuestion(l.VariantId!.Value, l.Quantity))], order.Currency, order.PriceListId, at, ct);
        foreach (var draft in drafts)
        {
            var thing = things[draft.VariantId!.Value];
            thing.Facts.CheckQuantity(draft.Quantity);
            var price = draft.UnitPrice is null ? priced.First(p => p.VariantId == draft.VariantId && p.Quantity == draft.Quantity) : null;
            order.Sell(new SoldThing(draft.VariantId, thing.Facts.Sku, thing.Name, draft.Quantity, draft.UnitPrice ?? price!.Amount)
            {
                Counted = thing.Facts.Counted,
                Discount = draft.Discount,
                TaxClass = thing.TaxClass,
                TaxPercent = taxes.PercentOf(thing.TaxClass),
                PriceNote = price?.Why,
            });
        }
    }
}
