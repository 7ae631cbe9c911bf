using InventorySync.Data.Stock;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Planning;
using InventorySync.Tests.Forecasting;
using InventorySync.Tests.Stock;
using Microsoft.EntityFrameworkCore;

namespace InventorySync.Tests.Planning;

/// <summary>Goods that sell too little, or not for long enough, to tell their time of the year.</summary>
public sealed class CategoryYearsTests : IAsyncLifetime
{
    private const int TwoYears = 731;

    private readonly TestShop _shop = new();
    private readonly Noise _noise = new(4711);
    private long _store;

    private DateOnly Today => DateOnly.FromDateTime(_shop.Clock.GetUtcNow().UtcDateTime);

    // the best time is in ten weeks, and was ten weeks from now in the years before
    private DateOnly Best => Today.AddDays(70);

    public async Task InitializeAsync()
    {
        await _shop.InitializeAsync();
        _store = await _shop.GivenLocationAsync();
    }

    public Task DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task What_the_others_of_a_category_sell_through_the_year_counts_for_each()
    {
        var garden = await CategoryAsync("Garden");
        var goods = new List<long>();
        for (var i = 0; i < 12; i++)
            goods.Add(await SoldAsync(garden, TwoYears, 0.6));

        await MakeAsync(goods);

        await using var db = _shop.Db();
        var forecasts = await db.VariantForecasts.ToListAsync();
        Assert.Equal(12, forecasts.Count);
        Assert.All(forecasts, f => Assert.InRange(f.Peak!.Value, Best.AddDays(-28), Best.AddDays(28)));
        Assert.All(forecasts, f => Assert.True(f.PeakAbove > 0.4m, $"{f.PeakAbove}"));
        Assert.All(forecasts, f => Assert.True(f.Figures.Mean.Skip(8).Take(4).Average() > 1.3 * f.Figures.Mean.Skip(20).Take(4).Average()));
    }

    [Fact]
    public async Task The_branch_above_is_asked_where_a_category_sells_too_little()
    {
        var garden = await CategoryAsync("Plants");
        var pots = await CategoryAsync("Rare pots", below: garden);
        var rare = await SoldAsync(pots, TwoYears, 0.3);
        await SoldAsync(garden, TwoYears, 9);

        await MakeAsync([rare]);

        Assert.InRange((await ForecastAsync(rare)).Peak!.Value, Best.AddDays(-28), Best.AddDays(28));
    }

    [Fact]
    public async Task Its_own_sales_are_no_witness_nor_are_less_than_two_years_nor_goods_that_sell_evenly()
    {
        var alone = await SoldAsync(await CategoryAsync("Alone"), TwoYears, 0.6);
        var young = await CategoryAsync("Young");
        var (recent, _) = (await SoldAsync(young, 400, 0.6), await SoldAsync(young, 400, 9));
        var even = await CategoryAsync("Even");
        var (steady, _) = (await SoldAsync(even, TwoYears, 0.6, swing: 0), await SoldAsync(even, TwoYears, 9, swing: 0));

        await MakeAsync([alone, recent, steady]);

        foreach (var variant in (long[])[alone, recent, steady])
            Assert.Null((await ForecastAsync(variant)).Peak);
    }

    private async Task<long> CategoryAsync(string name, long? below = null) => await _shop.Get<Categories>().CreateAsync(new CategoryDetails { Name = name, ParentId = below });

    private async Task<long> SoldAsync(long category, int days, double rate, double swing = 0.9)
    {
        var variant = await _shop.GivenVariantAsync();
        await using var db = _shop.Db();
        await db.Products.Where(p => p.Variants.Any(v => v.Id == variant)).ExecuteUpdateAsync(p => p.SetProperty(x => x.CategoryId, category));
        foreach (var day in Enumerable.Range(1, days).Select(ago => Today.AddDays(-ago)))
        {
            var sold = _noise.Poisson(rate * (1 + swing * Math.Cos(2 * Math.PI * (day.DayNumber - Best.DayNumber) / 365.25)));
            if (sold == 0)
                continue;
            var demand = new DailyDemand(variant, _store, day);
            demand.Sell(sold);
            db.DailyDemand.Add(demand);
        }

        await db.SaveChangesAsync();
        return variant;
    }

    private Task MakeAsync(IReadOnlyCollection<long> variants) => _shop.Get<Forecasts>().MakeAsync(variants);

    private async Task<VariantForecast> ForecastAsync(long variant)
    {
        await using var db = _shop.Db();
        return await db.VariantForecasts.SingleAsync(f => f.VariantId == variant);
    }
}
