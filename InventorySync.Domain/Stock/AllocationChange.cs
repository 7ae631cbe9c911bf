using System.Reflection;
using InventorySync.Domain.Access;
using InventorySync.Domain.Audit;

namespace InventorySync.Domain.Stock;

/// <summary>One figure of a channel, a category or a variant as it was changed: who, when, from, to. Written once.</summary>
public sealed class AllocationChange : IAppendOnly
{
    private static readonly PropertyInfo[] Figures = typeof(AllocationFigures).GetProperties();

    private AllocationChange()
    {
    }

    public long Id { get; private set; }

    public long? ChannelId { get; private init; }

    public long? CategoryId { get; private init; }

    public long? VariantId { get; private init; }

    /// <summary>Which one, by the name it has in <see cref="AllocationFigures"/> and in the shop's settings.</summary>
    public string Figure { get; private init; } = "";

    /// <summary>Null where the figure was not set here, and came from further up.</summary>
    public string? From { get; private init; }

    public string? To { get; private init; }

    public DateTimeOffset At { get; private init; }

    public string ActorName { get; private init; } = "";

    /// <summary>What differs; without figures before or after, the rule was made or taken away.</summary>
    public static IEnumerable<AllocationChange> Between(AllocationFigures? before, AllocationFigures? after, AllocationRule rule, Actor actor, DateTimeOffset at) =>
        from figure in Figures
        let was = Read(figure, before)
        let comes = Read(figure, after)
        where was != comes
        select new AllocationChange
        {
            ChannelId = rule.ChannelId,
            CategoryId = rule.CategoryId,
            VariantId = rule.VariantId,
            Figure = figure.Name,
            From = was,
            To = comes,
            At = at,
            ActorName = actor.Name,
        };

    private static string? Read(PropertyInfo figure, AllocationFigures? figures) => figures is null ? null : AuditText.Of(figure.GetValue(figures));
}
