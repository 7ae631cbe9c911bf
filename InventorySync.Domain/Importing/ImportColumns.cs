namespace InventorySync.Domain.Importing;

/// <summary>Which column of a file gives which field, and the values that hold for all rows.</summary>
public sealed class ImportColumns
{
    private static readonly SheetCell Nothing = new("", CellKind.Empty);

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SheetCell> _fixed = new(StringComparer.Ordinal);

    public ImportColumns(IReadOnlyList<string> columns, ImportOptions options, SheetReading reading)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Length > 0)
                _places.TryAdd(columns[i], i);
        }

        foreach (var (field, value) in options.Fixed.Where(f => f.Value.Trim().Length > 0))
            _fixed[field] = new SheetCell(value, CellKind.Text);
        Clears = options.EmptyCells == EmptyCells.Clear;
        Reading = new CellReading(reading);
    }

    public CellReading Reading { get; }

    /// <summary>An empty cell takes away what is there.</summary>
    public bool Clears { get; }

    public bool Gives(string field) => _places.ContainsKey(field) || _fixed.ContainsKey(field);

    // what stands in the row goes before what holds for all
    public SheetCell CellOf(string field, IReadOnlyList<SheetCell> cells)
    {
        if (_places.TryGetValue(field, out var place) && place < cells.Count && (cells[place].Kind != CellKind.Empty || !_fixed.ContainsKey(field)))
            return cells[place].Text is null ? Nothing : cells[place];
        return _fixed.TryGetValue(field, out var value) ? value : Nothing;
    }
}
