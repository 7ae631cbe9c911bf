using System.Text.Json;
using System.Text.Json.Serialization;

namespace InventorySync.Web.Charts;

/// <summary>The part of ApexCharts' options that the house uses, as it is handed to the browser; colours and texts of figures are added there.</summary>
internal sealed record ChartOptions
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public required Frame Chart { get; init; }

    public required IReadOnlyList<object> Series { get; init; }

    public IReadOnlyList<string>? Labels { get; init; }

    public Axis? Xaxis { get; init; }

    public Lines? Stroke { get; init; }

    public Plot? PlotOptions { get; init; }

    /// <summary>The figures as they are to be read, by series and point; the browser shows these and formats none itself.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Texts { get; init; }

    /// <summary>How each series of a chart with bands is coloured and shaded; without bands the browser takes the theme's colours in order.</summary>
    public IReadOnlyList<Shade>? Shades { get; init; }

    public ChartTurn? Turn { get; init; }

    /// <summary>Behind the figures of the axis.</summary>
    public string? Unit { get; init; }

    public static ChartOptions Of(ChartData data, int height, Func<decimal, string> text, Func<string, string, string>? between = null)
    {
        var round = data.Kind == ChartKind.Donut;
        var banded = data.Series.Any(s => s.Until is not null);
        return new ChartOptions
        {
            Chart = new Frame(banded ? "rangeArea" : TypeOf(data.Kind), height) { Stacked = data.Kind == ChartKind.StackedBar ? true : null },
            Series = round
                ? [.. data.Series.SelectMany(s => s.Values).Select(v => (object)(v ?? 0))]
                : [.. data.Series.Select(s => banded ? (object)Mixed.Of(s, data.Labels.Count) : new Row(s.Name, s.Values))],
            Labels = round ? data.Labels : null,
            Xaxis = round ? null : new Axis(data.Labels),
            Stroke = IsBar(data.Kind) || round ? null : new Lines([.. data.Series.Select(s => s.Until is null ? 2.5m : 0)], [.. data.Series.Select(s => s.Dashed ? 6 : 0)], data.Stepped ? "stepline" : null),
            PlotOptions = IsBar(data.Kind) ? new Plot(new Bars(data.Kind == ChartKind.HorizontalBar)) : null,
            Texts = [.. data.Series.Select(s => (IReadOnlyList<string>)[.. s.Values.Select((_, at) => TextOf(s, at, text, between))])],
            Shades = banded ? [.. data.Series.Select((s, at) => new Shade(s.Colour ?? at + 1, s.Until is null ? 1 : s.Shade))] : null,
            Turn = data.Turn,
            Unit = data.Figures == ChartFigures.Percent ? " %" : null,
        };
    }

    /// <summary>A figure, or both edges of a band, as they are read in the chart's tips and in its table.</summary>
    public static string TextOf(ChartSeries series, int at, Func<decimal, string> text, Func<string, string, string>? between = null) => (series.Values[at], series.Until?[at]) switch
    {
        ({ } low, { } high) => between?.Invoke(text(low), text(high)) ?? $"{text(low)} – {text(high)}",
        ({ } value, null) => text(value),
        _ => "–",
    };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    private static bool IsBar(ChartKind kind) => kind is ChartKind.Bar or ChartKind.StackedBar or ChartKind.HorizontalBar;

    private static string TypeOf(ChartKind kind) => kind switch
    {
        ChartKind.Area => "area",
        ChartKind.Donut => "donut",
        ChartKind.Line => "line",
        _ => "bar",
    };

    internal sealed record Frame(string Type, int Height)
    {
        public bool? Stacked { get; init; }
    }

    internal sealed record Row(string Name, IReadOnlyList<decimal?> Data);

    /// <summary>A line or a band beside others: points with their place, a band's with both edges.</summary>
    internal sealed record Mixed(string Name, string Type, IReadOnlyList<Point> Data)
    {
        public static Mixed Of(ChartSeries series, int count) => series.Until is { } until
            ? new(series.Name, "rangeArea", [.. Enumerable.Range(0, count).Select(at => new Point(at, series.Values[at] is { } low && until[at] is { } high ? new[] { low, high } : null))])
            : new(series.Name, "line", [.. Enumerable.Range(0, count).Select(at => new Point(at, series.Values[at]))]);
    }

    internal sealed record Point(int X, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] object? Y);

    internal sealed record Shade(int Colour, decimal Opacity);

    internal sealed record Axis(IReadOnlyList<string> Categories);

    internal sealed record Lines(IReadOnlyList<decimal> Width, IReadOnlyList<int> DashArray, string? Curve);

    internal sealed record Plot(Bars Bar);

    internal sealed record Bars(bool Horizontal);
}
