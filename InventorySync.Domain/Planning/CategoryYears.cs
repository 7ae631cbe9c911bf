using InventorySync.Domain.Forecasting;

namespace InventorySync.Domain.Planning;

/// <summary>How the others of a variant's category sell through the year. Two years of one variant hardly ever tell its season; those of a whole
/// category often do, counted by the variant, since what is added to a category and what leaves it is no season. Where a category sells too little
/// to tell, the branch above it is asked. Read once a run.</summary>
internal sealed class CategoryYears(IDbContextFactory<InventoryDb> dbs, DateOnly today)
{
    private const double LeastAWeek = 20;

    // what sells now and then is on sale before its first sale and after its last
    private const int Around = 45;

    private readonly DateOnly _since = today.AddDays(-7 * WeeklyDemand.MostWeeks);
    private readonly Dictionary<string, Sales> _sales = [];
    private Dictionary<long, string>? _paths;

    private int Days => today.DayNumber - _since.DayNumber;

    /// <summary>Null where the years differ too much, or there are less than two.</summary>
    public async Task<YearPattern?> OfAsync(PlannedVariant variant, IReadOnlyCollection<DemandDay> own, CancellationToken ct)
    {
        for (var path = await PathOfAsync(variant.CategoryId, ct); path.Length > 1; path = Above(path))
        {
            var others = (await SalesAsync(path, ct)).Without(SalesOf(own));
            var newest = NewestYears(others.Units);
            if (others.Units[newest..].Sum() > LeastAWeek * (Days - newest) / 7)
                return YearPattern.Of(others.ByVariant()[newest..], _since.AddDays(newest));
        }

        return null;
    }

    // where the whole years since the first sale begin
    private int NewestYears(double[] units) => Days - YearPattern.WholeYears(Days - units.TakeWhile(d => d <= 0).Count());

    private Sales SalesOf(IEnumerable<DemandDay> own)
    {
        var sales = new Sales(Days);
        var sold = own.Where(d => d.Day >= _since && d.Day < today).ToList();
        foreach (var day in sold)
            sales.Units[At(day.Day)] += day.Wanted;
        if (sold.Count > 0)
            sales.OnSaleFrom(At(sold.Min(d => d.Day)), At(sold.Max(d => d.Day)));
        return sales;
    }

    private int At(DateOnly day) => day.DayNumber - _since.DayNumber;

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

    private async Task<Sales> SalesAsync(string path, CancellationToken ct)
    {
        if (_sales.TryGetValue(path, out var known))
            return known;

        await using var db = await dbs.CreateDbContextAsync(ct);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var below = db.Categories.Where(c => c.Path.StartsWith(path)).Select(c => c.Id);
        var variants = db.Variants.Where(v => v.Product.CategoryId != null && below.Contains(v.Product.CategoryId.Value)).Select(v => v.Id);
        var demand = db.DailyDemand.Where(d => d.Day >= _since && d.Day < today && variants.Contains(d.VariantId));
        var sales = new Sales(Days);
        foreach (var day in await demand.GroupBy(d => d.Day).Select(g => new { Day = g.Key, Sold = g.Sum(d => d.Sold - d.Returned) }).ToListAsync(ct))
            sales.Units[At(day.Day)] = (double)day.Sold;
        foreach (var span in await demand.GroupBy(d => d.VariantId).Select(g => new { First = g.Min(d => d.Day), Last = g.Max(d => d.Day) }).ToListAsync(ct))
            sales.OnSaleFrom(At(span.First), At(span.Last));
        return _sales[path] = sales;
    }

    /// <summary>By the day: what was sold, and how many variants were on sale.</summary>
    private sealed record Sales(int Days)
    {
        public double[] Units { get; private init; } = new double[Days];

        private double[] OnSale { get; init; } = new double[Days];

        public void OnSaleFrom(int first, int last)
        {
            for (var day = Math.Max(0, first - Around); day < Math.Min(Days, last + Around); day++)
                OnSale[day]++;
        }

        public Sales Without(Sales own) => new(Days)
        {
            Units = [.. Units.Zip(own.Units, (all, one) => all - one)],
            OnSale = [.. OnSale.Zip(own.OnSale, (all, one) => all - one)],
        };

        public double[] ByVariant() => [.. Units.Zip(OnSale, (units, variants) => units / Math.Max(1, variants))];
    }
}
