namespace InventorySync.Domain.Planning;

/// <summary>What was wanted of a variant at a location on one day of the shop. Days on which nothing happened have no row.</summary>
public sealed class DailyDemand
{
    private DailyDemand()
    {
    }

    public DailyDemand(long variantId, long locationId, DateOnly day) => (VariantId, LocationId, Day) = (variantId, locationId, day);

    public long VariantId { get; private set; }

    public long LocationId { get; private set; }

    public DateOnly Day { get; private set; }

    /// <summary>Ordered on this day, whenever it was sent.</summary>
    public decimal Sold { get; private set; }

    /// <summary>Of what was ordered on this day, what came back later.</summary>
    public decimal Returned { get; private set; }

    /// <summary>The shelf was empty when the day ended: more might have been sold.</summary>
    public bool OutOfStock { get; private set; }

    public decimal Wanted => Sold - Returned;

    internal void Sell(decimal quantity) => Sold += quantity;

    internal void Return(decimal quantity) => Returned += quantity;

    internal void RunOut() => OutOfStock = true;
}

/// <summary>How many movements of a variant at a location its history was derived from: when there are more, it is derived anew, whatever day they carry.</summary>
public sealed class DemandSeen
{
    private DemandSeen()
    {
    }

    public DemandSeen(long variantId, long locationId, long movements) => (VariantId, LocationId, Movements) = (variantId, locationId, movements);

    public long VariantId { get; private set; }

    public long LocationId { get; private set; }

    public long Movements { get; private set; }
}

/// <summary>How far the history of demand has been derived. There is one row.</summary>
public sealed class DemandProgress
{
    public const int Only = 1;

    private DemandProgress()
    {
    }

    public static DemandProgress Nothing() => new() { Id = Only };

    public int Id { get; private set; }

    /// <summary>Everything that happened before this is in it; null when it was never derived to the end.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>The clock by which days were cut; another one makes everything be derived anew.</summary>
    public string TimeZone { get; private set; } = "";

    /// <summary>Sales from before channels were connected come without a time of their own; their number tells that there are new ones.</summary>
    public long PastSales { get; private set; }

    /// <summary>A run that has not ended: since when it reads, and the last variant that is done.</summary>
    public DateTimeOffset? RunningSince { get; private set; }

    public long DoneUpTo { get; private set; }

    public bool IsCurrent(string timeZone) => Until is not null && TimeZone == timeZone;

    /// <summary>Begins a run, or goes on with one that was broken off less than a day ago.</summary>
    public void Begin(string timeZone, DateTimeOffset now)
    {
        if (TimeZone != timeZone)
            (TimeZone, Until, RunningSince) = (timeZone, null, null);
        if (RunningSince is null || RunningSince < now.AddDays(-1))
            (RunningSince, DoneUpTo) = (now, 0);
    }

    public void Reach(long variantId) => DoneUpTo = variantId;

    public void End(long pastSales) => (Until, RunningSince, DoneUpTo, PastSales) = (RunningSince, null, 0, pastSales);

    /// <summary>Everything is to be derived anew with the next run.</summary>
    public void Forget() => (Until, RunningSince) = (null, null);
}
