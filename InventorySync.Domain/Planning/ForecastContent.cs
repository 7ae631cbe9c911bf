using System.Globalization;
using System.Text.Json;
using InventorySync.Domain.Forecasting;

namespace InventorySync.Domain.Planning;

/// <summary>The figures of a forecast as they are kept: a value for each coming week.</summary>
public sealed record ForecastContent
{
    private const int Digits = 3;
    private const double Notable = 0.1;

    public IReadOnlyList<double> Mean { get; init; } = [];

    /// <summary>Standard deviation of each week.</summary>
    public IReadOnlyList<double> Spread { get; init; } = [];

    public IReadOnlyList<double> Low80 { get; init; } = [];

    public IReadOnlyList<double> High80 { get; init; } = [];

    public IReadOnlyList<double> Low95 { get; init; } = [];

    public IReadOnlyList<double> High95 { get; init; } = [];

    /// <summary>How far errors of neighbouring weeks go together, 0 to 1.</summary>
    public double Together { get; init; }

    /// <summary>Demand comes in whole pieces.</summary>
    public bool Pieces { get; init; }

    /// <summary>Share of each weekday, Sunday first.</summary>
    public IReadOnlyList<double> Weekdays { get; init; } = [];

    /// <summary>Weeks of the season against the average, from the first coming week on; empty where there is none.</summary>
    public IReadOnlyList<double> SeasonIndices { get; init; } = [];

    public IReadOnlyList<ForecastShare> Shares { get; init; } = [];

    /// <summary>What drives it, as kept sentences.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    public IEnumerable<Sentence> Sentences => Reasons.Select(Sentence.FromKept);

    public static ForecastContent Of(Forecast forecast, IReadOnlyList<double> weekdays) => new()
    {
        Mean = Rounded(forecast.Mean),
        Spread = Rounded(forecast.Steps.Select(s => Math.Sqrt(s.Variance))),
        Low80 = Rounded(forecast.Steps.Select(s => s.Band(0.8).Low)),
        High80 = Rounded(forecast.Steps.Select(s => s.Band(0.8).High)),
        Low95 = Rounded(forecast.Steps.Select(s => s.Band(0.95).Low)),
        High95 = Rounded(forecast.Steps.Select(s => s.Band(0.95).High)),
        Together = Math.Round(forecast.Bands?.Together ?? 0, Digits),
        Pieces = forecast.Steps.All(s => s is CountDistribution),
        Weekdays = Rounded(weekdays),
        SeasonIndices = Rounded(forecast.Factors.SeasonIndices),
        Shares = [.. forecast.Shares.Where(s => s.Weight >= 0.01).Select(s => new ForecastShare(s.Method, Math.Round(s.Weight, Digits), s.Mase is { } mase ? Math.Round(mase, Digits) : null))],
        Reasons = [.. forecast.Explanations.Select(Kept)],
    };

    /// <summary>With promotions of a day or two in the coming weeks: each week so many times as much, and as much less sure.</summary>
    internal ForecastContent Lifted(IReadOnlyList<double> lifts, double factor, int planned)
    {
        double[] Times(IReadOnlyList<double> values, Func<double, double>? whole = null) => [.. values.Select((v, w) => lifts[w] == 1 ? v : Math.Round(whole?.Invoke(v * lifts[w]) ?? v * lifts[w], Digits))];
        Func<double, double>? down = Pieces ? Math.Floor : null;
        Func<double, double>? up = Pieces ? Math.Ceiling : null;
        return this with
        {
            Mean = Times(Mean),
            Spread = Times(Spread),
            Low80 = Times(Low80, down),
            High80 = Times(High80, up),
            Low95 = Times(Low95, down),
            High95 = Times(High95, up),
            Reasons = Math.Abs(factor - 1) < Notable ? Reasons : [.. Reasons, Kept(new Explanation("A promotion of a day or two multiplies the demand of its days by {0:0.0}; {1} such days are planned.", factor, planned))],
        };
    }

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public static ForecastContent Read(string json) => JsonSerializer.Deserialize<ForecastContent>(json, JsonSerializerOptions.Web)!;

    /// <summary>Demand of the first days from the first coming day on; days of a week share it by their weekday.</summary>
    public DemandDistribution Over(double days, DayOfWeek first)
    {
        var (mean, variances, deviations) = (0.0, 0.0, 0.0);
        for (var week = 0; week < Mean.Count && days > 7 * week; week++)
        {
            var part = PartOf(days - 7 * week, first);
            mean += Mean[week] * part;
            // a part of a week keeps its share of the variance, not of the spread: chance does not know weeks
            variances += Spread[week] * Spread[week] * part;
            deviations += Spread[week] * Math.Sqrt(part);
        }

        var beyond = days - 7 * Mean.Count;
        if (beyond > 0 && Mean.Count > 0)
            (mean, variances) = (mean + beyond / 7 * Mean[^1], variances + beyond / 7 * Spread[^1] * Spread[^1]);
        return DemandDistribution.Of(mean, (1 - Together) * variances + Together * deviations * deviations, Pieces);
    }

    /// <summary>Expected demand of one coming day, 0 the first.</summary>
    public double OnDay(int day, DayOfWeek first)
    {
        if (Mean.Count == 0)
            return 0;
        return Mean[Math.Min(day / 7, Mean.Count - 1)] * Weekdays[((int)first + day) % 7];
    }

    public double MeanOver(double days, DayOfWeek first)
    {
        var mean = 0.0;
        for (var day = 0; day < (int)days; day++)
            mean += OnDay(day, first);
        return mean + (days - (int)days) * OnDay((int)days, first);
    }

    private double PartOf(double days, DayOfWeek first)
    {
        if (days >= 7)
            return 1;
        var part = 0.0;
        for (var day = 0; day < (int)days; day++)
            part += Weekdays[((int)first + day) % 7];
        return part + (days - (int)days) * Weekdays[((int)first + (int)days) % 7];
    }

    private static string Kept(Explanation explanation)
    {
        var said = explanation.Arguments.Select(argument => argument switch
        {
            MonthOfYear month => CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month.Number),
            double figure => Math.Round(figure, Digits),
            _ => argument,
        });
        return new Sentence(explanation.Text, [.. said]).Kept();
    }

    private static double[] Rounded(IEnumerable<double> values) => [.. values.Select(v => Math.Round(v, Digits))];
}

/// <summary>A method's say, and its error against "as last time" (below 1 is better).</summary>
public sealed record ForecastShare(string Method, double Weight, double? Mase);
