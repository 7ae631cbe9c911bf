using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Forecasting;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Planning;

/// <summary>One week of the past as the forecast saw it.</summary>
public sealed record PastWeek(DateOnly From, decimal Sold, decimal Believed, bool OutOfStock, bool Promotion);

/// <summary>A forecast with the history it was made of.</summary>
public sealed record ForecastView(VariantForecast Forecast, IReadOnlyList<PastWeek> Past);

/// <summary>Forecasts the demand of every variant that is sold, a batch at a time on all cores; broken off, the next run goes on where this one stopped.</summary>
public sealed class Forecasts(IDbContextFactory<InventoryDb> dbs, ShopSettings settings, CurrentActor actor, TimeProvider clock, Progress progress)
{
    public const int Weeks = 26;

    /// <summary>Nothing sold for so long: nothing to forecast.</summary>
    private const int SilentDays = 365;

    private const int NewDays = 90;
    private const int BorrowUntilWeeks = 15;
    private const int MostSiblings = 6;
    private const int AtOnce = 250;

    /// <summary>All variants that have no forecast of today yet; the answer is how many were made.</summary>
    public async Task<int> MakeAllAsync(CancellationToken ct = default)
    {
        var (today, rules) = await RulesAsync();
        var wanted = await WantedAsync(today, rules.Scope, ct);
        var years = new CategoryYears(dbs, today);
        var done = 0;
        foreach (var chunk in wanted.Chunk(AtOnce))
        {
            ct.ThrowIfCancellationRequested();
            await MakeAsync(chunk, today, rules, years, ct);
            done += chunk.Length;
            progress.Report(done, wanted.Count, new Sentence("Forecasts: {0} of {1}.", done, wanted.Count));
        }

        await ForgetAsync(today, rules.Scope, ct);
        return done;
    }

    /// <summary>These variants at once, whenever their last forecast was made.</summary>
    public async Task MakeAsync(IReadOnlyCollection<long> variantIds, CancellationToken ct = default)
    {
        var (today, rules) = await RulesAsync();
        var years = new CategoryYears(dbs, today);
        foreach (var chunk in variantIds.Distinct().Order().Chunk(AtOnce))
            await MakeAsync(chunk, today, rules, years, ct);
    }

