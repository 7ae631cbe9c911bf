namespace InventorySync.Integrations.Documents;

/// <summary>A sheet of labels as it is sold, in millimetres. On a roll every label is a page of its own.</summary>
public sealed record LabelSheet(string Name, string Title, double PageWidth, double PageHeight, int Columns, int Rows, double LabelWidth, double LabelHeight)
{
    private const double UsualGap = 2.5;

    public static IReadOnlyList<LabelSheet> All { get; } =
    [
        new("a4-24", "A4, 24 labels of 63.5 × 33.9 mm", 210, 297, 3, 8, 63.5, 33.9),
        new("a4-14", "A4, 14 labels of 99.1 × 38.1 mm", 210, 297, 2, 7, 99.1, 38.1),
        new("letter-30", "Letter, 30 labels of 2⅝ × 1 in", 215.9, 279.4, 3, 10, 66.675, 25.4) { Gap = 3.175 },
        new("roll-62", "Roll of 62 mm, labels of 62 × 29 mm", 62, 29, 1, 1, 62, 29),
        new("single-57", "Single labels of 57 × 32 mm", 57, 32, 1, 1, 57, 32),
    ];

    /// <summary>Between two columns; rows touch each other.</summary>
    public double Gap { get; init; } = UsualGap;

    public int PerPage => Columns * Rows;

    public bool IsRoll => PerPage == 1;

    public static LabelSheet? Find(string? name) => All.FirstOrDefault(s => s.Name == name);

    /// <summary>The upper left corner of a label; the labels stand in the middle of their page.</summary>
    public (double X, double Y) PlaceOf(int position)
    {
        var left = (PageWidth - (Columns * LabelWidth) - ((Columns - 1) * Gap)) / 2;
        var top = (PageHeight - (Rows * LabelHeight)) / 2;
        return (left + (position % Columns * (LabelWidth + Gap)), top + (position / Columns * LabelHeight));
    }

    public int PagesFor(int labels, int start) => Math.Max(1, (start - 1 + labels + PerPage - 1) / PerPage);
}

/// <summary>What a label says: a small line, the large one that people read from the aisle, a small line; and what a scanner reads.</summary>
public sealed record Label(string Above, string Large, string Below, string Code);
