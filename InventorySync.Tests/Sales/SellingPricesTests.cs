using InventorySync.Domain.Catalog;
using InventorySync.Domain.Common;
using InventorySync.Domain.Sales;
using InventorySync.Tests.Stock;

namespace InventorySync.Tests.Sales;

public sealed class SellingPricesTests(TestShop shop) : IClassFixture<TestShop>
{
    private DateOnly Today => DateOnly.FromDateTime(shop.Clock.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task The_catalogues_price_is_the_price_where_nothing_else_holds()
    {
        var lamp = await shop.GivenVariantAsync(v => v.Price = 12.50m);

        var price = await ForAsync(lamp);

        Assert.Equal((12.50m, "USD"), (price.Amount, price.Currency));
        Assert.Null(price.Why);
    }

    [Fact]
    public async Task A_price_list_gives_its_own_price_by_quantity_or_takes_its_share_off()
    {
        var (listed, other) = (await shop.GivenVariantAsync(v => v.Price = 20), await shop.GivenVariantAsync(v => v.Price = 20));
        var book = shop.Get<PriceBook>();
        var list = await book.CreateListAsync(new PriceListDetails { Name = $"Wholesale {SalesGoods.NextKey()}", Currency = "USD", PercentOff = 10 });
        await book.SetPriceAsync(list, new ListPriceDetails { VariantId = listed, FromQuantity = 1, Price = 17 });
        await book.SetPriceAsync(list, new ListPriceDetails { VariantId = listed, FromQuantity = 10, Price = 15 });

        Assert.Equal(17, (await ForAsync(listed, 9, list)).Amount);
        Assert.Equal(15, (await ForAsync(listed, 10, list)).Amount);
        var share = await ForAsync(other, 1, list);
        Assert.Equal((18m, 2), (share.Amount, share.Steps.Count));
    }

    [Fact]
    public async Task Of_promotions_that_stand_alone_the_best_counts_and_those_that_combine_add_up()
    {
        var lamp = await shop.GivenVariantAsync(v => v.Price = 100);
        await GivenPromotionAsync(lamp, PromotionKind.Percentage, 15, Stacking.Alone);
        await GivenPromotionAsync(lamp, PromotionKind.Percentage, 20, Stacking.Alone);
        Assert.Equal(80, (await ForAsync(lamp)).Amount);

        await GivenPromotionAsync(lamp, PromotionKind.Percentage, 10, Stacking.Combined);
        await GivenPromotionAsync(lamp, PromotionKind.Amount, 20, Stacking.Combined);
        var price = await ForAsync(lamp);
        Assert.Equal((70m, 3), (price.Amount, price.Steps.Count));
    }

    [Fact]
    public async Task A_promotion_holds_from_its_first_to_its_last_day()
    {
        var lamp = await shop.GivenVariantAsync(v => v.Price = 100);
        await shop.Get<PriceBook>().CreatePromotionAsync(Promotion(lamp, PromotionKind.Percentage, 50, Stacking.Alone) with { From = Today.AddDays(1), Until = Today.AddDays(2) });

        Assert.Equal([100m, 50m, 50m, 100m], await Task.WhenAll(Enumerable.Range(0, 4).Select(async day => (await shop.Get<SellingPrices>().ForAsync(lamp, 1, "USD", null, shop.Clock.GetUtcNow().AddDays(day))).Amount)));
    }

    [Fact]
    public async Task A_promotion_of_a_category_holds_for_everything_below_it()
    {
        var categories = shop.Get<Categories>();
        var above = await categories.CreateAsync(new CategoryDetails { Name = $"Light {SalesGoods.NextKey()}" });
        var below = await categories.CreateAsync(new CategoryDetails { Name = "Desk", ParentId = above });
        var lamp = await shop.GivenVariantAsync(v => v.Price = 100);
        await using (var db = shop.Db())
            await db.Products.Where(p => p.Variants.Any(v => v.Id == lamp)).ExecuteUpdateAsync(set => set.SetProperty(p => p.CategoryId, below));
        await shop.Get<PriceBook>().CreatePromotionAsync(Promotion(above, PromotionKind.Percentage, 25, Stacking.Alone) with { Scope = PromotionScope.Category });

        Assert.Equal(75, (await ForAsync(lamp)).Amount);
    }

    [Fact]
    public async Task Another_currency_is_counted_by_the_rate_of_the_day()
    {
        var lamp = await shop.GivenVariantAsync(v => v.Price = 100);
        var rates = shop.Get<CurrencyRates>();
        await rates.SaveAsync(new CurrencyRateDetails { Currency = "EUR", On = Today.AddDays(-5), Rate = 1.25m });
        await rates.SaveAsync(new CurrencyRateDetails { Currency = "EUR", On = Today.AddDays(1), Rate = 2 });

        Assert.Equal(80, (await shop.Get<SellingPrices>().ForAsync(lamp, 1, "EUR", null, shop.Clock.GetUtcNow())).Amount);
        Assert.Equal(50, (await shop.Get<SellingPrices>().ForAsync(lamp, 1, "EUR", null, shop.Clock.GetUtcNow().AddDays(1))).Amount);
        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => shop.Get<SellingPrices>().ForAsync(lamp, 1, "CHF", null, shop.Clock.GetUtcNow()));
        Assert.Equal("Currency", refused.Field);
    }

