using InventorySync.Domain.Access;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Planning;

/// <summary>How close forecasts came over some weeks.</summary>
public sealed record AccuracyRow(string Method, SalesClass Class, int Forecasts, decimal Sold, decimal Foreseen, decimal Off, decimal OffAsLastWeek, int InBand)
{
    /// <summary>Mean error as a share of what was sold; null where nothing was sold.</summary>
    public decimal? Error => Sold > 0 ? Off / Sold : null;

    /// <summary>Above zero too much was foreseen, below too little.</summary>
    public decimal? Bias => Sold > 0 ? (Foreseen - Sold) / Sold : null;

    /// <summary>Below 1 better than "as last week".</summary>
    public decimal? AgainstLastWeek => OffAsLastWeek > 0 ? Off / OffAsLastWeek : null;

    public decimal Covered => Forecasts == 0 ? 0 : (decimal)InBand / Forecasts;
}

public sealed record AccuracyWeek(DateOnly From, int Forecasts, decimal? Error, decimal? ErrorAsLastWeek, decimal Covered);

/// <summary>A variant whose forecasts of the last weeks were far off.</summary>
public sealed record PoorForecast(long VariantId, long GroupId, string Sku, string Product, int Weeks, decimal Sold, decimal Foreseen, decimal Error);

public sealed record Accuracy(IReadOnlyList<AccuracyRow> Rows, IReadOnlyList<AccuracyWeek> Weeks, IReadOnlyList<PoorForecast> Poor);

/// <summary>Keeps a forecast of each week, compares it with what was sold, and tells which ones to distrust.</summary>
public sealed class ForecastTracking(IDbContextFactory<InventoryDb> dbs, ShopSettings settings, CurrentActor actor, TimeProvider clock)
{
    private const int KeptWeeks = 60;
    private const int PoorWeeks = 8;
    private const int MostPoor = 50;
    private const int AtOnce = 2_000;

    /// <summary>Keeps this week's forecasts where none is kept, and compares the weeks that are over.</summary>
    public async Task TrackAsync(CancellationToken ct = default)
    {
        var today = (await settings.GetAsync<ShopProfile>()).DayOf(clock.GetUtcNow());
        await KeepAsync(today, ct);
        await CompareAsync(today, ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var old = today.AddDays(-7 * KeptWeeks);
        await db.ForecastWeeks.Where(w => w.From < old).ExecuteDeleteAsync(ct);
        await db.ForecastScores.Where(s => s.From < old.AddDays(-365)).ExecuteDeleteAsync(ct);
    }

    public async Task<Accuracy> ReadAsync(int weeks, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PlanningView);
        var today = (await settings.GetAsync<ShopProfile>()).DayOf(clock.GetUtcNow());
        var poorFrom = (await settings.GetAsync<PlanningSettings>()).PoorFrom / 100;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var since = today.AddDays(-7 * Math.Clamp(weeks, 1, KeptWeeks) - 7);
        var scores = await db.ForecastScores.AsNoTracking().Where(s => s.From >= since).ToListAsync(ct);
        return new Accuracy(
            [.. scores.GroupBy(s => (s.Method, s.Class)).Select(g => Sum(g.Key.Method, g.Key.Class, g)).OrderBy(r => r.Class).ThenByDescending(r => r.Forecasts)],
            [.. scores.GroupBy(s => s.From).OrderBy(g => g.Key).Select(g => WeekOf(g.Key, Sum("", SalesClass.A, g)))],
            await PoorAsync(db, today, poorFrom, ct));
    }

    private static AccuracyRow Sum(string method, SalesClass sales, IEnumerable<ForecastScore> scores) =>
        scores.Aggregate(new AccuracyRow(method, sales, 0, 0, 0, 0, 0, 0), (sum, s) => sum with
        {
            Forecasts = sum.Forecasts + s.Variants,
            Sold = sum.Sold + s.Sold,
            Foreseen = sum.Foreseen + s.Foreseen,
            Off = sum.Off + s.Off,
            OffAsLastWeek = sum.OffAsLastWeek + s.OffAsLastWeek,
            InBand = sum.InBand + s.InBand,
        });

    private static AccuracyWeek WeekOf(DateOnly from, AccuracyRow sum) =>
        new(from, sum.Forecasts, sum.Error, sum.Sold > 0 ? sum.OffAsLastWeek / sum.Sold : null, sum.Covered);

