using System.Globalization;
using System.Linq.Expressions;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Catalog;

/// <summary>The filter “channel” of lists of goods: what may be sold there now, because a location that serves the channel has some free.</summary>
internal static class SellableOn
{
    public const string Filter = "channel";

    /// <summary>Null for every other filter. A kit may be sold where its parts are free, and what is not counted always.</summary>
    public static Expression<Func<Variant, bool>>? Test(InventoryDb db, ListFilter filter)
    {
        if (!string.Equals(filter.Field, Filter, StringComparison.OrdinalIgnoreCase))
            return null;

        var test = On(db, ChannelsOf(db, filter));
        return filter.Operator == FilterOperator.IsEmpty ? Expression.Lambda<Func<Variant, bool>>(Expression.Not(test.Body), test.Parameters) : test;
    }

    private static Expression<Func<Variant, bool>> On(InventoryDb db, IQueryable<long> channels)
    {
        var serving = db.Locations.Where(l => l.Active && db.Channels.Any(c => channels.Contains(c.Id) && (c.Locations.Any(s => s.LocationId == l.Id) || (!c.Locations.Any() && l.ServesOnlineOrders)))).Select(l => l.Id);
        return variant => channels.Any() && (
            variant.Tracking == Tracking.None
            || db.StockItems.Any(i => i.VariantId == variant.Id && i.OnHand > i.Reserved && serving.Contains(i.LocationId))
            || (variant.Parts.Any() && variant.Parts.All(p => db.StockItems.Any(i => i.VariantId == p.PartVariantId && i.OnHand - i.Reserved >= p.Quantity && serving.Contains(i.LocationId)))));
    }

    private static IQueryable<long> ChannelsOf(InventoryDb db, ListFilter filter)
    {
        var all = db.Channels.Select(c => c.Id);
        if (filter.Operator is FilterOperator.IsEmpty or FilterOperator.IsNotEmpty)
            return all;

        var keys = filter.Value.Split('|').Select(v => long.TryParse(v, CultureInfo.InvariantCulture, out var key) ? key : throw Refused()).ToArray();
        return filter.Operator switch
        {
            FilterOperator.Is or FilterOperator.OneOf => all.Where(id => keys.Contains(id)),
            FilterOperator.IsNot => all.Where(id => !keys.Contains(id)),
            FilterOperator.AtLeast => all.Where(id => id >= keys[0]),
            FilterOperator.AtMost => all.Where(id => id <= keys[0]),
            _ => throw Refused(),
        };
    }

    private static BusinessRuleException Refused() => new("Filter by a channel with its number, as channel=is:3.") { Field = Filter };
}
