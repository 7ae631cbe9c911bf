using System.Globalization;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Sales;

public sealed record PriceQuestion(long VariantId, decimal Quantity);

/// <summary>One step on the way to a price, for people who ask why.</summary>
public sealed record PriceStep(Sentence Said, decimal Price);

public sealed record PriceAnswer(long VariantId, decimal Quantity, decimal Amount, string Currency, IReadOnlyList<PriceStep> Steps)
{
    /// <summary>In one line; null where it is simply the catalogue's price.</summary>
    public string? Why => Steps.Count <= 1 ? null : string.Join(" → ", Steps.Select(s => $"{s.Said} {s.Price.Plain().ToString(CultureInfo.InvariantCulture)}"));
}

/// <summary>What something costs: the catalogue's price, the customer's price list, the currency of the day, promotions.</summary>
public sealed class SellingPrices(IDbContextFactory<InventoryDb> dbs, CurrencyRates rates, ShopSettings settings)
{
    public async Task<PriceAnswer> ForAsync(long variantId, decimal quantity, string currency, long? priceListId, DateTimeOffset at, CancellationToken ct = default) =>
        (await ForAsync([new PriceQuestion(variantId, quantity)], currency, priceListId, at, ct))[0];

    /// <summary>Many at once, in a handful of questions however many they are.</summary>
    public async Task<IReadOnlyList<PriceAnswer>> ForAsync(IReadOnlyList<PriceQuestion> asked, string currency, long? priceListId, DateTimeOffset at, CancellationToken ct = default)
    {
        if (asked.Count == 0)
            return [];

        var shop = await settings.GetAsync<ShopProfile>();
        var day = shop.DayOf(at);
        var rate = await rates.RateAsync(currency, at, ct);
        var wanted = asked.Select(a => a.VariantId).Distinct().ToArray();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var goods = await GoodsAsync(db, wanted, ct);
        var list = priceListId is null ? null : await db.PriceLists.AsNoTracking().FirstOrDefaultAsync(l => l.Id == priceListId, ct);
        var listed = list is null || !list.HoldsOn(day) ? [] : await db.ListPrices.AsNoTracking().Where(p => p.PriceListId == list.Id && wanted.Contains(p.VariantId)).ToListAsync(ct);
        var listRate = list is null ? 1 : await rates.RateAsync(list.Currency, at, ct);
        var promotions = await db.Promotions.AsNoTracking().Where(p => p.Active && p.From <= day && day <= p.Until).OrderBy(p => p.Id).ToListAsync(ct);
        return
        [
            .. asked.Select(a =>
            {
                var thing = goods.GetValueOrDefault(a.VariantId) ?? throw Stock.StockFacts.Unknown(a.VariantId);
                var pricing = new Pricing(thing.Price, rate, currency);
                if (list?.HoldsOn(day) == true)
                    pricing.Apply(list, listed.Where(p => p.VariantId == a.VariantId && p.FromQuantity <= a.Quantity).MaxBy(p => p.FromQuantity), listRate);
                pricing.Apply([.. promotions.Where(p => p.FromQuantity <= a.Quantity && IsFor(p, thing))]);
                return new PriceAnswer(a.VariantId, a.Quantity, pricing.Price, currency, pricing.Steps);
            }),
        ];
    }

    private static bool IsFor(Promotion promotion, Good good) => promotion.Scope switch
    {
        PromotionScope.Everything => true,
        PromotionScope.Variant => promotion.ScopeId == good.VariantId,
        PromotionScope.Product => promotion.ScopeId == good.ProductId,
        _ => good.Path.Contains(FormattableString.Invariant($"/{promotion.ScopeId}/"), StringComparison.Ordinal),
    };

    private static async Task<Dictionary<long, Good>> GoodsAsync(InventoryDb db, long[] wanted, CancellationToken ct) => await (
        from variant in db.Variants.Where(v => wanted.Contains(v.Id))
        join category in db.Categories on variant.Product.CategoryId equals category.Id into categories
        from category in categories.DefaultIfEmpty()
        select new Good(variant.Id, variant.ProductId, variant.Price, category == null ? "" : category.Path)).ToDictionaryAsync(g => g.VariantId, ct);

    private sealed record Good(long VariantId, long ProductId, decimal Price, string Path);

    /// <summary>Walks from the catalogue's price to what is asked, and remembers the way. Only what is shown is rounded.</summary>
    private sealed class Pricing
    {
        private readonly decimal _rate;
        private readonly string _currency;
        private decimal _price;

        public Pricing(decimal cataloguePrice, decimal rate, string currency)
        {
            (_rate, _currency) = (rate, currency);
            Go(cataloguePrice / rate, "Catalogue");
        }

        public List<PriceStep> Steps { get; } = [];

        public decimal Price => new Money(_price, _currency).Rounded().Amount;

        public void Apply(PriceList list, ListPrice? own, decimal listRate)
        {
            if (own is not null)
                Go(list.Currency == _currency ? own.Price : own.Price * listRate / _rate, new Sentence("Price list {0}", list.Name));
            else if (list.PercentOff > 0)
                Go(_price * (100 - list.PercentOff) / 100, new Sentence("Price list {0}: {1} % off", list.Name, list.PercentOff));
        }

        /// <summary>The best that stands alone, or all that may be combined, whichever is less.</summary>
        public void Apply(IReadOnlyList<Promotion> promotions)
        {
            var best = promotions.Where(p => p.Stacking == Stacking.Alone).MinBy(p => p.Off(_price, _rate));
            var combined = promotions.Where(p => p.Stacking == Stacking.Combined).OrderBy(p => p.Kind).ToList();
            var together = combined.Aggregate(_price, (price, p) => p.Off(price, _rate));
            foreach (var promotion in best is not null && best.Off(_price, _rate) <= together ? [best] : combined)
                Go(promotion.Off(_price, _rate), new Sentence("Promotion {0}", promotion.Name));
        }

        private void Go(decimal price, Sentence said)
        {
            _price = price;
            Steps.Add(new PriceStep(said, Price));
        }
    }
}
