using System.Globalization;
using System.Text;

namespace InventorySync.Domain.Importing;

#pragma warning disable CA1822 // whoever reads cells holds one reading, and asks it for text and numbers alike
/// <summary>Reads values out of cells, as the file is to be read. What it cannot read for certain it refuses: a price misread costs more than a question.</summary>
public sealed class CellReading(SheetReading reading)
{
    private const int LongestShown = 40;
    private const int ExactDigits = 15;

    // days that a spreadsheet counts since 1900, from 1954 to 2119: what stands outside is no date that somebody forgot to format
    private const int FirstSerial = 20_000;
    private const int LastSerial = 80_000;

    /// <summary>An amount, a price, a factor: thousands, currencies and a minus may stand around it as people write them. 12 % is 0.12.</summary>
    public CellValue<decimal> Number(SheetCell cell)
    {
        if (ProblemOf(cell) is { } problem)
            return CellValue<decimal>.Wrong(problem);
        if (IsEmpty(cell))
            return CellValue<decimal>.Empty;

        // what the file has as a number is written as the machine writes it, whatever the sign of its texts
        return NumberText.Read(cell.Text, cell.Kind == CellKind.Number ? '.' : reading.DecimalSign) is { } number
            ? CellValue<decimal>.Of(number)
            : CellValue<decimal>.Wrong(new Sentence("“{0}” is not a number. Enter it in figures only, such as {1}.", Shown(cell), Example));
    }

    /// <summary>A rate in percent: 12 % and 12 are both 12.</summary>
    public CellValue<decimal> Percent(SheetCell cell) =>
        Number(cell).Then(number => CellValue<decimal>.Of(NumberText.IsPercent(cell.Text) ? number * 100 : number));

    public CellValue<long> Whole(SheetCell cell, long least = long.MinValue, long most = long.MaxValue) => Number(cell).Then(number =>
        number != decimal.Truncate(number) || number is < long.MinValue or > long.MaxValue
            ? CellValue<long>.Wrong(new Sentence("“{0}” is not a whole number. Enter it without decimals.", Shown(cell)))
            : (long)number < least || (long)number > most
                ? CellValue<long>.Wrong(new Sentence("{0} is out of range. Enter a number from {1} to {2}.", Shown(cell), least, most))
                : CellValue<long>.Of((long)number));

    public CellValue<DateOnly> Date(SheetCell cell) => Moment(cell).Then(moment => CellValue<DateOnly>.Of(DateOnly.FromDateTime(moment.At)));

    /// <summary>A point in time. Times without a zone of their own are meant in the given one; a date alone is its first moment.</summary>
    public CellValue<DateTimeOffset> Instant(SheetCell cell, TimeZoneInfo zone) => Moment(cell).Then(moment => CellValue<DateTimeOffset>.Of(moment.In(zone)));

    public CellValue<bool> YesNo(SheetCell cell)
    {
        if (ProblemOf(cell) is { } problem)
            return CellValue<bool>.Wrong(problem);
        if (IsEmpty(cell))
            return CellValue<bool>.Empty;

        return YesNoWords.Read(cell.Text) is { } yes
            ? CellValue<bool>.Of(yes)
            : CellValue<bool>.Wrong(new Sentence("“{0}” is neither yes nor no. Enter yes or no.", Shown(cell)));
    }

    /// <summary>One line of text, without blanks around it and with one between its words.</summary>
    public CellValue<string> Text(SheetCell cell, int longest) => TextOf(cell, longest, TidyLine);

    /// <summary>Text of several lines, such as a description.</summary>
    public CellValue<string> Lines(SheetCell cell, int longest) => TextOf(cell, longest, TidyLines);

