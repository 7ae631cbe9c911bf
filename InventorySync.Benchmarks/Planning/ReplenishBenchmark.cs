using System.Diagnostics;
using System.Text.Json.Nodes;
using InventorySync.Domain.Forecasting;
using InventorySync.Domain.Planning;

namespace InventorySync.Benchmarks.Planning;

/// <summary>A year of a made-up shop after a year of history: the planning's orders beside fixed thresholds and the normal theory of safety stock, all on the same customers.</summary>
public sealed class ReplenishBenchmark(TextWriter output) : IBenchmark
{
    private const int Variants = 1_000;
    private const int History = 364;
    private const int Year = 364;
    private const int Review = 7;
    private const int Cover = 14;
    private const double LeadSpread = 0.2;
    private const double HoldingCost = 0.2;
    private const double OrderCost = 4;

    // by value of the year of history, as the shop does it
    private static readonly double[] Targets = [0.98, 0.95, 0.90];
    private static readonly double[] Factors = [0.6, 0.8, 1, 1.25, 1.6, 2, 2.5, 3, 4];

    private static readonly DateOnly First = new(2024, 1, 7);

    public string Name => "replenish";

    public string Summary => "a year of orders for 1,000 variants by the planning, by fixed thresholds and by the normal theory: service, stock, cost";

    public Task<Figures> RunAsync(BenchmarkOptions options, CancellationToken ct)
    {
        var size = options.Size ?? Variants;
        var random = new Random(2604);
        var goods = Enumerable.Range(0, size).Select(i => new SoldGoods(i, History + Year, random)).ToArray();
        var classes = SalesClasses.Of(goods.Select(g => (g.Number, (decimal)(g.Wanted.Take(History).Sum() * g.Cost * 2))));
        var clock = Stopwatch.StartNew();
        var ours = Play(goods, g => new Planned(g, Targets[(int)classes[g.Number]]), ct);
        var seconds = clock.Elapsed.TotalSeconds;
        // the others are let choose, with hindsight, the factor that brings them to the service that we reached
        var normal = Factors.Select(f => (Factor: f, Result: Play(goods, g => new NormalTheory(g, Targets[(int)classes[g.Number]], f), ct))).ToList();
        var thresholds = Factors.Select(f => (Factor: f, Result: Play(goods, g => new FixedThreshold(g, f), ct))).ToList();

        output.WriteLine($"{"orders by",-28} {"served",8} {"stock",9} {"orders",8} {"cost a year",12}");
        Write("planning", ours);
        foreach (var (factor, result) in normal)
            Write(FormattableString.Invariant($"normal theory × {factor}"), result);
        foreach (var (factor, result) in thresholds)
            Write(FormattableString.Invariant($"fixed threshold × {factor}"), result);
        var target = goods.Sum(g => Targets[(int)classes[g.Number]] * g.Wanted.Skip(History).Sum()) / goods.Sum(g => (double)g.Wanted.Skip(History).Sum());
        var byClass = goods.GroupBy(g => classes[g.Number]).OrderBy(g => g.Key).Select(c => (Class: c.Key, Fill: c.Sum(g => ours.Served[g.Number]) / (double)Math.Max(1, c.Sum(g => ours.Served[g.Number] + ours.Missed[g.Number])))).ToList();
        foreach (var (sales, fill) in byClass)
            output.WriteLine(FormattableString.Invariant($"class {sales}: served {fill:P1} of {Targets[(int)sales]:P0} wanted"));

        var (normalStock, thresholdStock) = (StockAt(ours.Fill, normal), StockAt(ours.Fill, thresholds));
        return Task.FromResult(new Figures(this, options).Size(size).Seconds(seconds).PerSecond(size * (Year / 7.0) / seconds)
            .More("served", Figures.Rounded(ours.Fill)).More("target", Figures.Rounded(target))
            .More("stock", Figures.Rounded(ours.Stock)).More("stock_normal_theory", Known(normalStock)).More("stock_fixed_thresholds", Known(thresholdStock))
            .More("served_by_class", new JsonArray([.. byClass.Select(c => (JsonNode)Figures.Rounded(c.Fill))]))
            .Check("served within 2 points of the target", Math.Abs(ours.Fill - target) <= 0.02)
            .Check("less stock than fixed thresholds at the same service", thresholdStock is null || ours.Stock < thresholdStock)
            .Check("less stock than the normal theory at the same service", normalStock is null || ours.Stock < normalStock));

        void Write(string name, Result r) => output.WriteLine(FormattableString.Invariant($"{name,-28} {r.Fill,8:P2} {r.Stock,9:F0} {r.Orders,8} {r.Cost,12:F0}"));
    }

    private static JsonNode? Known(double? value) => value is { } known ? Figures.Rounded(known) : null;

    // the stock that this way of ordering needs for that service, between its two nearest trials
    private static double? StockAt(double fill, List<(double Factor, Result Result)> trials)
    {
        var sorted = trials.Select(t => t.Result).OrderBy(r => r.Fill).ToList();
        var above = sorted.FindIndex(r => r.Fill >= fill);
        if (above <= 0)
            return above == 0 ? sorted[0].Stock : null;
        var (low, high) = (sorted[above - 1], sorted[above]);
        return low.Stock + (high.Stock - low.Stock) * (fill - low.Fill) / Math.Max(1e-9, high.Fill - low.Fill);
    }

