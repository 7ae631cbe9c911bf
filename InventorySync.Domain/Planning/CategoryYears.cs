using InventorySync.Domain.Catalog;
using InventorySync.Domain.Forecasting;

namespace InventorySync.Domain.Planning;

/// <summary>How the others of a variant's category sell through the year. Two years of one variant tell its season hardly ever; those of a whole
/// category often do. Where a category sells too little to tell, the branch above it is asked. Read once a run.</summary>
internal sealed class CategoryYears(IDbContextFactory<InventoryDb> dbs, DateOnly today)
{
    private const double Year = 365.25;
    private const double LeastAWeek = 20;

    private readonly DateOnly _since = today.AddDays(-7 * WeeklyDemand.MostWeeks);
    private readonly Dictionary<string, double[]> _sold = [];
    private Dictionary<long, string>? _paths;

    /// <summary>Null where the years differ too much, or there are less than two.</summary>
    public async Task<YearPattern?> OfAsync(PlannedVariant variant, IReadOnlyCollection<DemandDay> own, CancellationToken ct)
    {
        for (var path = await PathOfAsync(variant.CategoryId, ct); path.Length > 1; path = Above(path))
        {
            var others = NewestYears(Without(await SoldAsync(path, ct), own));
            if (others.Sum() > LeastAWeek * others.Length / 7)
                return YearPattern.Of(others, today.AddDays(-others.Length));
        }

        return null;
    }

    // whole years since the first sale
    private static double[] NewestYears(double[] days)
    {
        var known = days.Length - days.TakeWhile(d => d <= 0).Count();
        return days[^(int)Math.Ceiling((int)(known / Year) * Year)..];
    }

    private double[] Without(double[] sold, IReadOnlyCollection<DemandDay> own)
    {
        var others = sold.ToArray();
        foreach (var day in own.Where(d => d.Day >= _since && d.Day < today))
            others[day.Day.DayNumber - _since.DayNumber] -= day.Wanted;
        return others;
    }

    private async Task<string> PathOfAsync(long? category, CancellationToken ct)
    {
        if (category is not { } known)
            return "";
        if (_paths is null)
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            _paths = await db.Categories.ToDictionaryAsync(c => c.Id, c => c.Path, ct);
        }

        return _paths.GetValueOrDefault(known, "");
    }

    // "/12/40/" is below "/12/"
    private static string Above(string path) => path[..(path.TrimEnd('/').LastIndexOf('/') + 1)];

    private async Task<double[]> SoldAsync(string path, CancellationToken ct)
    {
        if (_sold.TryGetValue(path, out var known))
            return known;

        var sold = new double[today.DayNumber - _since.DayNumber];
        await using var db = await dbs.CreateDbContextAsync(ct);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var below = db.Categories.Where(c => c.Path.StartsWith(path)).Select(c => c.Id);
        var variants = db.Variants.Where(v => v.Product.CategoryId != null && below.Contains(v.Product.CategoryId.Value)).Select(v => v.Id);
        var days = await db.DailyDemand.Where(d => d.Day >= _since && d.Day < today && variants.Contains(d.VariantId))
            .GroupBy(d => d.Day).Select(g => new { Day = g.Key, Sold = g.Sum(d => d.Sold - d.Returned) }).ToListAsync(ct);
        foreach (var day in days)
            sold[day.Day.DayNumber - _since.DayNumber] = (double)day.Sold;
        return _sold[path] = sold;
    }
}
