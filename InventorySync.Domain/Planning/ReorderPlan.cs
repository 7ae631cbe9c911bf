using System.Text.Json;

namespace InventorySync.Domain.Planning;

public enum Urgency
{
    Low,
    Medium,
    High,
    Critical,
}

/// <summary>What is to be ordered of a variant, when and why; also the threshold at which its stock counts as low.</summary>
public sealed class ReorderPlan
{
    private const int Longest = 999;

    private ReorderPlan()
    {
    }

    public ReorderPlan(long variantId, long groupId) => (VariantId, GroupId) = (variantId, groupId);

    public long Id { get; private set; }

    public long VariantId { get; private set; }

    /// <summary>Zero for the whole shop, otherwise the location.</summary>
    public long GroupId { get; private set; }

    public SalesClass Class { get; private set; }

    /// <summary>Share of the demand that is to be served from stock.</summary>
    public decimal Service { get; private set; }

    public long? SupplierId { get; private set; }

    public decimal LeadDays { get; private set; }

    /// <summary>Free on the shelves, less what is sold and not there.</summary>
    public decimal Available { get; private set; }

    /// <summary>Ordered and not come yet, drafts too.</summary>
    public decimal Incoming { get; private set; }

    public DateOnly? NextArrival { get; private set; }

    public decimal DemandADay { get; private set; }

    public decimal ReorderPoint { get; private set; }

    public decimal OrderUpTo { get; private set; }

    public decimal SafetyStock { get; private set; }

    /// <summary>People set the reorder point.</summary>
    public bool Fixed { get; private set; }

    public decimal Quantity { get; private set; }

    /// <summary>In the shop's own money.</summary>
    public decimal? UnitCost { get; private set; }

    public decimal? Cost { get; private set; }

    /// <summary>Days until nothing is left, what is on its way included.</summary>
    public int DaysLeft { get; private set; }

    public DateOnly? RunsOutOn { get; private set; }

    /// <summary>The day by which it should be ordered.</summary>
    public DateOnly? OrderOn { get; private set; }

    public Urgency Urgency { get; private set; }

    /// <summary>The most urgent is the lowest.</summary>
    public int Rank { get; private set; }

    public string Reasons { get; private set; } = "[]";

    public DateTimeOffset ComputedAt { get; private set; }

    /// <summary>At this much or less the stock is low.</summary>
    public decimal LowStockAt => ReorderPoint;

    public IEnumerable<Sentence> Sentences => JsonSerializer.Deserialize<string[]>(Reasons)!.Select(Sentence.FromKept);

    internal static readonly string[] Changing =
    [
        nameof(Class), nameof(Service), nameof(SupplierId), nameof(LeadDays), nameof(Available), nameof(Incoming), nameof(NextArrival), nameof(DemandADay), nameof(ReorderPoint), nameof(OrderUpTo), nameof(SafetyStock), nameof(Fixed),
        nameof(Quantity), nameof(UnitCost), nameof(Cost), nameof(DaysLeft), nameof(RunsOutOn), nameof(OrderOn), nameof(Urgency), nameof(Rank), nameof(Reasons), nameof(ComputedAt),
    ];

    internal void Take(ReorderAdvice advice, DateOnly today, DateTimeOffset at)
    {
        (Class, Service, SupplierId, LeadDays) = (advice.Class, Kept(advice.Service), advice.Supply.SupplierId, Kept(advice.Supply.LeadDays));
        (Available, Incoming, NextArrival) = (advice.Available, advice.Arrivals.Sum(a => a.Quantity), advice.Arrivals.Count == 0 ? null : advice.Arrivals.Min(a => a.On));
        DemandADay = Kept(advice.DemandADay);
        (ReorderPoint, OrderUpTo, SafetyStock, Fixed) = (advice.Levels.ReorderPoint, advice.Levels.OrderUpTo, advice.Levels.SafetyStock, advice.Fixed);
        (Quantity, UnitCost, Cost) = (advice.Order.Quantity, advice.Order.UnitCost, advice.Order.UnitCost * advice.Order.Quantity);
        (DaysLeft, RunsOutOn) = (advice.DaysLeft, advice.DaysLeft >= StockOutlook.Longest ? null : today.AddDays(advice.DaysLeft));
        OrderOn = advice.OrderIn is { } days ? today.AddDays(days) : null;
        Urgency = advice.Urgency;
        Rank = (Urgency.Critical - Urgency) * (Longest + 1) + Math.Min(Longest, DaysLeft);
        Reasons = JsonSerializer.Serialize(advice.Reasons.Select(r => r.Kept()));
        ComputedAt = at;
    }

    private static decimal Kept(double value) => Math.Round((decimal)Math.Min(value, 1e12), 4);
}
