namespace InventorySync.Domain.Planning;

/// <summary>Something that was wanted, or came back: positive and negative as the ledger writes it.</summary>
internal sealed record DemandMovement(long VariantId, long LocationId, DateTimeOffset At, DateTimeOffset? OrderedAt, decimal Quantity, decimal BalanceAfter, bool Sale, bool Return);

/// <summary>Sorts what happened into days of the shop, and marks the days that ended with an empty shelf.</summary>
internal sealed class DemandBook(TimeZoneInfo zone, DateOnly first, DateOnly today)
{
    /// <summary>An empty shelf is marked for so long after the last sale; then nobody waits for the goods any more.</summary>
    public const int MarkedDays = 91;

    private readonly Dictionary<(long Variant, long Location, DateOnly Day), DailyDemand> _days = [];

    public IReadOnlyCollection<DailyDemand> Days => _days.Values;

    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>All movements of one variant at one location, in the order in which they were written.</summary>
    public void Take(IReadOnlyList<DemandMovement> movements)
    {
        var (variant, location) = (movements[0].VariantId, movements[0].LocationId);
        var empty = new List<(DateOnly From, DateOnly Until)>();
        var sales = new SortedSet<DateOnly>();
        for (var i = 0; i < movements.Count; i++)
        {
            var movement = movements[i];
            var wanted = DayOf(movement.OrderedAt ?? movement.At);
            if (movement.Sale)
                Sell(variant, location, wanted, -movement.Quantity);
            if (movement.Return && Of(variant, location, wanted) is { } back)
                back.Return(movement.Quantity);
            if (movement.Sale)
                sales.Add(wanted);

            var day = DayOf(movement.At);
            var next = i + 1 < movements.Count ? DayOf(movements[i + 1].At) : today;
            if (movement.BalanceAfter <= 0 && next > day)
                empty.Add((day, next.AddDays(-1)));
        }

        foreach (var (from, until) in empty)
            Mark(variant, location, from, until, sales);
    }

    /// <summary>Sold, but not out of the house yet, or never out of this one.</summary>
    public void Sell(long variantId, long locationId, DateOnly day, decimal quantity) => Of(variantId, locationId, day)?.Sell(quantity);

    private void Mark(long variant, long location, DateOnly from, DateOnly until, SortedSet<DateOnly> sales)
    {
        if (sales.Count == 0 || sales.Min > until)
            return;
        var last = sales.GetViewBetween(DateOnly.MinValue, from).Max;
        var end = (last == default ? from : last).AddDays(MarkedDays);
        for (var day = from; day <= until && day <= end && day < today; day = day.AddDays(1))
            Of(variant, location, day)?.RunOut();
    }

    private DailyDemand? Of(long variant, long location, DateOnly day)
    {
        if (day < first)
            return null;
        if (!_days.TryGetValue((variant, location, day), out var demand))
            _days[(variant, location, day)] = demand = new DailyDemand(variant, location, day);
        return demand;
    }
}
