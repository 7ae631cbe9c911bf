using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Planning;

public enum PlanningScope
{
    /// <summary>What all locations have and sell is planned as one.</summary>
    WholeShop,

    EachLocation,
}

/// <summary>What is always ready for customers, how often is ordered, and what may happen by itself.</summary>
public sealed record PlanningSettings : IValidatableObject
{
    public const string Section = "planning";

    [Display(Name = "Plan", Description = "For the whole shop together, or each location by itself where branches order their own goods.", GroupName = "Planning")]
    [EnumDataType(typeof(PlanningScope), ErrorMessage = "Choose how it is planned.")]
    public PlanningScope Scope { get; init; } = PlanningScope.WholeShop;

    [Display(Name = "You order every", Description = "Days between two orders with the same supplier.", GroupName = "Planning"), Unit("days")]
    [Range(1, 90, ErrorMessage = "Enter 1 to 90 days.")]
    public int ReviewDays { get; init; } = 7;

    [Display(Name = "An order should last for", Description = "Beyond the time until the next one: longer means fewer, larger orders.", GroupName = "Planning"), Unit("days")]
    [Range(0, 180, ErrorMessage = "Enter 0 to 180 days.")]
    public int CoverDays { get; init; } = 14;

    [Display(Name = "Delivery takes", Description = "Where no supplier says otherwise.", GroupName = "Planning"), Unit("days")]
    [Range(0, 365, ErrorMessage = "Enter 0 to 365 days.")]
    public int LeadDays { get; init; } = 10;

    [Display(Name = "Give or take", Description = "How far deliveries come from that day, as long as nothing was measured.", GroupName = "Planning"), Unit("%")]
    [Range(0, 100, ErrorMessage = "Enter a share from 0 to 100 %.")]
    public decimal LeadSpread { get; init; } = 20;

    [Display(Name = "Served from stock: class A", Description = "Share of the demand for the goods that make the first 80 % of your sales.", GroupName = "Service"), Unit("%")]
    [Range(50, 99.9, ErrorMessage = "Enter a share from 50 to 99.9 %.")]
    public decimal ServiceA { get; init; } = 98;

    [Display(Name = "Class B", Description = "The goods that make the next 15 %.", GroupName = "Service"), Unit("%")]
    [Range(50, 99.9, ErrorMessage = "Enter a share from 50 to 99.9 %.")]
    public decimal ServiceB { get; init; } = 95;

    [Display(Name = "Class C", Description = "All others.", GroupName = "Service"), Unit("%")]
    [Range(50, 99.9, ErrorMessage = "Enter a share from 50 to 99.9 %.")]
    public decimal ServiceC { get; init; } = 90;

    [Display(Name = "Keeping goods costs", Description = "A year, of what they cost: money, space, age. Decides whether a larger order at a lower price is worth it.", GroupName = "Orders"), Unit("%")]
    [Range(0, 200, ErrorMessage = "Enter 0 to 200 %.")]
    public decimal HoldingCost { get; init; } = 20;

    [Display(Name = "Spend at most at once", Description = "The most urgent goods come first; what does not fit waits. Zero means no limit.", GroupName = "Orders")]
    [Range(0, 100_000_000, ErrorMessage = "Enter an amount of zero or more.")]
    public decimal Budget { get; init; }

    [Display(Name = "Draft orders by itself", Description = "Every night, for what has to be ordered. Somebody still approves and sends them.", GroupName = "Orders")]
    public bool DraftsByItself { get; init; }

    [Display(Name = "Up to", Description = "Orders above this amount are left to people. Zero means no limit.", GroupName = "Orders")]
    [Range(0, 100_000_000, ErrorMessage = "Enter an amount of zero or more.")]
    public decimal DraftLimit { get; init; } = 500;

    [Display(Name = "Forecast anew after an order of", Description = "Times what is usually sold in a week, in one order.", GroupName = "Forecasts"), Unit("times")]
    [Range(1, 100, ErrorMessage = "Enter 1 to 100.")]
    public int LargeOrder { get; init; } = 3;

    [Display(Name = "A forecast is poor from", Description = "Mean error of the last weeks, of what was sold.", GroupName = "Forecasts"), Unit("%")]
    [Range(10, 1000, ErrorMessage = "Enter 10 to 1,000 %.")]
    public decimal PoorFrom { get; init; } = 60;

    [Display(Name = "Days that move demand", Description = "One on each line, as month-day (12-24), as a date (2027-05-09), or by Easter (Easter-2, Easter+49). A word behind it says what it is.", GroupName = "Forecasts")]
    [DataType(DataType.MultilineText)]
    [StringLength(2000, ErrorMessage = "Use at most 2,000 characters for the days.")]
    public string Holidays { get; init; } = "01-01 New Year\nEaster-2 Good Friday\nEaster Easter Sunday\nEaster+1 Easter Monday\n12-24 Christmas Eve\n12-25 Christmas\n12-26 Boxing Day\n12-31 New Year's Eve";

    public decimal ServiceOf(SalesClass sales) => sales switch { SalesClass.A => ServiceA, SalesClass.B => ServiceB, _ => ServiceC };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Planning.Holidays.FirstUnreadable(Holidays) is not null)
            yield return new ValidationResult("A line of the days cannot be read. Write 12-24, 2027-05-09 or Easter+1, and what it is behind it.", [nameof(Holidays)]);
        if (ServiceA < ServiceB || ServiceB < ServiceC)
            yield return new ValidationResult("What sells most should be served best: class A at least as B, B at least as C.", [nameof(ServiceA)]);
    }
}