    [Fact]
    public async Task An_order_keeps_its_rate_and_tells_its_total_in_the_shops_money()
    {
        var lamp = await shop.GivenVariantAsync(v => v.Price = 100);
        await shop.Get<CurrencyRates>().SaveAsync(new CurrencyRateDetails { Currency = "GBP", On = Today, Rate = 1.30m });

        var orderId = await shop.Get<Orders>().CreateAsync(new OrderDraft { Currency = "GBP", Lines = [new DraftLine { VariantId = lamp, UnitPrice = 10 }] });

        var order = await shop.OrderAsync(orderId);
        Assert.Equal((10m, 1.30m, 13m), (order.Total, order.Rate, order.ShopTotal));
    }

    [Fact]
    public async Task The_nearest_tax_rate_of_the_day_counts()
    {
        var taxes = shop.Get<Taxes>();
        async Task Given(string region, string taxClass, decimal percent, DateOnly from) =>
            await taxes.CreateAsync(new TaxRateDetails { Country = "CA", Region = region, TaxClass = taxClass, Percent = percent, ValidFrom = from });
        await Given("", "", 5, Today.AddDays(-100));
        await Given("", "Reduced", 0, Today.AddDays(-100));
        await Given("Quebec", "", 14.975m, Today.AddDays(-100));
        await Given("", "", 6, Today.AddDays(1));

        async Task<decimal> OfAsync(string? region, string taxClass, int day) => (await taxes.TableAsync("CA", region, shop.Clock.GetUtcNow().AddDays(day))).PercentOf(taxClass);
        Assert.Equal((5m, 0m, 14.975m, 6m), (await OfAsync("Ontario", "Standard", 0), await OfAsync(null, "reduced", 0), await OfAsync("QUEBEC", "Standard", 0), await OfAsync(null, "Standard", 1)));
        Assert.Equal(0, (await taxes.TableAsync("ZW", null, shop.Clock.GetUtcNow())).PercentOf("Standard"));
        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => taxes.CreateAsync(new TaxRateDetails { Country = "ca", Percent = 7, ValidFrom = Today.AddDays(1) }));
        Assert.Equal(nameof(TaxRate.ValidFrom), refused.Field);
    }

    private Task<PriceAnswer> ForAsync(long variantId, decimal quantity = 1, long? list = null) => shop.Get<SellingPrices>().ForAsync(variantId, quantity, "USD", list, shop.Clock.GetUtcNow());

    private Task GivenPromotionAsync(long variantId, PromotionKind kind, decimal value, Stacking stacking) => shop.Get<PriceBook>().CreatePromotionAsync(Promotion(variantId, kind, value, stacking));

    private PromotionDetails Promotion(long scopeId, PromotionKind kind, decimal value, Stacking stacking) =>
        new() { Name = $"Sale {value}", Kind = kind, Value = value, Scope = PromotionScope.Variant, ScopeId = scopeId, From = Today, Until = Today.AddDays(3), Stacking = stacking };
}
