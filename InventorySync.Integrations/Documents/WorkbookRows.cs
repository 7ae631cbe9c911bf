using System.Globalization;
using System.Text;
using InventorySync.Domain.Importing;

namespace InventorySync.Integrations.Documents;

/// <summary>The rows of one sheet of a workbook, one at a time.</summary>
internal sealed class WorkbookRows : IDisposable
{
    private readonly WorkbookXml _xml;
    private readonly WorkbookStyles _styles;
    private readonly WorkbookTexts _shared;
    private readonly bool _from1904;
    private readonly SheetSettings _limits;
    private readonly RecentTexts _texts = new();
    private readonly StringBuilder _text = new();
    private readonly MergedCells _merged;
    private readonly (string Row, string Cell, string Value, string Inline, string Formula, string Place, string Kind, string Style) _names;
    private SheetCell[] _cells = new SheetCell[16];
    private int _width;

    public WorkbookRows(Stream sheet, WorkbookStyles styles, WorkbookTexts shared, IReadOnlyList<MergedRows> merged, bool from1904, SheetSettings limits)
    {
        _xml = new WorkbookXml(sheet, limits);
        _styles = styles;
        _shared = shared;
        _merged = new MergedCells(merged);
        _from1904 = from1904;
        _limits = limits;
        var names = _xml.Names;
        // names are compared by reference, half a million times a second
        _names = (names.Add("row"), names.Add("c"), names.Add("v"), names.Add("is"), names.Add("f"), names.Add("r"), names.Add("t"), names.Add("s"));
    }

    /// <summary>The number of the row that was read last.</summary>
    public int Row { get; private set; }

    /// <summary>The next row that is not empty; null after the last.</summary>
    public SheetRow? Next()
    {
        while (_xml.Step())
        {
            if (!_xml.Opens || !ReferenceEquals(_xml.Name, _names.Row))
                continue;

            Row = NumberOfRow();
            ReadCells();
            _merged.Fill(Row, ref _cells, ref _width);
            if (_cells.AsSpan(0, _width).ContainsAnyExcept(default(SheetCell)))
                return new SheetRow(Row, _cells.AsSpan(0, _width).ToArray());
        }

        return null;
    }

    public void Dispose() => _xml.Dispose();

    private int NumberOfRow()
    {
        var number = Row + 1;
        if (_xml.Attribute("r") is { } told && !int.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out number))
            throw new InvalidDataException("A row has no number.");
        if (number <= Row)
            throw new InvalidDataException("The rows are out of order.");
        if (number > _limits.MostRows)
            throw SheetProblems.TooManyRows(_limits.MostRows);
        return number;
    }

    private void ReadCells()
    {
        _cells.AsSpan(0, _width).Clear();
        _width = 0;
        if (_xml.Reader.IsEmptyElement)
            return;

        var depth = _xml.Reader.Depth;
        var column = -1;
        while (_xml.Step() && _xml.Reader.Depth > depth)
        {
            if (!_xml.Opens || !ReferenceEquals(_xml.Name, _names.Cell))
                continue;

            var (place, kind, style) = Attributes();
            column = place is null ? column + 1 : (CellPlace.Of(place) ?? throw new InvalidDataException("A cell has no place.")).Column;
            if (column >= _limits.MostColumns)
            {
                // sheets are coloured far to the right; only what holds something counts
                if (Cell(column, kind, style).Kind != CellKind.Empty)
                    throw SheetProblems.TooManyColumns(Row, _limits.MostColumns);
                continue;
            }

            Put(column, Cell(column, kind, style));
        }
    }

    private (string? Place, string? Kind, int Style) Attributes()
    {
        var (place, kind, style) = ((string?)null, (string?)null, 0);
        var reader = _xml.Reader;
        while (reader.MoveToNextAttribute())
        {
            if (ReferenceEquals(reader.LocalName, _names.Place))
                place = reader.Value;
            else if (ReferenceEquals(reader.LocalName, _names.Kind))
                kind = reader.Value;
            else if (ReferenceEquals(reader.LocalName, _names.Style))
                _ = int.TryParse(reader.Value, NumberStyles.None, CultureInfo.InvariantCulture, out style);
        }

        reader.MoveToElement();
        return (place, kind, style);
    }

    private SheetCell Cell(int column, string? kind, int style)
    {
        if (_xml.Reader.IsEmptyElement)
            return default;

        var cell = default(SheetCell);
        var depth = _xml.Reader.Depth;
        var (formula, valued) = ((string?)null, false);
        try
        {
            while (_xml.Step() && _xml.Reader.Depth > depth)
            {
                if (!_xml.Opens)
                    continue;
                if (ReferenceEquals(_xml.Name, _names.Value))
                    (cell, valued) = (Value(_xml.Text(), column, kind, style), true);
                else if (ReferenceEquals(_xml.Name, _names.Inline))
                    (cell, valued) = (Text(WorkbookTexts.RichText(_xml, _text, _limits.LongestCell)), true);
                else if (ReferenceEquals(_xml.Name, _names.Formula))
                    formula = _xml.Text().ToString();
            }
        }
        catch (CellTooLongException)
        {
            throw SheetProblems.CellTooLong(Row, column, _limits.LongestCell);
        }

        if (cell.Text.Length > _limits.LongestCell)
            throw SheetProblems.CellTooLong(Row, column, _limits.LongestCell);
        return formula is not null && !valued ? new SheetCell("=" + formula, CellKind.Error) : cell;
    }

    private SheetCell Value(ReadOnlySpan<char> written, int column, string? kind, int style) => kind switch
    {
        "s" => Text(_shared[int.Parse(written, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture)]),
        "str" or "inlineStr" => Text(WorkbookTexts.Unescaped(_texts.Of(column, written))),
        "b" => new SheetCell(written.Trim() is "1" or "true" ? "true" : "false", CellKind.YesNo),
        "e" => new SheetCell(written.ToString(), CellKind.Error),
        "d" => WorkbookNumbers.Iso(written.ToString()),
        _ => WorkbookNumbers.Read(written, _styles[style], _from1904, _texts, column),
    };

    private static SheetCell Text(string text) => text.Length == 0 ? default : new SheetCell(text, CellKind.Text);

    private void Put(int column, SheetCell cell)
    {
        if (cell.Kind == CellKind.Empty)
            return;
        if (column >= _cells.Length)
            Array.Resize(ref _cells, Math.Max(column + 1, _cells.Length * 2));
        _cells[column] = cell;
        _width = Math.Max(_width, column + 1);
    }
}

/// <summary>Gives what is merged over several rows to each of them, as one sees it on the screen.</summary>
internal sealed class MergedCells(IReadOnlyList<MergedRows> merged)
{
    private readonly List<(MergedRows Place, SheetCell Cell)> _open = [];
    private int _next;

    public void Fill(int row, ref SheetCell[] cells, ref int width)
    {
        if (merged.Count == 0)
            return;
        _open.RemoveAll(m => m.Place.Last < row);
        foreach (var (place, cell) in _open)
        {
            if (place.Column >= cells.Length)
                Array.Resize(ref cells, place.Column + 1);
            if (cells[place.Column].Kind != CellKind.Empty)
                continue;
            cells[place.Column] = cell;
            width = Math.Max(width, place.Column + 1);
        }

        for (; _next < merged.Count && merged[_next].First <= row; _next++)
        {
            var place = merged[_next];
            if (place.First == row && place.Column < width && cells[place.Column].Kind != CellKind.Empty)
                _open.Add((place, cells[place.Column]));
        }
    }
}
