using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Stock;

public enum Costing
{
    MovingAverage,
    OldestFirst,
}

/// <summary>How the stock is valued, and the reasons people choose from.</summary>
public sealed record StockSettings : IValidatableObject
{
    public const string Section = "stock";

    /// <summary>How the choice is kept, for statements that follow it.</summary>
    internal const string OldestFirstKept = "\"costing\":\"OldestFirst\"";

    private const int LongestReason = 120;

    [Display(Name = "What the stock costs", Description = "Both books are always kept, so this can be changed at any time; values and costs of the past follow it too.", GroupName = "Value")]
    public Costing Costing { get; init; } = Costing.MovingAverage;

    [Display(Name = "Reasons to adjust", Description = "One on each line, as people choose them when stock is adjusted.", GroupName = "Reasons")]
    [DataType(DataType.MultilineText)]
    [Required(ErrorMessage = "Enter at least one reason.")]
    [StringLength(2000, ErrorMessage = "Use at most 2,000 characters for the reasons.")]
    public string AdjustReasons { get; init; } = "Counted\nFound again\nBooked wrongly\nOpening stock\nSample";

    [Display(Name = "Reasons to write off", Description = "One on each line, as people choose them when stock is written off.", GroupName = "Reasons")]
    [DataType(DataType.MultilineText)]
    [Required(ErrorMessage = "Enter at least one reason.")]
    [StringLength(2000, ErrorMessage = "Use at most 2,000 characters for the reasons.")]
    public string WriteOffReasons { get; init; } = "Damaged\nLost\nStolen\nExpired\nGiven away";

    public static IReadOnlyList<string> Lines(string reasons) =>
        [.. reasons.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Text.Tidy).Where(r => r.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Lines(AdjustReasons).Any(r => r.Length > LongestReason))
            yield return new("A reason has at most 120 characters.", [nameof(AdjustReasons)]);
        if (Lines(WriteOffReasons).Any(r => r.Length > LongestReason))
            yield return new("A reason has at most 120 characters.", [nameof(WriteOffReasons)]);
    }
}
