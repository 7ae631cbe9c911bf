namespace InventorySync.Benchmarks.Planning;

/// <summary>A variant of a made-up shop: what customers want of it each day, whether it can be had or not.</summary>
internal sealed class SoldGoods
{
    private static readonly double[] Week = [0.6, 0.85, 0.9, 0.95, 1.1, 1.5, 1.1];

    public SoldGoods(int number, int days, Random random)
    {
        Number = number;
        // a few sell much, most sell little; a third not even one a week
        Rate = Math.Exp(-1.6 + 1.5 * Gaussian(random));
        LeadDays = 4 + random.Next(12);
        Cost = Math.Round(2 + 30 * random.NextDouble(), 2);
        Pack = random.Next(3) == 0 ? 6 : 1;
        Wanted = new int[days];
        Promoted = new bool[days];
        var (growth, peak, swing, lumpy) = ((random.NextDouble() - 0.4) * 0.5, random.NextDouble(), 0.5 * random.NextDouble(), random.Next(4) == 0);
        for (var day = 0; day < days; day++)
        {
            Promoted[day] = (day + number * 11) % 120 < 8;
            var season = 1 + swing * Math.Cos(2 * Math.PI * (day / 365.0 - peak));
            var mean = Rate * Week[day % 7] * (1 + growth * day / days) * season * (Promoted[day] ? 1.8 : 1);
            // some are bought by few who take several
            Wanted[day] = lumpy ? Enumerable.Range(0, Poisson(mean / 3, random)).Sum(_ => 1 + random.Next(5)) : Poisson(mean, random);
        }
    }

    public int Number { get; }

    public double Rate { get; }

    public int LeadDays { get; }

    public double Cost { get; }

    public int Pack { get; }

    public int[] Wanted { get; }

    public bool[] Promoted { get; }

    private static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static int Poisson(double mean, Random random)
    {
        var (limit, product, count) = (Math.Exp(-Math.Min(mean, 500)), random.NextDouble(), 0);
        for (; product > limit && count < 1000; count++)
            product *= random.NextDouble();
        return count;
    }
}

/// <summary>The shelf of one variant under one way of ordering: what is there, what is on its way, what was sold and what was missed.</summary>
internal sealed class SoldShelf(SoldGoods goods, int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<(int Day, int Quantity)> _coming = [];

    public int OnHand { get; private set; }

    public int OnItsWay => _coming.Sum(c => c.Quantity);

    public List<int> Sold { get; } = [];

    public List<bool> Empty { get; } = [];

    public long Served { get; private set; }

    public long Missed { get; private set; }

    public double StockDays { get; private set; }

    public int Orders { get; private set; }

    public void Begin(int quantity) => OnHand = quantity;

    public void Live(int day, bool counts)
    {
        OnHand += _coming.Where(c => c.Day <= day).Sum(c => c.Quantity);
        _coming.RemoveAll(c => c.Day <= day);
        var sold = Math.Min(OnHand, goods.Wanted[day]);
        OnHand -= sold;
        Sold.Add(sold);
        Empty.Add(OnHand == 0);
        if (!counts)
            return;
        Served += sold;
        Missed += goods.Wanted[day] - sold;
        StockDays += OnHand;
    }

    public void Order(int day, int quantity, bool counts)
    {
        if (quantity <= 0)
            return;
        // one delivery in eight is late by up to half its time
        var late = _random.Next(8) == 0 ? _random.Next(1 + goods.LeadDays / 2) : 0;
        _coming.Add((day + goods.LeadDays + late, quantity));
        Orders += counts ? 1 : 0;
    }
}
