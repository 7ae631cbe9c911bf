namespace InventorySync.Domain.Moving;

/// <summary>A table of a shop that moves: its columns, and its rows as they are written one after the other.</summary>
public sealed record MovedTable(string Name, IReadOnlyList<string> Columns, IAsyncEnumerable<object?[]> Rows);

/// <summary>A row that arrives. What does not fit is told with the table and the row.</summary>
public sealed class MovedRow(string table, int number, IReadOnlyDictionary<string, int> columns, IReadOnlyList<string> cells)
{
    public string Text(string column) => columns.TryGetValue(column, out var at)
        ? at < cells.Count ? cells[at] : ""
        : throw Wrong("{0}.csv, row {1}: the column “{2}” is missing. Nothing was imported.", column);

    public string? TextOrNone(string column) => Text(column) is { Length: > 0 } text ? text : null;

    /// <summary>One on each line of the cell.</summary>
    public IReadOnlyList<string> Lines(string column) => Text(column).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public decimal Number(string column) => NumberOrNone(column) ?? throw Wrong("{0}.csv, row {1}: “{2}” is empty. Nothing was imported.", column);

    public decimal? NumberOrNone(string column) => TextOrNone(column) is not { } text ? null
        : decimal.TryParse(text, System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number
        : throw Misread(column);

    public int Whole(string column) => WholeOrNone(column) ?? throw Wrong("{0}.csv, row {1}: “{2}” is empty. Nothing was imported.", column);

    public int? WholeOrNone(string column) => NumberOrNone(column) is not { } number ? null : number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue ? (int)number : throw Misread(column);

    public double? DegreesOrNone(string column) => TextOrNone(column) is not { } text ? null
        : double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number
        : throw Misread(column);

    public bool Yes(string column) => Text(column) switch { "true" => true, "false" or "" => false, _ => throw Misread(column) };

    public DateTimeOffset At(string column) => AtOrNone(column) ?? throw Wrong("{0}.csv, row {1}: “{2}” is empty. Nothing was imported.", column);

    public DateTimeOffset? AtOrNone(string column) => TextOrNone(column) is not { } text ? null
        : DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime()
        : throw Misread(column);

    public TEnum Choice<TEnum>(string column)
        where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(Text(column), out var choice) && Enum.IsDefined(choice) ? choice : throw Misread(column);

    /// <summary>The value that this names, in a table that arrived before.</summary>
    public T Known<T>(string column, IReadOnlyDictionary<string, T> known) => known.TryGetValue(Text(column), out var value)
        ? value
        : throw Unknown(column);

    /// <summary>What the shop refuses to make of this row is told with its place.</summary>
    public T Made<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (BusinessRuleException refused) when (refused is not MisplacedException)
        {
            throw Wrong("{0}.csv, row {1}: {2} Nothing was imported.", refused.Message);
        }
    }

    public BusinessRuleException Unknown(string column) => Wrong("{0}.csv, row {1}: “{2}” in the column “{3}” is not in the tables before. Nothing was imported.", Text(column), column);

    public BusinessRuleException Misread(string column) => Wrong("{0}.csv, row {1}: “{2}” cannot stand in the column “{3}”. Nothing was imported.", Text(column), column);

    /// <summary>The sentence gets the table and the row as its first arguments.</summary>
    public BusinessRuleException Wrong(string sentence, params object[] more) => new MisplacedException(sentence, [table, number, .. more]);
}

/// <summary>A refusal that tells its place already.</summary>
internal sealed class MisplacedException(string sentence, params object[] arguments) : BusinessRuleException(sentence, arguments);

/// <summary>The rows of a table that arrives, with a look at the next one: tables that belong together come in the same order.</summary>
public sealed class MovedRows(IAsyncEnumerable<MovedRow> rows) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<MovedRow> _rows = rows.GetAsyncEnumerator();
    private MovedRow? _next;
    private bool _begun;

    public long Taken { get; private set; }

    public async ValueTask<MovedRow?> PeekAsync()
    {
        if (!_begun)
        {
            _begun = true;
            _next = await _rows.MoveNextAsync() ? _rows.Current : null;
        }

        return _next;
    }

    public async ValueTask<MovedRow?> TakeAsync()
    {
        var row = await PeekAsync();
        if (row is null)
            return null;

        Taken++;
        _next = await _rows.MoveNextAsync() ? _rows.Current : null;
        return row;
    }

    /// <summary>Those from here on that say this in this column.</summary>
    public async Task<List<MovedRow>> TakeWhileAsync(string column, string value)
    {
        var taken = new List<MovedRow>();
        while (await PeekAsync() is { } next && next.Text(column) == value)
            taken.Add((await TakeAsync())!);
        return taken;
    }

    public ValueTask DisposeAsync() => _rows.DisposeAsync();
}