    private static Result Play(SoldGoods[] goods, Func<SoldGoods, IBuyer> hire, CancellationToken ct)
    {
        var (served, missed, stock, worth, orders) = (new long[goods.Length], new long[goods.Length], new double[goods.Length], new double[goods.Length], new int[goods.Length]);
        Parallel.ForEach(goods, new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = Environment.ProcessorCount }, g =>
        {
            var (shelf, buyer) = (new SoldShelf(g, g.Number), hire(g));
            shelf.Begin((int)Math.Ceiling(g.Rate * 40) + 2);
            for (var day = 0; day < History + Year; day++)
            {
                shelf.Live(day, day >= History);
                if (day >= 28 && day % Review == Review - 1)
                    shelf.Order(day, day < History ? Early(g, shelf) : buyer.Order(shelf, day), day >= History);
            }

            (served[g.Number], missed[g.Number], stock[g.Number], worth[g.Number], orders[g.Number]) = (shelf.Served, shelf.Missed, shelf.StockDays / Year, shelf.StockDays / Year * g.Cost, shelf.Orders);
        });
        return new Result(served, missed, stock.Sum(), orders.Sum(), worth.Sum() * HoldingCost + orders.Sum() * OrderCost);
    }

    // in the year of history somebody orders by feel, and often too late: the history hides demand
    private static int Early(SoldGoods g, SoldShelf shelf)
    {
        var month = shelf.Sold.TakeLast(28).Sum();
        return shelf.OnHand + shelf.OnItsWay <= month * 0.35 + 0.5 ? Packs(Math.Max(1, (int)Math.Ceiling(month * 1.1)), g.Pack) : 0;
    }

    private static int Packs(int quantity, int pack) => (quantity + pack - 1) / pack * pack;

    private sealed record Result(long[] Served, long[] Missed, double Stock, int Orders, double Cost)
    {
        public double Fill => Served.Sum() / (double)Math.Max(1, Served.Sum() + Missed.Sum());
    }

    private interface IBuyer
    {
        int Order(SoldShelf shelf, int day);
    }

    /// <summary>The product: weeks made of days, the forecast made anew every week, the policy's orders.</summary>
    private sealed class Planned(SoldGoods goods, double service) : IBuyer
    {
        public int Order(SoldShelf shelf, int day)
        {
            var today = First.AddDays(day + 1);
            var days = shelf.Sold.Select((sold, i) => new DemandDay(1, First.AddDays(i), sold, shelf.Empty[i])).Where(d => d.Wanted > 0 || d.OutOfStock).ToList();
            bool Promoted(DateOnly on) => on.DayNumber - First.DayNumber is var i && i >= 0 && i < goods.Promoted.Length && goods.Promoted[i];
            var demand = WeeklyDemand.Of(days, today, Promoted);
            var horizon = (goods.LeadDays * 2 + Review + Cover) / 7 + 2;
            var planned = demand.Series.Promotions is null ? null : WeeklyDemand.Marked(Promoted, today, horizon) ?? new bool[horizon];
            var forecast = ForecastContent.Of(Forecaster.Forecast(demand.Series, new ForecastRequest { Horizon = horizon, PlannedPromotions = planned }), demand.Weekdays);
            var supply = new SupplyTerms { LeadDays = goods.LeadDays, LeadSpread = goods.LeadDays * LeadSpread, Pack = goods.Pack, UnitCost = (decimal)goods.Cost };
            var advice = ReorderAdvice.Of(forecast, today, new StockPosition(shelf.OnHand + shelf.OnItsWay, []), supply, new ReorderTerms(service, Review, Cover), SalesClass.A);
            return (int)advice.Order.Quantity;
        }
    }

    /// <summary>Mean and deviation of the last weeks, the bell curve's factor for the service, the same lots.</summary>
    private sealed class NormalTheory(SoldGoods goods, double service, double factor) : IBuyer
    {
        // the bell curve's quantiles of the three classes
        private readonly double _deviations = (service >= 0.98 ? 2.0537 : service >= 0.95 ? 1.6449 : 1.2816) * factor;

        public int Order(SoldShelf shelf, int day)
        {
            var last = shelf.Sold.TakeLast(182).ToList();
            var mean = last.Average();
            var deviation = Math.Sqrt(last.Sum(s => (s - mean) * (s - mean)) / Math.Max(1, last.Count - 1));
            var until = goods.LeadDays + Review;
            var point = Math.Ceiling(mean * until + _deviations * Math.Sqrt(until * deviation * deviation + mean * mean * Math.Pow(goods.LeadDays * LeadSpread, 2)));
            return Missing(shelf, point, mean * Cover, goods.Pack);
        }
    }

    /// <summary>Set once from the year of history and left alone, as most shops do.</summary>
    private sealed class FixedThreshold(SoldGoods goods, double factor) : IBuyer
    {
        private double? _mean;

        public int Order(SoldShelf shelf, int day)
        {
            _mean ??= shelf.Sold.Average();
            return Missing(shelf, Math.Ceiling(_mean.Value * (goods.LeadDays + Review) * factor), _mean.Value * Cover, goods.Pack);
        }
    }

    private static int Missing(SoldShelf shelf, double point, double lot, int pack)
    {
        var position = shelf.OnHand + shelf.OnItsWay;
        return position <= point ? Packs((int)Math.Ceiling(Math.Max(1, point + lot - position)), pack) : 0;
    }
}
