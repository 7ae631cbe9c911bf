namespace InventorySync.Integrations.Documents;

/// <summary>A column of a file to be filled in, as it is explained to people.</summary>
public sealed record TemplateColumn(string Title, string Explanation, bool Required, string Example)
{
    public SheetFormat Format { get; init; }

    /// <summary>The only values that may stand there; none where any may.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];
}

/// <summary>The words of the template itself, in the language of whoever fills it in.</summary>
public sealed record TemplateWords
{
    public string Table { get; init; } = "Table";

    public string Explanations { get; init; } = "Explanations";

    public string Column { get; init; } = "Column";

    public string Meaning { get; init; } = "What it means";

    public string Needed { get; init; } = "Needed";

    public string Example { get; init; } = "Example";

    public string Allowed { get; init; } = "Allowed values";

    public string Yes { get; init; } = "Yes";

    public string No { get; init; } = "No";
}

/// <summary>An Excel file to be filled in: a sheet with the headings, ready for figures, dates and codes, and a sheet that explains each column.</summary>
public static class TemplateFile
{
    public static async Task WriteAsync(Stream target, IReadOnlyList<TemplateColumn> columns, TemplateWords words, CancellationToken ct = default)
    {
        using var book = await ExcelSheet.StartAsync(target, words.Table, [.. columns.Select(ColumnOf)], ct);
        await book.NextSheetAsync(
            words.Explanations,
            [
                new(words.Column, SheetFormat.Lines) { Width = 28 }, new(words.Meaning, SheetFormat.Lines) { Width = 70 }, new(words.Needed, SheetFormat.Lines) { Width = 12 },
                new(words.Example, SheetFormat.Lines) { Width = 28 }, new(words.Allowed, SheetFormat.Lines) { Width = 50 },
            ],
            ct);
        foreach (var column in columns)
            await book.WriteAsync([column.Title, column.Explanation, column.Required ? words.Yes : words.No, column.Example, string.Join(", ", column.Allowed)], ct);
        await book.FinishAsync(ct);
    }

    private static SheetColumn ColumnOf(TemplateColumn column) => new(column.Title, column.Format)
    {
        FormatsEmptyCells = true,
        Choices = column.Allowed,
    };
}
