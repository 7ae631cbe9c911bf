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

    public static ChartOptions Of(ChartData data, int height, Func<decimal, string> text)
    {
        var round = data.Kind == ChartKind.Donut;
        return new ChartOptions
        {
            Chart = new Frame(TypeOf(data.Kind), height) { Stacked = data.Kind == ChartKind.StackedBar ? true : null },
            Series = round
                ? [.. data.Series.SelectMany(s => s.Values).Select(v => (object)(v ?? 0))]
                : [.. data.Series.Select(s => new Row(s.Name, s.Values))],
            Labels = round ? data.Labels : null,
            Xaxis = round ? null : new Axis(data.Labels),
            Stroke = IsBar(data.Kind) || round ? null : new Lines([.. data.Series.Select(_ => 2.5m)], [.. data.Series.Select(s => s.Dashed ? 6 : 0)], data.Stepped ? "stepline" : null),
            PlotOptions = IsBar(data.Kind) ? new Plot(new Bars(data.Kind == ChartKind.HorizontalBar)) : null,
            Texts = [.. data.Series.Select(s => (IReadOnlyList<string>)[.. s.Values.Select(v => v is { } value ? text(value) : "–")])],
        };
    }

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

    internal sealed record Axis(IReadOnlyList<string> Categories);

    internal sealed record Lines(IReadOnlyList<decimal> Width, IReadOnlyList<int> DashArray, string? Curve);

    internal sealed record Plot(Bars Bar);

    internal sealed record Bars(bool Horizontal);
}
