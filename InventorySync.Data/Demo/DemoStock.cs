using System.Globalization;
using InventorySync.Data.Common;
using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Places;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Data.Demo;

/// <summary>Two years of receipts, transfers and sales, with trend, season, weekdays and promotions. The stock's own arithmetic makes each movement;
/// they are loaded together, and whoever looks again finds the books in order.</summary>
internal sealed class DemoStock(DemoSize size) : IDemoShare
{
    public int Order => 40;

    public IEnumerable<DemoStep> Steps(DemoCalendar calendar)
    {
        yield return new DemoStep("stock: two years of movements", calendar.DaysAgo(0, 0, 30), DemoPerson.Manager, (services, ct) => new Writer(services, size, calendar).WriteAsync(ct));
    }

    private sealed class Writer(IServiceProvider services, DemoSize size, DemoCalendar calendar)
    {
        public async Task WriteAsync(CancellationToken ct)
        {
            var database = services.GetRequiredService<InventoryDatabase>();
            // without watchers: what happened in two years is not told to anybody again
            await using var quiet = new InventoryDatabase(database.Provider, database.ConnectionString, []);
            await using var db = quiet.Open(Actor.System("Demo shop"));
            if (await db.StockMovements.AnyAsync(ct))
                return;

            var history = new DemoHistory(await GoodsAsync(db, ct), await PlacesAsync(db, ct), size.Days, calendar.Today, (await services.GetRequiredService<ShopSettings>().GetAsync<ShopProfile>()).Zone);
            history.Run();
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await BulkLoad.AddAsync(db, history.Items, ct);
            await BulkLoad.AddAsync(db, history.Movements, ct);
            await BulkLoad.AddAsync(db, history.Layers, ct);
            await BulkLoad.AddAsync(db, history.InBins, ct);
            await transaction.CommitAsync(ct);
            await db.LookAgainAsync(ct);
            await services.GetRequiredService<StockInLists>().CountAllAsync(ct);
        }

        private static async Task<List<DemoThing>> GoodsAsync(InventoryDb db, CancellationToken ct)
        {
            var kinds = DemoGoods.Kinds.ToDictionary(k => k.Code);
            var variants = await db.Variants.Where(v => !v.IsKit).OrderBy(v => v.Sku).Select(v => new { v.Id, v.Sku, v.QuantityDecimals, v.Tracking, v.Price, v.Cost, v.PackSize, v.Product.Status, v.Product.CreatedAt }).ToListAsync(ct);
            return [.. variants.Where(v => kinds.ContainsKey(v.Sku[..3])).Select(v => new DemoThing(new VariantFacts(v.Id, v.Sku, v.QuantityDecimals, v.Tracking, IsKit: false, v.Cost ?? 0), kinds[v.Sku[..3]], v.Price, v.Cost ?? 1, v.PackSize, v.Status == ProductStatus.Discontinued, DateOnly.FromDateTime(v.CreatedAt.UtcDateTime)))];
        }

        private static async Task<List<DemoPlace>> PlacesAsync(InventoryDb db, CancellationToken ct)
        {
            var bins = (await db.Bins.Where(b => b.Active).OrderBy(b => b.Code).AsNoTracking().ToListAsync(ct)).ToLookup(b => b.LocationId);
            var locations = await db.Locations.Select(l => new { l.Id, l.Kind, l.Name }).ToListAsync(ct);
            var people = await db.People.ToDictionaryAsync(p => p.DisplayName, p => p.Id, ct);
            return [.. locations.Select(l => new DemoPlace(l.Id, l.Kind, [.. bins[l.Id]], l.Kind == LocationKind.Warehouse ? DemoPerson.Warehouse.Name : $"Till of {l.Name}",
                l.Kind == LocationKind.Warehouse && people.TryGetValue(DemoPerson.Warehouse.Name, out var person) ? person : null))];
        }
    }
}

/// <summary>A variant as the demo's history deals with it.</summary>
internal sealed record DemoThing(VariantFacts Facts, DemoKind Kind, decimal Price, decimal Cost, decimal Pack, bool Discontinued, DateOnly Since)
{
    public long VariantId => Facts.VariantId;
}

internal sealed record DemoPlace(long LocationId, LocationKind Kind, IReadOnlyList<Bin> Bins, string Who, long? PersonId);

/// <summary>Plays two years, day by day, for one variant after another. The same seed gives the same history.</summary>
internal sealed class DemoHistory(IReadOnlyList<DemoThing> things, IReadOnlyList<DemoPlace> places, int days, DateOnly today, TimeZoneInfo zone)
{
    private const int Seed = 730_1_3;

