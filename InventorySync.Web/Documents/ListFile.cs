using System.Runtime.CompilerServices;
using InventorySync.Domain.Lists;
using InventorySync.Integrations.Documents;
using InventorySync.Web.Forms;
using InventorySync.Web.Languages;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Documents;

public enum ListFormat
{
    Csv,
    Xlsx,
}

/// <summary>A list as a file: the columns and rows that are on the screen, with its headings and words, times in the reader's zone.</summary>
public sealed class ListFile(IStringLocalizer<Texts> texts)
{
    public async Task WriteAsync(Stream target, NamedList list, ListRequest request, IReadOnlyList<ListColumn> columns, ListFormat format, TimeZoneInfo zone, bool byteOrderMark, CancellationToken ct = default)
    {
        var headings = columns.Select(c => new SheetColumn(HeadingOf(c, zone), FormatOf(c))).ToList();
        var rows = RowsAsync(list, request, columns, zone, ct);
        if (format == ListFormat.Csv)
        {
            await using var sheet = await CsvSheet.StartAsync(target, headings, byteOrderMark);
            await WriteAsync(sheet, rows, ct);
        }
        else
        {
            using var sheet = await ExcelSheet.StartAsync(target, texts[ChoiceText.Of(char.ToUpperInvariant(list.Name[0]) + list.Name[1..])], headings, ct);
            await WriteAsync(sheet, rows, ct);
        }
    }

    /// <summary>The chosen columns in their order, or those that the list shows by itself.</summary>
    public static IReadOnlyList<ListColumn> ColumnsOf(NamedList list, string? chosen)
    {
        if (string.IsNullOrWhiteSpace(chosen))
            return [.. list.Columns.Where(c => c.Shown)];

        return
        [
            .. chosen.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(name => list.Columns.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase))
                    ?? throw new BusinessRuleException("This list has no column “{0}”.", name)),
        ];
    }

    private static async Task WriteAsync(ISheetWriter sheet, IAsyncEnumerable<object?[]> rows, CancellationToken ct)
    {
        await foreach (var row in rows)
            await sheet.WriteAsync(row, ct);
        await sheet.FinishAsync(ct);
    }

    private async IAsyncEnumerable<object?[]> RowsAsync(NamedList list, ListRequest request, IReadOnlyList<ListColumn> columns, TimeZoneInfo zone, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in list.ValuesAsync(request, [.. columns.Select(c => c.Name)], ct))
        {
            for (var i = 0; i < row.Length; i++)
                row[i] = Shown(row[i], columns[i].Kind, zone);
            yield return row;
        }
    }

    private object? Shown(object? value, FieldKind kind, TimeZoneInfo zone) => (kind, value) switch
    {
        (FieldKind.Choice, not null) => texts[ChoiceText.Of(value)].Value,
        (_, DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).DateTime,
        (_, Enum choice) => texts[ChoiceText.Of(choice)].Value,
        _ => value,
    };

    // a file is read elsewhere and later, so it says in which zone its times are
    private string HeadingOf(ListColumn column, TimeZoneInfo zone) => column.Kind == FieldKind.Instant ? $"{texts[column.Title]} ({zone.Id})" : texts[column.Title];

    private static SheetFormat FormatOf(ListColumn column) => column.Kind switch
    {
        FieldKind.Number => column.Whole ? SheetFormat.Whole : SheetFormat.Number,
        FieldKind.Quantity => SheetFormat.Number,
        FieldKind.Money => SheetFormat.Money,
        FieldKind.Date => SheetFormat.Date,
        FieldKind.Instant => SheetFormat.Instant,
        FieldKind.YesNo => SheetFormat.YesNo,
        _ => SheetFormat.Text,
    };
}
