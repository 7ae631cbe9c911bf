using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Stock;

public enum AllocationPolicy
{
    /// <summary>The share of the variant's turnover class.</summary>
    ByTurnover,

    Share,

    FixedAmount,

    All,
}

/// <summary>How much of the available stock a channel may sell, for the whole shop; channels, categories and variants may have their own.</summary>
public sealed record AllocationSettings
{
    public const string Section = "allocation";

    [Display(Name = "Each channel may sell", Description = "A share by how fast the goods sell, one share for all, a fixed amount, or all there is.", GroupName = "How much a channel may sell")]
    [EnumDataType(typeof(AllocationPolicy), ErrorMessage = "Choose how much a channel may sell.")]
    public AllocationPolicy Policy { get; init; } = AllocationPolicy.ByTurnover;

    [Display(Name = "Share of what sells fast", GroupName = "How much a channel may sell"), Unit("%")]
    [Range(0, 100, ErrorMessage = "Enter a share from 0 to 100 %.")]
    public decimal HighShare { get; init; } = 30;

    [Display(Name = "Share of what sells in between", GroupName = "How much a channel may sell"), Unit("%")]
    [Range(0, 100, ErrorMessage = "Enter a share from 0 to 100 %.")]
    public decimal MediumShare { get; init; } = 45;

    [Display(Name = "Share of what sells slowly", GroupName = "How much a channel may sell"), Unit("%")]
    [Range(0, 100, ErrorMessage = "Enter a share from 0 to 100 %.")]
    public decimal LowShare { get; init; } = 65;

    [Display(Name = "One share for all", Description = "Used when each channel may sell a share.", GroupName = "How much a channel may sell"), Unit("%")]
    [Range(0, 100, ErrorMessage = "Enter a share from 0 to 100 %.")]
    public decimal Share { get; init; } = 50;

    [Display(Name = "Fixed amount", Description = "Used when each channel may sell a fixed amount.", GroupName = "How much a channel may sell"), Unit("units")]
    [Range(0, 10_000_000, ErrorMessage = "Enter an amount of zero or more.")]
    public decimal FixedAmount { get; init; } = 10;

    [Display(Name = "Buffer", Description = "Kept back of what a channel may sell, for sales that are reported late.", GroupName = "How much is kept back"), Unit("%")]
    [Range(0, 100, ErrorMessage = "Enter a buffer from 0 to 100 %.")]
    public decimal Buffer { get; init; } = 15;

    [Display(Name = "Carts may hold at most", Description = "Of what is on hand, so that carts which are never paid leave something for those who pay.", GroupName = "How much is kept back"), Unit("%")]
    [Range(0, 100, ErrorMessage = "Enter a share from 0 to 100 %.")]
    public decimal CartShare { get; init; } = 80;

    [Display(Name = "At least what is reserved and", Description = "A channel is never given less than what is reserved for it and this many more, as long as they are there.", GroupName = "How much is kept back"), Unit("units")]
    [Range(0, 10_000_000, ErrorMessage = "Enter an amount of zero or more.")]
    public decimal AboveReserved { get; init; } = 5;
}