    /// <summary>Units a day that all variants together sell when nothing is special.</summary>
    private const double UnitsADay = 260;

    private const int OnlineSince = 539;
    private const int WarehouseSince = 712;
    private const double StoreShare = 0.55;

    private static readonly double[] StoreWeek = [0, 0.8, 0.85, 0.95, 1.05, 1.35, 1.8];
    private static readonly double[] OnlineWeek = [1.25, 1.1, 1.0, 0.95, 0.95, 0.85, 0.9];

    private readonly Random _random = new(Seed);
    private readonly DemoPlace _store = places.First(p => p.Kind == LocationKind.Store);
    private readonly DemoPlace _warehouse = places.First(p => p.Kind == LocationKind.Warehouse);
    private readonly DemoPlace _hub = places.First(p => p.Kind == LocationKind.Online);
    private readonly Dictionary<long, Bin> _bins = places.SelectMany(p => p.Bins).ToDictionary(b => b.Id);
    private readonly double _weights = things.Sum(t => t.Kind.Weight);

    public List<StockItem> Items { get; } = [];

    public List<StockLayer> Layers { get; } = [];

    public List<BinStock> InBins { get; } = [];

    public List<StockMovement> Movements { get; } = new(300_000);

    public void Run()
    {
        foreach (var thing in things)
            Play(thing);
    }

    private void Play(DemoThing thing)
    {
        // a few sell much, many sell little
        var luck = Math.Exp(1.1 * Gaussian() - 0.6);
        var rate = UnitsADay * thing.Kind.Weight / _weights * luck;
        var shelf = new Shelf(thing, rate, this, _random.Next());
        for (var ago = Math.Min(days, today.DayNumber - thing.Since.DayNumber - 1); ago >= 1; ago--)
            shelf.Live(today.AddDays(-ago), ago);
        Items.AddRange(shelf.Past.Items);
        Layers.AddRange(shelf.Past.Layers);
        InBins.AddRange(shelf.Past.InBins);
    }

    private double Gaussian() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    /// <summary>How much better or worse a kind sells on this day than on average: season, growth, promotions.</summary>
    private static double Demand(DemoKind kind, DateOnly day, int ago)
    {
        var month = day.Month - 1 + day.Day / 31.0;
        var season = 1 + kind.Swing * Math.Pow(Math.Max(0, Math.Cos((month - (kind.Peak - 0.5)) / 12 * 2 * Math.PI)), 2) - kind.Swing * 0.25;
        var growth = 1 + 0.32 * (730 - ago) / 730.0;
        var promotion = IsPromoted(kind, day) ? 1.9 : 1;
        var advent = day.Month == 12 && day.Day <= 23 ? 1.35 : 1;
        return Math.Max(0.15, season) * growth * promotion * advent;
    }

    /// <summary>The first days of a category's promotions between two days.</summary>
    internal static IEnumerable<DateOnly> PromotionsOf(string category, DateOnly from, DateOnly until)
    {
        for (var month = new DateOnly(from.Year, from.Month, 8); month <= until; month = month.AddMonths(1))
        {
            if (month >= from && month.Month % 6 == FirstMonthOf(category) % 6)
                yield return month;
        }
    }

    /// <summary>Each category has two promotions a year, ten days long, in months of its own.</summary>
    private static bool IsPromoted(DemoKind kind, DateOnly day)
    {
        var first = FirstMonthOf(kind.Category);
        return (day.Month == first || day.Month == first + 6) && day.Day is >= 8 and <= 17;
    }

    private static int FirstMonthOf(string category) => 1 + (category.Length * 5 + category[0]) % 6;

