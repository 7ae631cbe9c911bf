using System.ComponentModel;
using InventorySync.Domain.Common;
using InventorySync.Domain.Forecasting;
using InventorySync.Domain.Planning;
using InventorySync.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;
using static InventorySync.Domain.Access.Permissions;

namespace InventorySync.Web.Planning;

public sealed record ForecastWeekResource(DateOnly From, double Mean, double Low80, double High80, double Low95, double High95);

public sealed record ForecastResource
{
    public required long VariantId { get; init; }

    [Description("Zero for the whole shop, otherwise the location.")]
    public required long LocationId { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required string Method { get; init; }

    [Description("Error when tried on the past; below 1 better than as a season ago.")]
    public required decimal? Mase { get; init; }

    public required decimal Bias { get; init; }

    [Description("From 0 to 1.")]
    public required decimal Confidence { get; init; }

    public required DemandDirection Direction { get; init; }

    public required IReadOnlyList<string> Factors { get; init; }

    public required IReadOnlyList<ForecastWeekResource> Weeks { get; init; }
}

public sealed record ReorderResource(
    [property: Description("Zero for the whole shop, otherwise the location.")] long LocationId, Urgency Urgency, SalesClass Class, decimal Service, decimal Available, decimal Incoming, int DaysLeft, DateOnly? RunsOutOn, DateOnly? OrderOn,
    [property: Description("At this much or less the stock is low.")] decimal ReorderPoint, decimal OrderUpTo, decimal SafetyStock, decimal Quantity, long? SupplierId, IReadOnlyList<string> Reasons)
{
    public static ReorderResource Of(ReorderPlan p) =>
        new(p.GroupId, p.Urgency, p.Class, p.Service, p.Available.Plain(), p.Incoming.Plain(), p.DaysLeft, p.RunsOutOn, p.OrderOn, p.ReorderPoint.Plain(), p.OrderUpTo.Plain(), p.SafetyStock.Plain(), p.Quantity.Plain(), p.SupplierId, [.. p.Sentences.Select(s => s.ToString())]);
}

public sealed record PlanResource
{
    public required ForecastResource? Forecast { get; init; }

    public required ReorderResource? Reorder { get; init; }

    [Description("The expected stock of the coming days, with and without the suggested order.")]
    public required IReadOnlyList<OutlookDay> Outlook { get; init; }
}

public sealed record DraftRequest
{
    [Description("The keys of rows of the planning list; all that is suggested when left out.")]
    public IReadOnlyList<long>? Plans { get; init; }
}

public sealed record DraftAnswer(IReadOnlyList<long> Orders, int Lines, IReadOnlyList<string> LeftOut);

/// <summary>Forecasts and what to order, for other systems.</summary>
public static class PlanningApi
{
    public static void MapPlanningApi(this IEndpointRouteBuilder app)
    {
        var planning = app.MapApiGroup("planning", "Planning");
        planning.MapList<PlanningList, PlanningRow>().WithSummary("List what to order, the most urgent first").RequireAuthorization(PlanningView);
        planning.MapList<SeasonList, SeasonRow>("/seasons").WithSummary("List trends and peaks").RequireAuthorization(PlanningView);
        planning.MapGet("/accuracy", ([Description("How many weeks back, up to 60; 13 when left out.")] int? weeks, ForecastTracking tracking, CancellationToken ct) => tracking.ReadAsync(weeks ?? 13, ct))
            .WithSummary("How close forecasts came to what was sold").RequireAuthorization(PlanningView);
        planning.MapGet("/{variantId:long}", PlanOfAsync).WithSummary("Read the forecast of a variant, what to order and why").RequireAuthorization(PlanningView);
        planning.MapPut("/{variantId:long}", ChooseAsync).WithSummary("Decide yourself how a variant is ordered; empty values are worked out").RequireAuthorization(PlanningEdit);
        planning.MapPost("/{variantId:long}/forecast", async (long variantId, PlanningNight night, CancellationToken ct) =>
        {
            await night.RemakeAsync([variantId], ct);
            return TypedResults.NoContent();
        }).WithSummary("Forecast a variant anew at once").RequireAuthorization(PlanningEdit);
        planning.MapPost("/drafts", DraftAsync).WithSummary("Make drafts of purchase orders of what is suggested; what is on a draft already is not ordered again").RequireAuthorization(PurchasingManage);
    }

    private static async Task<PlanResource> PlanOfAsync(long variantId, [Description("A location that is planned by itself; the whole shop when left out.")] long? location, PlanningBoard board, CancellationToken ct)
    {
        var view = await board.OfVariantAsync(variantId, location ?? VariantForecast.WholeShop, ct);
        return new PlanResource
        {
            Forecast = view.Forecast is { Forecast: var f } ? Shown(f) : null,
            Reorder = view.Plan is { } plan ? ReorderResource.Of(plan) : null,
            Outlook = view.Outlook,
        };
    }

    private static ForecastResource Shown(VariantForecast f) => new()
    {
        VariantId = f.VariantId,
        LocationId = f.GroupId,
        MadeAt = f.MadeAt,
        Method = f.Method,
        Mase = f.Mase,
        Bias = f.Bias,
        Confidence = f.Confidence,
        Direction = f.Direction,
        Factors = [.. f.Figures.Sentences.Select(s => s.ToString())],
        Weeks = [.. f.Figures.Mean.Select((mean, i) => new ForecastWeekResource(f.From.AddDays(7 * i), mean, f.Figures.Low80[i], f.Figures.High80[i], f.Figures.Low95[i], f.Figures.High95[i]))],
    };

    private static async Task<NoContent> ChooseAsync(long variantId, PlanChoiceDetails details, [Description("A location that is planned by itself; the whole shop when left out.")] long? location, PlanChoices choices, CancellationToken ct)
    {
        var group = location ?? VariantForecast.WholeShop;
        await choices.SaveAsync(variantId, group, (await choices.FindAsync(variantId, group, ct))?.Version, details, ct);
        return TypedResults.NoContent();
    }

    private static async Task<DraftAnswer> DraftAsync(DraftRequest request, Drafting drafting, CancellationToken ct)
    {
        var drafted = request.Plans is { } plans ? await drafting.DraftAsync(plans, ct) : await drafting.DraftAllAsync(ct);
        return new DraftAnswer(drafted.Orders, drafted.Lines, [.. drafted.LeftOut.Select(l => l.ToString())]);
    }
}
