using System.Globalization;
using InventorySync.Domain.Planning;
using InventorySync.Domain.Sales;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Data.Demo;

/// <summary>The promotions of two years as planning knows them, forecasts of the last weeks with how close they came, and this morning's plan.</summary>
internal sealed class DemoPlanning : IDemoShare
{
    private const int PastWeeks = 6;
    private const int FollowedVariants = 200;

    public int Order => 90;

    public IEnumerable<DemoStep> Steps(DemoCalendar calendar)
    {
        yield return new DemoStep("planning: promotions of two years", calendar.DaysAgo(279), DemoPerson.Manager, (services, ct) => PromotionsAsync(services, calendar, ct));
        yield return new DemoStep("planning: the history of demand", calendar.DaysAgo(7 * PastWeeks, 2), DemoPerson.Manager, HistoryAsync);
        for (var weeks = PastWeeks; weeks > 0; weeks--)
            yield return new DemoStep($"planning: forecasts {weeks} weeks ago", calendar.DaysAgo(7 * weeks, 3), DemoPerson.Manager, WeekAsync);
        yield return new DemoStep("planning: this morning", calendar.DaysAgo(0, 7), DemoPerson.Manager, (services, ct) => services.GetRequiredService<PlanningNight>().RunAsync(ct));
    }

    private static async Task PromotionsAsync(IServiceProvider services, DemoCalendar calendar, CancellationToken ct)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<InventoryDb>>().CreateDbContextAsync(ct);
        var there = (await db.Promotions.Select(p => p.Name).ToListAsync(ct)).ToHashSet();
        var (prices, categories) = (services.GetRequiredService<PriceBook>(), await db.Categories.Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Name, c => c.Id, ct));
        foreach (var category in DemoGoods.Kinds.Select(k => k.Category).Distinct().Where(categories.ContainsKey))
        {
            foreach (var (days, name) in DemoHistory.PromotionsOf(category, calendar.Today.AddYears(-2), calendar.Today.AddMonths(6)).Select(d => (d, $"{category}, {d.ToString("MMMM yyyy", CultureInfo.InvariantCulture)}")).Where(p => !there.Contains(p.Item2)))
                await prices.CreatePromotionAsync(new PromotionDetails { Name = name, Kind = PromotionKind.Percentage, Value = 15, Scope = PromotionScope.Category, ScopeId = categories[category], From = days, Until = days.AddDays(9) }, ct);
        }
    }

    private static async Task HistoryAsync(IServiceProvider services, CancellationToken ct)
    {
        await services.GetRequiredService<DemandHistory>().UpdateAsync(ct);
        await using var db = await services.GetRequiredService<IDbContextFactory<InventoryDb>>().CreateDbContextAsync(ct);
        await db.LookAgainAsync(ct);
    }

    // Only what sells most: enough to see how close forecasts come.
    private static async Task WeekAsync(IServiceProvider services, CancellationToken ct)
    {
        await services.GetRequiredService<DemandHistory>().UpdateAsync(ct);
        await using var db = await services.GetRequiredService<IDbContextFactory<InventoryDb>>().CreateDbContextAsync(ct);
        var variants = await db.DailyDemand.GroupBy(d => d.VariantId).OrderByDescending(g => g.Sum(d => d.Sold)).ThenBy(g => g.Key).Select(g => g.Key).Take(FollowedVariants).ToListAsync(ct);
        await services.GetRequiredService<Forecasts>().MakeAsync(variants, ct);
        await services.GetRequiredService<Replenishment>().PlanAllAsync(ct);
        await services.GetRequiredService<ForecastTracking>().TrackAsync(ct);
    }
}
