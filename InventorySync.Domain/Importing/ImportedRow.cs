namespace InventorySync.Domain.Importing;

/// <summary>A row with the values of those columns that mean something. What cannot be read is noted as the row's problem; the first one counts.</summary>
public sealed class ImportedRow(int number, IReadOnlyList<SheetCell> cells, ImportColumns columns)
{
    public int Number => number;

    public string WrongField { get; private set; } = "";

    public Sentence? Problem { get; private set; }

    public bool IsWrong => Problem is not null;

    /// <summary>The same row to be looked at anew; that a code stands in it twice stays wrong.</summary>
    public ImportedRow Again()
    {
        var again = new ImportedRow(number, cells, columns);
        if (Problem is not null)
            again.Refuse(WrongField, Problem);
        return again;
    }

    public void Refuse(string field, Sentence problem)
    {
        if (Problem is null)
            (WrongField, Problem) = (field, problem);
    }

    /// <summary>At the field that the refusal is about, where it names one.</summary>
    public void Refuse(BusinessRuleException refusal, string otherwise = "") =>
        Refuse(refusal.Field is { Length: > 0 } field ? char.ToLowerInvariant(field[0]) + field[1..] : otherwise, refusal.Said);

    /// <summary>A column or a value for all rows gives this field.</summary>
    public bool Gives(string field) => columns.Gives(field);

    public bool IsFilled(string field) => Raw(field).Length > 0;

    /// <summary>As it stands in the cell, without blanks around it.</summary>
    public string Raw(string field) => columns.CellOf(field, cells).Text?.Trim() ?? "";

    public Entry<string> Text(string field, int longest = 400) => Read(field, (reading, cell) => reading.Text(cell, longest));

    public Entry<string> Lines(string field, int longest) => Read(field, (reading, cell) => reading.Lines(cell, longest));

    public Entry<string> Code(string field, int longest) => Read(field, (reading, cell) => reading.Code(cell, longest));

    public Entry<decimal?> Amount(string field) => ReadValue<decimal>(field, (reading, cell) => reading.Number(cell));

    public Entry<long?> Whole(string field, long least, long most) => ReadValue<long>(field, (reading, cell) => reading.Whole(cell, least, most));

    /// <summary>A point in time; a day alone is its first moment in the zone.</summary>
    public Entry<DateTimeOffset?> Instant(string field, TimeZoneInfo zone) => ReadValue<DateTimeOffset>(field, (reading, cell) => reading.Instant(cell, zone));

    public Entry<bool?> YesNo(string field) => ReadValue<bool>(field, (reading, cell) => reading.YesNo(cell));

    /// <summary>One of a few words, however they are written and in whichever language.</summary>
    public Entry<T?> OneOf<T>(string field, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        var given = Text(field);
        if (!given.Given || string.IsNullOrEmpty(given.Value))
            return new(given.Given, null);
        if (words.TryGetValue(Common.Text.Folded(given.Value), out var found))
            return new(true, found);

        Refuse(field, new Sentence("“{0}” is not one of: {1}.", given.Value, string.Join(", ", words.DistinctBy(w => w.Value).Select(w => w.Key))));
        return default;
    }

    // a cell that is empty leaves what is there, or takes it away where somebody chose so
    private Entry<string> Read(string field, Func<CellReading, SheetCell, CellValue<string>> read)
    {
        if (!columns.Gives(field))
            return default;

        var value = read(columns.Reading, columns.CellOf(field, cells));
        if (value.Problem is { } problem)
            Refuse(field, problem);
        return value.HasValue ? new(true, value.Value) : new(columns.Clears && value.Problem is null, "");
    }

    private Entry<T?> ReadValue<T>(string field, Func<CellReading, SheetCell, CellValue<T>> read)
        where T : struct
    {
        if (!columns.Gives(field))
            return default;

        var value = read(columns.Reading, columns.CellOf(field, cells));
        if (value.Problem is { } problem)
            Refuse(field, problem);
        return value.HasValue ? new(true, value.Value) : new(columns.Clears && value.Problem is null, null);
    }
}

/// <summary>What a row says of a field, or that it says nothing.</summary>
public readonly record struct Entry<T>(bool Given, T? Value)
{
    public T? Or(T? otherwise) => Given ? Value : otherwise;
}
