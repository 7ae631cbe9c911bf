using System.Globalization;
using System.Linq.Expressions;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Catalog;

/// <summary>The filter “channel” of lists of goods: what may be sold there now, because a location that serves the channel has some free.</summary>
internal static class SellableOn
{
    public const string Filter = "channel";

    public static long? ChannelOf(ListFilter filter)
    {
        if (!string.Equals(filter.Field, Filter, StringComparison.OrdinalIgnoreCase))
            return null;

        return filter.Operator == FilterOperator.Is && long.TryParse(filter.Value, CultureInfo.InvariantCulture, out var channelId)
            ? channelId
            : throw new BusinessRuleException("Filter by a channel with its number, as channel=is:3.") { Field = Filter };
    }

    /// <summary>A kit may be sold where its parts are free, and what is not counted always.</summary>
    public static Expression<Func<Variant, bool>> Test(InventoryDb db, long channelId)
    {
        var own = db.Channels.Where(c => c.Id == channelId).SelectMany(c => c.Locations).Select(l => l.LocationId);
        var serving = db.Locations.Where(l => l.Active && (own.Any() ? own.Contains(l.Id) : l.ServesOnlineOrders)).Select(l => l.Id);
        return variant => db.Channels.Any(c => c.Id == channelId) && (
            variant.Tracking == Tracking.None
            || db.StockItems.Any(i => i.VariantId == variant.Id && i.OnHand > i.Reserved && serving.Contains(i.LocationId))
            || (variant.Parts.Any() && variant.Parts.All(p => db.StockItems.Any(i => i.VariantId == p.PartVariantId && i.OnHand - i.Reserved >= p.Quantity && serving.Contains(i.LocationId)))));
    }
}
