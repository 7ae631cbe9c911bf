namespace InventorySync.Domain.Importing;

/// <summary>A row with the values of those columns that mean something. What cannot be read is noted as the row's problem; the first one counts.</summary>
public sealed class ImportedRow(int number, IReadOnlyList<SheetCell> cells, ImportColumns columns)
{
    public int Number => number;

    public string? WrongField { get; private set; }

    public Sentence? Problem { get; private set; }

    public bool IsWrong => Problem is not null;

    public void Refuse(string field, Sentence problem)
    {
        if (Problem is not null)
            return;
        (WrongField, Problem) = (field, problem);
    }

    public void Refuse(BusinessRuleException refusal, string? field = null) => Refuse(field ?? refusal.Field ?? "", new Sentence(refusal.Sentence, [.. refusal.Arguments]));

    /// <summary>A column or a value for all rows gives this field.</summary>
    public bool Gives(string field) => columns.Gives(field);

    public bool IsEmpty(string field) => Text(field).Length == 0;

    public string Text(string field)
    {
        var cell = columns.CellOf(field, cells);
        if (cell.Kind == CellKind.Error)
            Refuse(field, new Sentence("The spreadsheet shows {0} here instead of a value. Correct the formula, or enter the value itself.", cell.Text));
        return cell.Text.Trim();
    }

    /// <summary>What the row says of this field: nothing where there is no column, or an empty cell that leaves what is there.</summary>
    public Entry<string> Entry(string field) => !columns.Gives(field) ? default : Text(field) is { Length: > 0 } text ? new(true, text) : new(columns.Clears, "");

    public Entry<decimal?> Number(string field) => Read(field, columns.Values.Number);

    public Entry<int?> Whole(string field) => Read<int>(field, columns.Values.Whole);

    public Entry<bool?> YesNo(string field) => Read<bool>(field, columns.Values.YesNo);

    /// <summary>One of a few words, however they are written and in whichever language.</summary>
    public Entry<T?> OneOf<T>(string field, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        var given = Entry(field);
        if (!given.Given || given.Value!.Length == 0)
            return new(given.Given, null);
        if (words.TryGetValue(Common.Text.Folded(given.Value), out var found))
            return new(true, found);

        Refuse(field, new Sentence("“{0}” is not one of: {1}.", given.Value, string.Join(", ", words.Keys.Take(6))));
        return default;
    }

    private Entry<T?> Read<T>(string field, Func<SheetCell, (T? Value, Sentence? Problem)> read)
        where T : struct
    {
        if (!columns.Gives(field))
            return default;

        var cell = columns.CellOf(field, cells);
        if (cell.Kind == CellKind.Empty || string.IsNullOrWhiteSpace(cell.Text))
            return new(columns.Clears, null);

        var (value, problem) = read(cell);
        if (problem is not null)
            Refuse(field, problem);
        return new(problem is null, value);
    }
}

/// <summary>What a row says of a field, or that it says nothing.</summary>
public readonly record struct Entry<T>(bool Given, T? Value)
{
    public T? Or(T? otherwise) => Given ? Value : otherwise;
}
