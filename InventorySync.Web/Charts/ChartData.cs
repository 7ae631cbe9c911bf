namespace InventorySync.Web.Charts;

public enum ChartKind
{
    Line,
    Area,
    Bar,
    StackedBar,
    HorizontalBar,
    Donut,
}

/// <summary>How the figures of a chart are read.</summary>
public enum ChartFigures
{
    Number,
    Quantity,
    Money,
    Percent,
}

/// <summary>A line, area or row of bars: one value for each label of the chart; null where there is none.</summary>
public sealed record ChartSeries(string Name, IReadOnlyList<decimal?> Values)
{
    /// <summary>Drawn paler and broken: what is expected, not what happened.</summary>
    public bool Dashed { get; init; }

    /// <summary>For a band: its upper edge; the values are the lower one. Drawn as a shaded area in the colour of the line it belongs to.</summary>
    public IReadOnlyList<decimal?>? Until { get; init; }

    /// <summary>How dark a band is, 0 to 1: what is likelier is darker.</summary>
    public decimal Shade { get; init; } = 0.2m;

    /// <summary>Which of the theme's colours it has, 1 to 8; its place among the others where none is given.</summary>
    public int? Colour { get; init; }
}

/// <summary>Where in a chart the past ends.</summary>
public sealed record ChartTurn(int At, string Name);

/// <summary>What a chart shows, and its table below word for word the same.</summary>
public sealed record ChartData(ChartKind Kind, IReadOnlyList<string> Labels, IReadOnlyList<ChartSeries> Series)
{
    public ChartFigures Figures { get; init; }

    /// <summary>A line that stays where it is until it changes: a price, a balance.</summary>
    public bool Stepped { get; init; }

    /// <summary>For money: the currency; the shop's where none is given.</summary>
    public string? Currency { get; init; }

    /// <summary>Label from which on things lie ahead: a line is drawn before it and named so.</summary>
    public ChartTurn? Turn { get; init; }

    /// <summary>What the labels are, as the head of the table's first column: "Day", "Channel".</summary>
    public string LabelTitle { get; init; } = "";
}
