using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Stock;

/// <summary>Figures of its own for a channel, a category, a variant, or a category or variant on one channel. What is left empty comes from the next one up to the shop.</summary>
public sealed record AllocationFigures
{
    [EnumDataType(typeof(AllocationPolicy), ErrorMessage = "Choose how much a channel may sell.")]
    public AllocationPolicy? Policy { get; set; }

    [Range(0, 100, ErrorMessage = "Enter a share from 0 to 100 %.")]
    public decimal? HighShare { get; set; }

    [Range(0, 100, ErrorMessage = "Enter a share from 0 to 100 %.")]
    public decimal? MediumShare { get; set; }

    [Range(0, 100, ErrorMessage = "Enter a share from 0 to 100 %.")]
    public decimal? LowShare { get; set; }

    [Range(0, 100, ErrorMessage = "Enter a share from 0 to 100 %.")]
    public decimal? Share { get; set; }

    [Range(0, 10_000_000, ErrorMessage = "Enter an amount of zero or more.")]
    public decimal? FixedAmount { get; set; }

    [Range(0, 100, ErrorMessage = "Enter a buffer from 0 to 100 %.")]
    public decimal? Buffer { get; set; }

    [Range(0, 100, ErrorMessage = "Enter a share from 0 to 100 %.")]
    public decimal? CartShare { get; set; }

    [Range(0, 10_000_000, ErrorMessage = "Enter an amount of zero or more.")]
    public decimal? AboveReserved { get; set; }
}

/// <summary>What a rule is for: at least one of these.</summary>
public sealed record AllocationScope
{
    public long? ChannelId { get; set; }

    public long? CategoryId { get; set; }

    public long? VariantId { get; set; }
}

public sealed class AllocationRule : IAudited
{
    private AllocationRule()
    {
    }

    public AllocationRule(AllocationScope scope, AllocationFigures figures)
    {
        if (scope is { ChannelId: null, CategoryId: null, VariantId: null })
            throw new BusinessRuleException("Choose a channel, a category or a variant; the shop's own figures stand in the settings.") { Field = nameof(scope.ChannelId) };
        if (scope is { CategoryId: not null, VariantId: not null })
            throw new BusinessRuleException("Choose a category or a variant, not both.") { Field = nameof(scope.CategoryId) };

        (ChannelId, CategoryId, VariantId) = (scope.ChannelId, scope.CategoryId, scope.VariantId);
        Change(figures);
    }

    public long Id { get; private set; }

    public long? ChannelId { get; private set; }

    public long? CategoryId { get; private set; }

    public long? VariantId { get; private set; }

    public AllocationFigures Figures { get; private set; } = new();

    public string AuditName => "Allocation";

    public void Change(AllocationFigures figures)
    {
        Input.Check(figures);
        Figures = figures with { };
    }

    /// <summary>How near this rule is to a variant on a channel; the nearest one that has a figure gives it. A category counts by its depth in the tree.</summary>
    public int NearnessTo(long channelId, long variantId, IReadOnlyList<long> categoriesFromRoot)
    {
        const int Channel = 1, CategoryStep = 2, Variant = 1000;
        if ((ChannelId is { } channel && channel != channelId) || (VariantId is { } variant && variant != variantId))
            return 0;

        var depth = CategoryId is { } category ? categoriesFromRoot.ToList().IndexOf(category) + 1 : 0;
        if (CategoryId is not null && depth == 0)
            return 0;
        return (VariantId is not null ? Variant : 0) + depth * CategoryStep + (ChannelId is not null ? Channel : 0);
    }
}
