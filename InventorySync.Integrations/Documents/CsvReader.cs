using System.Buffers;
using System.Text;
using InventorySync.Domain.Importing;

namespace InventorySync.Integrations.Documents;

/// <summary>Reads a CSV row by row, as RFC 4180 has it and as programs write it. Line breaks may stand within quotation marks.</summary>
internal sealed class CsvReader : IDisposable
{
    private const int Usual = 1 << 16;
    private const int LongestRow = 1 << 22;

    private readonly StreamReader _reader;
    private readonly SheetReading _reading;
    private readonly SheetSettings _limits;
    private readonly SearchValues<char> _ends;
    private readonly RecentTexts _texts = new();
    private readonly List<SheetCell> _cells = [];
    private char[] _buffer = ArrayPool<char>.Shared.Rent(Usual);
    private int _start;
    private int _end;
    private bool _begun;
    private bool _last;

    public CsvReader(Stream content, SheetReading reading, SheetSettings limits)
    {
        _reader = new StreamReader(content, TextEncodings.Strict(reading.Encoding), detectEncodingFromByteOrderMarks: false, Usual, leaveOpen: true);
        _reading = reading;
        _limits = limits;
        _ends = SearchValues.Create([reading.Separator, '\r', '\n', '\0']);
    }

    private int Row { get; set; }

    /// <summary>The next row that is not empty; null after the last.</summary>
    public async ValueTask<SheetRow?> NextAsync(CancellationToken ct)
    {
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            if (!TryRow())
            {
                if (_last && _start == _end)
                    return null;
                await FillAsync(ct);
                continue;
            }

            if (Row > _limits.MostRows)
                throw SheetProblems.TooManyRows(_limits.MostRows);
            if (_cells.Exists(c => c.Kind != CellKind.Empty))
                return new SheetRow(Row, _cells.ToArray());
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        ArrayPool<char>.Shared.Return(_buffer);
        _buffer = [];
    }

    /// <summary>Reads a row out of what is in the buffer; false when its end is not there yet.</summary>
    private bool TryRow()
    {
        if (_start == _end)
            return false;

        _cells.Clear();
        var at = _start;
        int end;
        do
        {
            if (_cells.Count == _limits.MostColumns)
                throw SheetProblems.TooManyColumns(Row + 1, _limits.MostColumns);
            end = OpensQuote(at, out var mark) ? Quoted(mark) : Plain(at);
            if (end < 0)
                return false;
            at = end + 1;
        }
        while (end < _end && _buffer[end] == _reading.Separator);

        if (end < _end && _buffer[end] == '\r')
        {
            if (at == _end && !_last)
                return false;
            if (at < _end && _buffer[at] == '\n')
                at++;
        }

        _start = Math.Min(at, _end);
        Row++;
        return true;
    }

    // some programs put a blank behind the separator
    private bool OpensQuote(int at, out int mark)
    {
        mark = at;
        while (mark < _end && _buffer[mark] == ' ')
            mark++;
        return mark < _end && _buffer[mark] == '"';
    }

    /// <summary>Takes a cell without quotation marks around it; the answer is where it ends, or -1 when that is not in the buffer yet.</summary>
    private int Plain(int from)
    {
        var stop = _buffer.AsSpan(from, _end - from).IndexOfAny(_ends);
        var end = stop < 0 ? _end : from + stop;
        if (end - from > _limits.LongestCell)
            throw SheetProblems.CellTooLong(Row + 1, _cells.Count, _limits.LongestCell);
        if (stop < 0 && !_last)
            return -1;
        if (stop >= 0 && _buffer[end] == '\0')
            throw NotText();

        Add(_buffer.AsSpan(from, end - from));
        return end;
    }

    private int Quoted(int mark)
    {
        var doubled = false;
        var at = mark + 1;
        while (true)
        {
            var stop = _buffer.AsSpan(at, _end - at).IndexOfAny('"', '\0');
            if (stop < 0 && (_last || _end - mark > _limits.LongestCell))
                throw SheetProblems.OpenQuote(Row + 1, _cells.Count);
            if (stop < 0)
                return -1;
            at += stop;
            if (_buffer[at] == '\0')
                throw NotText();
            if (at + 1 == _end && !_last)
                return -1;
            if (at + 1 >= _end || _buffer[at + 1] != '"')
                break;
            doubled = true;
            at += 2;
        }

        return Closed(mark + 1, at, doubled);
    }

    private int Closed(int from, int mark, bool doubled)
    {
        var end = mark + 1;
        while (end < _end && _buffer[end] == ' ' && _reading.Separator != ' ')
            end++;
        if (end == _end && !_last)
            return -1;
        if (end < _end && !_ends.Contains(_buffer[end]))
            throw SheetProblems.StrayQuote(Row + 1, _cells.Count);
        if (mark - from > _limits.LongestCell)
            throw SheetProblems.CellTooLong(Row + 1, _cells.Count, _limits.LongestCell);

        var text = _buffer.AsSpan(from, mark - from);
        if (doubled)
            Add(text.ToString().Replace("\"\"", "\"", StringComparison.Ordinal));
        else
            Add(text);
        return end;
    }

    private void Add(ReadOnlySpan<char> text)
    {
        if (CsvSheet.IsMadeHarmless(text))
            text = text[1..];
        _cells.Add(text.Length == 0 ? default : new SheetCell(_texts.Of(_cells.Count, text), CellKind.Text));
    }

    private async ValueTask FillAsync(CancellationToken ct)
    {
        MakeRoom();
        try
        {
            var read = await _reader.ReadAsync(_buffer.AsMemory(_end), ct);
            _last = read == 0;
            _end += read;
        }
        catch (DecoderFallbackException)
        {
            throw SheetProblems.Undecodable(Row + 1, _reading.Encoding);
        }

        if (!_begun && _end > 0 && _buffer[0] == '\uFEFF')
            _start = 1;
        _begun = true;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end < _buffer.Length)
            return;
        if (_buffer.Length >= LongestRow)
            throw SheetProblems.RowTooLong(Row + 1);
        var larger = ArrayPool<char>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<char>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private Exception NotText() => SheetProblems.NotText(Row + 1, _cells.Count, _reading.Encoding);
}