    /// <summary>A barcode, a stock-keeping number: its figures in full and with the zeros in front of them, or a problem when the spreadsheet has dropped some.</summary>
    public CellValue<string> Code(SheetCell cell, int longest)
    {
        if (cell.Kind == CellKind.Number && cell.Text.Count(char.IsAsciiDigit) > ExactDigits)
            return CellValue<string>.Wrong(new Sentence("{0} has more than 15 figures and was kept as a number, so the last ones are lost. Format the column as text, enter it again, and save the file.", Shown(cell)));
        if (!NumberText.IsShortened(cell.Text, out var figures))
            return Text(cell, longest);

        return figures is { } digits
            ? Text(new SheetCell(digits, CellKind.Text), longest)
            : CellValue<string>.Wrong(new Sentence("A spreadsheet has shortened this code to {0}, and its figures are lost. Format the column as text or as a number without decimals, and save the file again.", Shown(cell)));
    }

    private string Example => reading.DecimalSign == ',' ? "1234,50" : "1234.50";

    private CellValue<DateText.Moment> Moment(SheetCell cell)
    {
        if (ProblemOf(cell) is { } problem)
            return CellValue<DateText.Moment>.Wrong(problem);
        if (IsEmpty(cell))
            return CellValue<DateText.Moment>.Empty;
        if (cell.Kind == CellKind.Number && Serial(cell.Text) is { } counted)
            return CellValue<DateText.Moment>.Of(new DateText.Moment(counted, null));

        return DateText.Read(cell.Text, reading.DateOrder) switch
        {
            { Moment: { } moment } => CellValue<DateText.Moment>.Of(moment),
            { FitsOtherOrder: true } => CellValue<DateText.Moment>.Wrong(reading.DateOrder == DateOrder.DayFirst
                ? new Sentence("“{0}” has no such day when the day comes first. Choose that the month comes first, or write the date as {1}.", Shown(cell), "2026-12-31")
                : new Sentence("“{0}” has no such day when the month comes first. Choose that the day comes first, or write the date as {1}.", Shown(cell), "2026-12-31")),
            _ => CellValue<DateText.Moment>.Wrong(new Sentence("“{0}” is not a date. Write it as {1}.", Shown(cell), "2026-12-31")),
        };
    }

    private static DateTime? Serial(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) && days is >= FirstSerial and <= LastSerial
            ? DateTime.FromOADate((double)days)
            : null;

    private static CellValue<string> TextOf(SheetCell cell, int longest, Func<string, string> tidy)
    {
        if (ProblemOf(cell) is { } problem)
            return CellValue<string>.Wrong(problem);

        var text = tidy(cell.Text);
        return text.Length == 0 ? CellValue<string>.Empty
            : text.Length > longest ? CellValue<string>.Wrong(new Sentence("This text has {0} characters; at most {1} are kept. Shorten it.", text.Length, longest))
            : CellValue<string>.Of(text);
    }

    // blanks that one cannot see come with text that was copied from a web page
    private static string TidyLine(string text) =>
        Common.Text.Tidy(text.Replace('\u00a0', ' ').Replace("\u200b", "", StringComparison.Ordinal).Replace("\ufeff", "", StringComparison.Ordinal));

    private static string TidyLines(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => new string([.. line.Select(c => char.IsControl(c) ? ' ' : c)]).TrimEnd()))
            .Trim().Normalize(NormalizationForm.FormC);

    private static bool IsEmpty(SheetCell cell) => cell.Kind == CellKind.Empty || string.IsNullOrWhiteSpace(cell.Text);

    private static Sentence? ProblemOf(SheetCell cell) => cell.Kind != CellKind.Error ? null
        : cell.Text.StartsWith('=') ? new Sentence("The formula {0} has no result in this file. Open the file in your spreadsheet program, let it calculate, and save it again.", Shown(cell))
        : new Sentence("The spreadsheet shows {0} here instead of a value. Mend its formula, or enter the value itself.", Shown(cell));

    private static string Shown(SheetCell cell)
    {
        var text = Common.Text.Tidy(cell.Text);
        return text.Length <= LongestShown ? text : text[..LongestShown] + "…";
    }
}
