using System.Globalization;
using System.Text;
using InventorySync.Domain.Access;
using InventorySync.Domain.Assistant;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Planning;

/// <summary>Has a language model explain a forecast, from the figures of its page alone. What names other figures is not shown.</summary>
public sealed class ForecastInWords(PlanningBoard board, ShopSettings settings, IChatModel model, CurrentActor actor)
{
    public const int LongestAnswer = 1500;

    private const int PastWeeks = 13;

    private const string Instruction =
        "You explain a sales forecast to the owner of a small shop, in plain words without jargon, in at most six sentences and without lists, headings or marks. "
        + "Use only the figures given, written in digits, and write days exactly as given (yyyy-mm-dd). Work out no new figures. Say what is expected, how sure it is, why, and what to do. Answer in ";

    public async Task<bool> IsOnAsync() => actor.May(Permissions.PlanningView) && await settings.GetAsync<LanguageModelSettings>() is { On: true, Endpoint: not null };

    public async Task<string> ExplainAsync(long variantId, long groupId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PlanningView);
        var chosen = await settings.GetAsync<LanguageModelSettings>();
        if (!chosen.On)
            throw new BusinessRuleException("The language model is switched off in the settings.");
        var view = await board.OfVariantAsync(variantId, groupId, ct);
        if (view.Forecast is null)
            throw new BusinessRuleException("Nothing is foreseen yet.");

        var figures = FiguresOf(view, actor.May(Permissions.StockCosts));
        var answer = (await model.AnswerAsync(chosen, Instruction + CultureInfo.CurrentUICulture.EnglishName, figures, ct)).Trim();
        if (answer.Length > LongestAnswer)
            throw new BusinessRuleException("The answer was too long, so it is not shown.");
        return FigureCheck.NamesOnly(answer, figures) ? FigureCheck.WithDays(answer, CultureInfo.CurrentCulture) : throw new BusinessRuleException("It named figures that are not ours, so it is not shown.");
    }

    /// <summary>What the page shows, a figure a line; no names of people.</summary>
    internal static string FiguresOf(PlanOfVariant view, bool withCosts)
    {
        var (forecast, lines) = (view.Forecast!.Forecast, new StringBuilder());
        foreach (var reason in forecast.Figures.Sentences)
            lines.AppendLine(reason.ToString());
        Add(lines, $"Method: {forecast.Method}");
        Add(lines, $"Confidence: {100 * forecast.Confidence:0} %");
        Add(lines, $"Expected in the next 7 days: {forecast.NextWeek:0.#}");
        Add(lines, $"Expected in the next 13 weeks: {forecast.NextQuarter:0}");
        Add(lines, $"Error when tried on the past: {forecast.Mase:0.00} (below 1 is better than \"as last time\")");
        for (var week = 0; week < Math.Min(PastWeeks, forecast.Figures.Mean.Count); week++)
            Add(lines, $"Week from {forecast.From.AddDays(7 * week):yyyy-MM-dd}: expected {forecast.Figures.Mean[week]:0.#}, 80 of 100 times {forecast.Figures.Low80[week]:0.#} to {forecast.Figures.High80[week]:0.#}, 95 of 100 times {forecast.Figures.Low95[week]:0.#} to {forecast.Figures.High95[week]:0.#}");
        foreach (var week in view.Forecast.Past.TakeLast(PastWeeks))
            Add(lines, $"Week from {week.From:yyyy-MM-dd}: sold {week.Sold:0.##}");
        if (view.Plan is { } plan)
            AddPlan(lines, plan, withCosts);
        return lines.ToString();
    }

    private static void AddPlan(StringBuilder lines, ReorderPlan plan, bool withCosts)
    {
        Add(lines, $"To order: {plan.Quantity:0.###}");
        Add(lines, $"Urgency: {plan.Urgency}");
        Add(lines, $"Free on the shelf: {plan.Available:0.###}");
        Add(lines, $"On its way: {plan.Incoming:0.###}");
        Add(lines, $"Delivery takes days: {plan.LeadDays:0.#}");
        Add(lines, $"Order at a stock of: {plan.ReorderPoint:0.###}");
        Add(lines, $"Order up to: {plan.OrderUpTo:0.###}");
        Add(lines, $"Of it for safety: {plan.SafetyStock:0.###}");
        if (plan.RunsOutOn is { } empty)
            Add(lines, $"Lasts for days: {plan.DaysLeft}, until {empty:yyyy-MM-dd}");
        if (plan.OrderOn is { } on)
            Add(lines, $"Order by: {on:yyyy-MM-dd}");
        if (withCosts && plan.Cost is { } cost)
            Add(lines, $"Cost of the order: {cost:0.00}");
    }

    private static void Add(StringBuilder lines, FormattableString line) => lines.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