    private DateTimeOffset At(DateOnly day, double hour)
    {
        var local = day.ToDateTime(TimeOnly.MinValue).AddSeconds((int)(hour * 3600));
        // an hour that the clocks leave out in spring is none anybody works in
        return new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), zone), TimeSpan.Zero);
    }

    /// <summary>One variant in all places.</summary>
    private sealed class Shelf(DemoThing thing, double rate, DemoHistory history, int seed)
    {
        private readonly Random _random = new(seed);
        private int _commands;

        public StockPast Past { get; } = new(thing.Facts, history._bins);

        public void Live(DateOnly day, int ago)
        {
            var demand = rate * Demand(thing.Kind, day, ago);
            var online = ago <= OnlineSince;
            var supply = ago <= WarehouseSince ? history._warehouse : history._store;
            // what is discontinued is not bought any more in the last months, and some suppliers are late
            var bought = !(thing.Discontinued && ago < 160) && !(thing.VariantId % 29 == 0 && ago < 75);
            if (bought && (!Past.Items.Any() || day.DayOfWeek == (DayOfWeek)(1 + thing.VariantId % 5)))
                Buy(supply, day, demand);
            if (supply != history._store && day.DayOfWeek is DayOfWeek.Tuesday or DayOfWeek.Friday)
                Bring(history._store, day, demand * StoreShare);
            if (online && day.DayOfWeek is DayOfWeek.Monday or DayOfWeek.Thursday)
                Bring(history._hub, day, demand * (1 - StoreShare));
            Sell(history._store, day, demand * (online ? StoreShare : 0.75) * StoreWeek[(int)day.DayOfWeek], 10.2, 18);
            if (online)
                Sell(history._hub, day, demand * (1 - StoreShare) * OnlineWeek[(int)day.DayOfWeek], 10.2, 23.4);
            if (_random.NextDouble() < 0.0006)
                Break(history._store, day);
        }

        // four weeks of sales, in whole packs, when less than two are left
        private void Buy(DemoPlace place, DateOnly day, double demand)
        {
            var all = Past.Items.Sum(i => i.OnHand);
            if (all > (decimal)(demand * 14) + 1)
                return;

            var packs = Math.Max(1, Math.Ceiling(((decimal)(demand * 30) + 2 - all) / thing.Pack));
            var cost = Math.Round(thing.Cost * (0.97m + 0.06m * (decimal)_random.NextDouble()), 2);
            Post(Line(place, packs * thing.Pack) with { UnitCost = cost }, Details(MovementKind.Receipt, place, history.At(day, 7.5 + _random.NextDouble()), NextCommand("r")));
        }

        private void Bring(DemoPlace place, DateOnly day, double demand)
        {
            var there = Past.OnHand(place.LocationId);
            var quantity = Math.Min(Math.Ceiling((decimal)(demand * 15) + 1) - there, Past.OnHand(history._warehouse.LocationId));
            if (quantity <= 0 || there > (decimal)(demand * 4))
                return;

            var at = history.At(day, 8.7 + _random.NextDouble() * 0.5);
            var command = NextCommand("t");
            var left = Post(Line(history._warehouse, -quantity), Details(MovementKind.TransferOut, history._warehouse, at, command));
            Post(Line(place, quantity), Details(MovementKind.TransferIn, place, at.AddMinutes(50), command), left);
        }

        private void Sell(DemoPlace place, DateOnly day, double demand, double opens, double closes)
        {
            var sold = Math.Min(Poisson(demand), (int)Past.OnHand(place.LocationId));
            var hour = opens;
            while (sold > 0)
            {
                var quantity = sold > 2 && _random.NextDouble() < 0.5 ? Math.Min(sold, 2 + _random.Next(3)) : Math.Min(sold, 1 + _random.Next(2));
                hour += (closes - hour) * 0.45 * _random.NextDouble();
                Post(Line(place, -quantity), Details(MovementKind.Sale, place, history.At(day, hour), NextCommand("s")));
                sold -= quantity;
            }
        }

        private void Break(DemoPlace place, DateOnly day)
        {
            if (Past.OnHand(place.LocationId) >= 1)
                Post(Line(place, -1), Details(MovementKind.WriteOff, place, history.At(day, 18.4), NextCommand("w")) with { Reason = "Broken on the shelf" });
        }

        private IReadOnlyList<StockMovement> Post(StockLine line, MovementDetails details, IReadOnlyList<StockMovement>? from = null)
        {
            var movements = Past.Post(line, details, from?.Count ?? 0, from);
            history.Movements.AddRange(movements);
            return movements;
        }

        // one place for a variant in each location
        private StockLine Line(DemoPlace place, decimal quantity) =>
            new(thing.VariantId, place.LocationId, quantity) { BinId = place.Bins.Count == 0 ? null : place.Bins[(int)(thing.VariantId % place.Bins.Count)].Id };

        private static MovementDetails Details(MovementKind kind, DemoPlace place, DateTimeOffset at, string command) => new(kind, at)
        {
            ActorName = place.Who,
            PersonId = place.PersonId,
            CommandKey = command,
        };

        private string NextCommand(string what) => string.Create(CultureInfo.InvariantCulture, $"demo-{what}-{thing.VariantId}-{++_commands}");

        private int Poisson(double mean)
        {
            var limit = Math.Exp(-mean);
            var product = _random.NextDouble();
            var count = 0;
            for (; product > limit && count < 500; count++)
                product *= _random.NextDouble();
            return count;
        }
    }
}