    private static async Task<IReadOnlyList<PoorForecast>> PoorAsync(InventoryDb db, DateOnly today, decimal poorFrom, CancellationToken ct)
    {
        var since = today.AddDays(-7 * PoorWeeks - 7);
        var sums = await db.ForecastWeeks.Where(w => w.From >= since && w.Sold != null && !w.OutOfStock)
            .GroupBy(w => new { w.VariantId, w.GroupId })
            // rare sales are a matter of chance week by week; what counts is what went wrong over all of them
            .Select(g => new { g.Key.VariantId, g.Key.GroupId, Weeks = g.Count(), Sold = g.Sum(w => w.Sold!.Value), Foreseen = g.Sum(w => w.Foreseen) })
            .Where(s => s.Weeks >= 3 && s.Sold + s.Foreseen >= 5 && (s.Sold - s.Foreseen > poorFrom * s.Sold || s.Foreseen - s.Sold > poorFrom * s.Sold))
            .Join(db.Variants, s => s.VariantId, v => v.Id, (s, v) => new { s.VariantId, s.GroupId, v.Sku, Product = v.Product.Name, s.Weeks, s.Sold, s.Foreseen })
            .OrderByDescending(s => s.Sold + s.Foreseen).ThenBy(s => s.VariantId).Take(MostPoor).ToListAsync(ct);
        return [.. sums.Select(s => new PoorForecast(s.VariantId, s.GroupId, s.Sku, s.Product, s.Weeks, s.Sold, s.Foreseen, s.Sold > 0 ? Math.Abs(s.Foreseen - s.Sold) / s.Sold : 1))];
    }

    private async Task KeepAsync(DateOnly today, CancellationToken ct)
    {
        await using var reading = await dbs.CreateDbContextAsync(ct);
        var thisWeek = today.AddDays(-6);
        var kept = reading.ForecastWeeks.Where(w => w.From >= thisWeek);
        var classes = await reading.ReorderPlans.AsNoTracking().Select(p => new { p.VariantId, p.GroupId, p.Class }).ToDictionaryAsync(p => (p.VariantId, p.GroupId), p => p.Class, ct);
        var last = 0L;
        while (true)
        {
            var forecasts = await reading.VariantForecasts.AsNoTracking().Where(f => f.Id > last && f.From == today && !kept.Any(w => w.VariantId == f.VariantId && w.GroupId == f.GroupId))
                .OrderBy(f => f.Id).Take(AtOnce).ToListAsync(ct);
            if (forecasts.Count == 0)
                return;

            await dbs.ChangeAsync(db => db.LoadAsync([.. forecasts.Select(f => new ForecastWeek(f, classes.GetValueOrDefault((f.VariantId, f.GroupId), SalesClass.C)))], ct), ct);
            last = forecasts[^1].Id;
        }
    }

    private async Task CompareAsync(DateOnly today, CancellationToken ct)
    {
        await using var reading = await dbs.CreateDbContextAsync(ct);
        var over = today.AddDays(-7);
        var open = await reading.ForecastWeeks.Where(w => w.Sold == null && w.From <= over).Select(w => w.From).Distinct().OrderBy(d => d).ToListAsync(ct);
        foreach (var from in open)
        {
            while (await dbs.ChangeAsync(db => CompareAsync(db, from, ct), ct))
                ct.ThrowIfCancellationRequested();
            await ScoreAsync(from, ct);
        }
    }

    private static async Task<bool> CompareAsync(InventoryDb db, DateOnly from, CancellationToken ct)
    {
        var weeks = await db.ForecastWeeks.Where(w => w.Sold == null && w.From == from).OrderBy(w => w.Id).Take(AtOnce).ToListAsync(ct);
        var variants = weeks.Select(w => w.VariantId).Distinct().ToArray();
        var (before, until) = (from.AddDays(-7), from.AddDays(7));
        var days = (await db.DailyDemand.AsNoTracking().Where(d => variants.Contains(d.VariantId) && d.Day >= before && d.Day < until).ToListAsync(ct)).ToLookup(d => d.VariantId);
        foreach (var week in weeks)
        {
            var own = days[week.VariantId].Where(d => week.GroupId == VariantForecast.WholeShop || d.LocationId == week.GroupId).ToList();
            week.Compare(own.Where(d => d.Day >= from).Sum(d => d.Wanted), own.Where(d => d.Day < from).Sum(d => d.Wanted), own.Exists(d => d.OutOfStock && d.Day >= from));
        }

        return weeks.Count == AtOnce;
    }

    private Task ScoreAsync(DateOnly from, CancellationToken ct) => dbs.ChangeAsync(async db =>
    {
        await db.ForecastScores.Where(s => s.From == from).ExecuteDeleteAsync(ct);
        var weeks = await db.ForecastWeeks.AsNoTracking().Where(w => w.From == from && w.Sold != null && !w.OutOfStock).ToListAsync(ct);
        foreach (var group in weeks.GroupBy(w => (w.Method, w.Class)))
        {
            var score = new ForecastScore(from, group.Key.Method, group.Key.Class);
            score.Take([.. group]);
            db.ForecastScores.Add(score);
        }
    }, ct);
}
