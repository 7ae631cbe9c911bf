using InventorySync.Domain.Access;
using InventorySync.Domain.Forecasting;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Planning;

public sealed record SeasonRow : PlannedRow
{
    public DemandDirection Direction { get; init; }

    public decimal Change { get; init; }

    public decimal SeasonStrength { get; init; }

    public DateOnly? Peak { get; init; }

    public decimal? PeakAbove { get; init; }

    public decimal SoldInYear { get; init; }

    public decimal NextQuarter { get; init; }

    public decimal LeadDays { get; init; }

    public decimal Confidence { get; init; }

    public string Method { get; init; } = "";
}

/// <summary>Which goods sell more or less than before, and which have their time of the year.</summary>
public sealed class SeasonList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<SeasonRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<SeasonRow> AllFields = new ListFields<SeasonRow>()
        .Add("sku", "SKU", r => r.Sku, searched: true)
        .Add("product", "Product", r => r.Product, searched: true)
        .Add("category", "Category", r => r.Category, shown: false)
        .Add("location", "Location", r => r.Location, shown: false)
        .Add("direction", "Demand", r => r.Direction)
        .Add("change", "Change", r => r.Change)
        .Add("peak", "Next peak", r => r.Peak)
        .Add("peakAbove", "Above the average", r => r.PeakAbove, shown: false)
        .Add("seasonStrength", "Strength of the season", r => r.SeasonStrength, shown: false)
        .Add("soldInYear", "Sold in a year", r => r.SoldInYear, FieldKind.Quantity)
        .Add("nextQuarter", "Next 13 weeks", r => r.NextQuarter, FieldKind.Quantity)
        .Add("confidence", "Confidence", r => r.Confidence, shown: false)
        .Add("method", "Forecast method", r => r.Method, shown: false)
        .Add("variantId", "Variant number", r => r.VariantId, shown: false);

    public override string Name => "seasons";

    public override ListFields<SeasonRow> Fields => AllFields;

    protected override string? Permission => Permissions.PlanningView;

    protected override ListSort DefaultSort => new("soldInYear", Descending: true);

    protected override IQueryable<SeasonRow> Rows(InventoryDb db) =>
        from forecast in db.VariantForecasts
        join variant in db.Variants on forecast.VariantId equals variant.Id
        join category in db.Categories on variant.Product.CategoryId equals category.Id into categories
        from category in categories.DefaultIfEmpty()
        join location in db.Locations on forecast.GroupId equals location.Id into locations
        from location in locations.DefaultIfEmpty()
        join plan in db.ReorderPlans on new { forecast.VariantId, forecast.GroupId } equals new { plan.VariantId, plan.GroupId } into plans
        from plan in plans.DefaultIfEmpty()
        select new SeasonRow
        {
            Id = forecast.Id,
            VariantId = forecast.VariantId,
            ProductId = variant.ProductId,
            GroupId = forecast.GroupId,
            Sku = variant.Sku,
            Product = variant.Product.Name,
            Options = variant.OptionValues,
            Category = category.Name,
            Location = location.Name,
            Direction = forecast.Direction,
            Change = forecast.Change,
            SeasonStrength = forecast.SeasonStrength,
            Peak = forecast.Peak,
            PeakAbove = forecast.PeakAbove,
            SoldInYear = forecast.SoldInYear,
            NextQuarter = forecast.NextQuarter,
            LeadDays = plan == null ? 0 : plan.LeadDays,
            Confidence = forecast.Confidence,
            Method = forecast.Method,
        };
}

/// <summary>What the figures of a season mean for the shop.</summary>
public static class SeasonAdvice
{
    private const int Ahead = 14;
    private const decimal Notable = 0.2m;

    public static Sentence Of(DemandDirection direction, decimal change, DateOnly? peak, decimal? above, double leadDays, DateOnly today)
    {
        if (peak is { } week && above is { } share)
        {
            var order = week.AddDays(-(int)Math.Ceiling(leadDays) - Ahead);
            return order <= today
                ? new Sentence("Its peak is near ({0} % above the average): order for it now.", Math.Round(share * 100))
                : new Sentence("Its peak stands {0} % above the average: order for it by {1}.", Math.Round(share * 100), order);
        }

        return direction switch
        {
            DemandDirection.Increasing => new Sentence("Demand grew by {0} %: orders grow with it; look at the space and the price.", Math.Round(change * 100)),
            DemandDirection.Decreasing => new Sentence("Demand fell by {0} %: order less, and sell off what is too much.", Math.Round(-change * 100)),
            _ when Math.Abs(change) >= Notable => new Sentence("Ups and downs, but no clear trend: go on as before."),
            _ => new Sentence("Stable: go on as before."),
        };
    }
}