    public async Task<ForecastView?> FindAsync(long variantId, long groupId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PlanningView);
        var (today, rules) = await RulesAsync();
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.VariantForecasts.AsNoTracking().SingleOrDefaultAsync(f => f.VariantId == variantId && f.GroupId == groupId, ct) is not { } forecast)
            return null;

        var marks = await MarkedDays.ReadAsync(db, rules, ct);
        var variant = await PlannedVariant.Of(db, db.Variants.Where(v => v.Id == variantId)).SingleAsync(ct);
        var days = (await DaysAsync(db, [variantId], today, ct))[variantId].Where(d => groupId == VariantForecast.WholeShop || d.LocationId == groupId).ToList();
        return new ForecastView(forecast, PastOf(days, today, marks.PromotedOn(variant)));
    }

    private static List<PastWeek> PastOf(List<DemandDay> days, DateOnly today, Func<DateOnly, bool>? promoted)
    {
        var demand = WeeklyDemand.Of(days, today, promoted);
        var start = demand.Series.Start!.Value;
        var sold = days.Where(d => d.Day >= start && d.Day < today).GroupBy(d => (d.Day.DayNumber - start.DayNumber) / 7).ToDictionary(g => g.Key, g => (decimal)g.Sum(d => d.Wanted));
        return
        [
            .. demand.Series.Values.Select((value, week) => new PastWeek(start.AddDays(7 * week), sold.GetValueOrDefault(week), (decimal)value,
                demand.Series.OutOfStock?[week] == true || (decimal)value > sold.GetValueOrDefault(week), promoted is not null && Enumerable.Range(0, 7).Any(d => promoted(start.AddDays(7 * week + d))))),
        ];
    }

    private async Task<(DateOnly Today, PlanningSettings Rules)> RulesAsync() =>
        ((await settings.GetAsync<ShopProfile>()).DayOf(clock.GetUtcNow()), await settings.GetAsync<PlanningSettings>());

    private async Task<List<long>> WantedAsync(DateOnly today, PlanningScope scope, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var (since, isNew) = (today.AddDays(-SilentDays), clock.GetUtcNow().AddDays(-NewDays));
        var sold = await db.DailyDemand.Where(d => d.Day >= since && d.Sold > 0).Select(d => d.VariantId).Distinct().ToListAsync(ct);
        var fresh = await db.Variants.Where(v => !v.IsKit && v.Tracking != Tracking.None && v.Status == ProductStatus.Active && v.Product.CreatedAt >= isNew && v.Product.CategoryId != null).Select(v => v.Id).ToListAsync(ct);
        var made = await db.VariantForecasts.Where(f => f.From == today && (f.GroupId == VariantForecast.WholeShop) == (scope == PlanningScope.WholeShop)).Select(f => f.VariantId).Distinct().ToListAsync(ct);
        return [.. sold.Union(fresh).Except(made).Order()];
    }

    private async Task MakeAsync(long[] variantIds, DateOnly today, PlanningSettings rules, CategoryYears years, CancellationToken ct)
    {
        var questions = new List<Question>();
        await using (var db = await dbs.CreateDbContextAsync(ct))
        {
            var marks = await MarkedDays.ReadAsync(db, rules, ct);
            var category = new CategoryPromotions(db, marks, today);
            var variants = await PlannedVariant.Of(db, db.Variants.Where(v => variantIds.Contains(v.Id))).ToListAsync(ct);
            var days = await DaysAsync(db, variantIds, today, ct);
            foreach (var variant in variants.OrderBy(v => v.VariantId))
            {
                var own = days[variant.VariantId].ToList();
                questions.AddRange(QuestionsOf(variant, own, today, rules, marks, await ShortOf(variant, own, today, marks, category, ct), await years.OfAsync(variant, own, ct)));
            }

            await BorrowAsync(db, questions, today, ct);
        }

        var forecasts = Forecaster.ForecastAll([.. questions.Select(q => (q.Demand.Series, q.Request))], Environment.ProcessorCount, ct);
        var at = clock.GetUtcNow();
        var rows = questions.Zip(forecasts, (question, forecast) =>
        {
            var row = new VariantForecast(question.Variant.VariantId, question.GroupId);
            row.Take(forecast, question.Demand, today, at, question.Short);
            return row;
        }).ToList();
        await dbs.ChangeAsync(async db =>
        {
            await db.VariantForecasts.Where(f => variantIds.Contains(f.VariantId)).ExecuteDeleteAsync(ct);
            await db.LoadAsync(rows, ct);
        }, ct);
    }

    private static IEnumerable<Question> QuestionsOf(PlannedVariant variant, List<DemandDay> days, DateOnly today, PlanningSettings rules, MarkedDays marks, ShortPromotions? brief, YearPattern? year)
    {
        var groups = rules.Scope == PlanningScope.WholeShop
            ? [(Group: VariantForecast.WholeShop, Days: days)]
            : days.GroupBy(d => d.LocationId).Select(g => (Group: g.Key, Days: g.ToList()));
        var promoted = marks.PromotedOn(variant);
        foreach (var (group, own) in groups)
        {
            var demand = WeeklyDemand.Of(brief?.Without(own, today) ?? own, today, promoted, marks.Holidays.IsOn) with { SoldInYear = WeeklyDemand.YearOf(own, today) };
            yield return new Question(variant, group, demand, brief, new ForecastRequest
            {
                Horizon = Weeks,
                PlannedPromotions = Planned(demand.Series.Promotions, promoted, today),
                PlannedHolidays = Planned(demand.Series.Holidays, marks.Holidays.IsOn, today),
                CategoryYear = year,
            });
        }
    }

    // Most variants have no promotion of a day or two, and nothing changes for them.
    private static async Task<ShortPromotions?> ShortOf(PlannedVariant variant, List<DemandDay> days, DateOnly today, MarkedDays marks, CategoryPromotions category, CancellationToken ct)
    {
        if (marks.PromotedOn(variant) is not { } promoted || !ShortPromotions.AnyBetween(promoted, today.AddDays(-7 * WeeklyDemand.MostWeeks), today.AddDays(7 * Weeks)))
            return null;
        var own = PromotionDays.Of(days, today, promoted);
        var factor = own.Days >= PromotionDays.Enough ? own.Factor() : own.Factor(await category.OfAsync(variant, ct));
        return new ShortPromotions(promoted, factor);
    }

    // What was never seen has no effect that could be foreseen.
    private static IReadOnlyList<bool>? Planned(IReadOnlyList<bool>? seen, Func<DateOnly, bool>? isMarked, DateOnly today) =>
        seen is null ? null : WeeklyDemand.Marked(isMarked, today, Weeks) ?? new bool[Weeks];

    internal static async Task<ILookup<long, DemandDay>> DaysAsync(InventoryDb db, long[] variantIds, DateOnly today, CancellationToken ct)
    {
        var since = today.AddDays(-7 * WeeklyDemand.MostWeeks);
        var rows = await db.DailyDemand.AsNoTracking().Where(d => variantIds.Contains(d.VariantId) && d.Day >= since && d.Day < today)
            .Select(d => new { d.VariantId, d.LocationId, d.Day, Wanted = d.Sold - d.Returned, d.OutOfStock }).ToListAsync(ct);
        return rows.ToLookup(d => d.VariantId, d => new DemandDay(d.LocationId, d.Day, (double)d.Wanted, d.OutOfStock));
    }

    /// <summary>What is new learns from others of its category: those with most sales that are on sale for longer.</summary>
    private static async Task BorrowAsync(InventoryDb db, List<Question> questions, DateOnly today, CancellationToken ct)
    {
        var young = questions.Where(q => q.Demand.Series.Values.Count < BorrowUntilWeeks && q.Variant.CategoryId is not null).ToList();
        foreach (var category in young.GroupBy(q => q.Variant.CategoryId!.Value))
        {
            var until = today.AddDays(-7 * BorrowUntilWeeks);
            var siblings = await db.DailyDemand.Where(d => d.Day >= until && db.Variants.Any(v => v.Id == d.VariantId && v.Product.CategoryId == category.Key) && db.DailyDemand.Any(e => e.VariantId == d.VariantId && e.Day < until))
                .GroupBy(d => d.VariantId).OrderByDescending(g => g.Sum(d => d.Sold)).ThenBy(g => g.Key).Select(g => g.Key).Take(MostSiblings + 1).ToListAsync(ct);
            var days = await DaysAsync(db, [.. siblings], today, ct);
            var series = siblings.ToDictionary(s => s, s => WeeklyDemand.Of([.. days[s]], today).Series);
            foreach (var question in category)
                question.Request = question.Request with { Siblings = [.. series.Where(s => s.Key != question.Variant.VariantId).Select(s => s.Value).Take(MostSiblings)] };
        }
    }

    // What is not sold any more, or planned in another way, has no forecast that could mislead anybody.
    private async Task ForgetAsync(DateOnly today, PlanningScope scope, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.VariantForecasts.Where(f => f.From < today || (f.GroupId == VariantForecast.WholeShop) != (scope == PlanningScope.WholeShop)).ExecuteDeleteAsync(ct);
    }

    private sealed class Question(PlannedVariant variant, long groupId, WeeklyDemand demand, ShortPromotions? brief, ForecastRequest request)
    {
        public PlannedVariant Variant => variant;

        public long GroupId => groupId;

        public WeeklyDemand Demand => demand;

        public ShortPromotions? Short => brief;

        public ForecastRequest Request { get; set; } = request;
    }
}
