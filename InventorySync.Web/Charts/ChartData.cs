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
}

/// <summary>What a chart shows, and its table below word for word the same.</summary>
public sealed record ChartData(ChartKind Kind, IReadOnlyList<string> Labels, IReadOnlyList<ChartSeries> Series)
{
    public ChartFigures Figures { get; init; }

    /// <summary>A line that stays where it is until it changes: a price, a balance.</summary>
    public bool Stepped { get; init; }

    /// <summary>For money: the currency; the shop's where none is given.</summary>
    public string? Currency { get; init; }

    /// <summary>What the labels are, as the head of the table's first column: "Day", "Channel".</summary>
    public string LabelTitle { get; init; } = "";
}
