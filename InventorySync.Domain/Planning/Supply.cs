using InventorySync.Domain.Purchasing;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Planning;

/// <summary>Reads from whom variants can be had: the preferred offer, otherwise the cheapest, with delivery times as they were measured.</summary>
internal sealed class Supply
{
    private const int MeasuredDeliveries = 20;
    private const int EnoughDeliveries = 3;

    private readonly ILookup<long, Found> _offers;
    private readonly Dictionary<long, (double Mean, double Spread)> _measured;
    private readonly Dictionary<string, decimal> _rates;
    private readonly PlanningSettings _rules;

    private Supply(ILookup<long, Found> offers, Dictionary<long, (double, double)> measured, Dictionary<string, decimal> rates, PlanningSettings rules) =>
        (_offers, _measured, _rates, _rules) = (offers, measured, rates, rules);

    public static async Task<Supply> ReadAsync(InventoryDb db, long[] variantIds, PlanningSettings rules, ShopProfile shop, DateOnly today, CancellationToken ct)
    {
        var offers = await (
            from offer in db.SupplierOffers.AsNoTracking().Where(o => o.Active && variantIds.Contains(o.VariantId))
            join supplier in db.Suppliers.Where(s => s.Active) on offer.SupplierId equals supplier.Id
            select new Found(offer, supplier.Id, supplier.Name, supplier.Currency, supplier.LeadTimeDays)).ToListAsync(ct);
        var keys = offers.Select(o => o.Offer.Id).ToArray();
        var breaks = (await db.PriceBreaks.AsNoTracking().Where(b => keys.Contains(b.SupplierOfferId)).ToListAsync(ct)).ToLookup(b => b.SupplierOfferId);
        foreach (var found in offers)
            found.Breaks = [.. breaks[found.Offer.Id].OrderBy(b => b.FromQuantity)];
        return new Supply(offers.ToLookup(o => o.Offer.VariantId), await MeasuredAsync(db, [.. offers.Select(o => o.SupplierId).Distinct()], today, ct), await RatesAsync(db, shop, today, ct), rules);
    }

    public SupplyTerms For(PlannedVariant variant)
    {
        var found = _offers[variant.VariantId].OrderByDescending(o => o.Offer.Preferred).ThenBy(o => InShopMoney(o.Offer.Cost, o.Currency) ?? decimal.MaxValue).ThenBy(o => o.Offer.Id).FirstOrDefault();
        if (found is null)
            return new SupplyTerms { LeadDays = _rules.LeadDays, LeadSpread = _rules.LeadDays * (double)_rules.LeadSpread / 100, UnitCost = variant.Cost, Pack = variant.Pack };

        var stated = found.Offer.LeadTimeDays ?? found.LeadDays;
        var (lead, spread) = found.Offer.LeadTimeDays is null && _measured.TryGetValue(found.SupplierId, out var measured) ? measured : (stated, stated * (double)_rules.LeadSpread / 100);
        return new SupplyTerms
        {
            SupplierId = found.SupplierId,
            Supplier = found.Supplier,
            LeadDays = lead,
            LeadSpread = spread,
            UnitCost = InShopMoney(found.Offer.Cost, found.Currency),
            MinimumQuantity = found.Offer.MinQuantity ?? 0,
            Pack = found.Offer.PackSize ?? (variant.Decimals == 0 ? 1 : 0),
            Breaks = [.. found.Breaks.Where(_ => InShopMoney(1, found.Currency) is not null).Select(b => new SupplyBreak(b.FromQuantity, InShopMoney(b.UnitCost, found.Currency)!.Value))],
        };
    }

    private decimal? InShopMoney(decimal amount, string currency) => _rates.TryGetValue(currency, out var rate) ? Math.Round(amount * rate, 4) : null;

    private static async Task<Dictionary<string, decimal>> RatesAsync(InventoryDb db, ShopProfile shop, DateOnly today, CancellationToken ct)
    {
        var rates = (await db.CurrencyRates.AsNoTracking().Where(r => r.On <= today).ToListAsync(ct)).GroupBy(r => r.Currency).ToDictionary(g => g.Key, g => g.MaxBy(r => r.On)!.Rate);
        rates[shop.Currency] = 1;
        return rates;
    }

    // From sent to the first goods in the house, as often as it was seen.
    private static async Task<Dictionary<long, (double, double)>> MeasuredAsync(InventoryDb db, long[] suppliers, DateOnly today, CancellationToken ct)
    {
        var since = new DateTimeOffset(today.AddDays(-730), TimeOnly.MinValue, TimeSpan.Zero);
        var deliveries = await db.PurchaseOrders.IgnoreQueryFilters().Where(o => suppliers.Contains(o.SupplierId) && o.SentAt >= since && o.FirstReceivedAt != null)
            .Select(o => new { o.SupplierId, Sent = o.SentAt!.Value, Came = o.FirstReceivedAt!.Value }).ToListAsync(ct);
        return deliveries.GroupBy(d => d.SupplierId)
            .Select(g => (g.Key, Days: g.OrderByDescending(d => d.Came).Take(MeasuredDeliveries).Select(d => Math.Max(0, (d.Came - d.Sent).TotalDays)).ToList()))
            .Where(g => g.Days.Count >= EnoughDeliveries)
            .ToDictionary(g => g.Key, g => (g.Days.Average(), Math.Sqrt(g.Days.Sum(d => Math.Pow(d - g.Days.Average(), 2)) / (g.Days.Count - 1))));
    }

    private sealed class Found(SupplierOffer offer, long supplierId, string supplier, string currency, int leadDays)
    {
        public SupplierOffer Offer => offer;

        public long SupplierId => supplierId;

        public string Supplier => supplier;

        public string Currency => currency;

        public int LeadDays => leadDays;

        public List<PriceBreak> Breaks { get; set; } = [];
    }
}
