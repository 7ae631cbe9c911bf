using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Channels;

/// <summary>Whether the demo channel still lets in who was connected.</summary>
public enum DemoDoor
{
    Open,

    /// <summary>The key has run out.</summary>
    RanOut,

    /// <summary>Somebody has taken it back.</summary>
    TakenBack,
}

/// <summary>How the demo channel behaves: well, or as shops on the internet do on a bad day.</summary>
public sealed record DemoChannelSettings
{
    public const string Section = "demo-channel";

    [Display(Name = "Answers after", Description = "How long each call takes.", GroupName = "How it behaves"), Unit("ms")]
    [Range(0, 30_000, ErrorMessage = "Enter a time from 0 to 30000 ms.")]
    public int LatencyMs { get; init; }

    [Display(Name = "Calls a second", Description = "More are answered with “too many”, as the large platforms do.", GroupName = "How it behaves")]
    [Range(1, 1000, ErrorMessage = "Enter a number from 1 to 1000.")]
    public int CallsPerSecond { get; init; } = 20;

    [Display(Name = "Answers “too many”", Description = "So many of a hundred calls are refused although the limit is kept.", GroupName = "How it behaves"), Unit("%")]
    [Range(0, 100, ErrorMessage = "Enter a share from 0 to 100 %.")]
    public int TooManyPercent { get; init; }

    [Display(Name = "Is broken", Description = "So many of a hundred calls are answered with an error of its own.", GroupName = "How it behaves"), Unit("%")]
    [Range(0, 100, ErrorMessage = "Enter a share from 0 to 100 %.")]
    public int BrokenPercent { get; init; }

    [Display(Name = "Loses answers", Description = "So many of a hundred calls are carried out, and the answer never arrives.", GroupName = "How it behaves"), Unit("%")]
    [Range(0, 100, ErrorMessage = "Enter a share from 0 to 100 %.")]
    public int LostAnswerPercent { get; init; }

    [Display(Name = "The key", Description = "Whether the key that connected shops have still opens the door.", GroupName = "How it behaves")]
    public DemoDoor Door { get; init; }

    [Display(Name = "Most it shows of one thing", Description = "A larger quantity is refused, as some marketplaces do.", GroupName = "How it behaves")]
    [Range(1, 1_000_000, ErrorMessage = "Enter a number from 1 to 1000000.")]
    public int MostOfOne { get; init; } = 100_000;

    [Display(Name = "Orders an hour", Description = "Customers of the demo channel who buy something by themselves.", GroupName = "What happens there")]
    [Range(0, 100_000, ErrorMessage = "Enter a number from 0 to 100000.")]
    public int OrdersPerHour { get; init; } = 20;

    [Display(Name = "Loses news", Description = "So many of a hundred things that happen there are not told; the shop finds them by asking.", GroupName = "What happens there"), Unit("%")]
    [Range(0, 100, ErrorMessage = "Enter a share from 0 to 100 %.")]
    public int LostNewsPercent { get; init; }

    [Display(Name = "Tells twice", Description = "So many of a hundred things are told twice.", GroupName = "What happens there"), Unit("%")]
    [Range(0, 100, ErrorMessage = "Enter a share from 0 to 100 %.")]
    public int DoubledNewsPercent { get; init; }

    [Display(Name = "Changes quantities", Description = "So many of a hundred orders are followed by somebody who changes a quantity there by hand.", GroupName = "What happens there"), Unit("%")]
    [Range(0, 100, ErrorMessage = "Enter a share from 0 to 100 %.")]
    public int MeddlingPercent { get; init; }
}
