using System.Globalization;
using InventorySync.Domain.Importing;

namespace InventorySync.Integrations.Documents;

/// <summary>Numbers and days of a workbook, written as the machine writes them.</summary>
internal static class WorkbookNumbers
{
    private const int ExactDigits = 15;
    private const int DaysTo1904 = 1462;
    private const double LastDay = 2_958_465;

    // Excel counts a 29 February 1900 that never was, so the days before it stand one off
    private const int FalseLeapDay = 60;

    public static SheetCell Read(ReadOnlySpan<char> written, ShownAs shown, bool from1904, RecentTexts texts, int column)
    {
        written = written.Trim();
        if (written.Length == 0)
            return default;
        if (shown == ShownAs.Number && IsPlain(written))
            return new SheetCell(texts.Of(column, written), CellKind.Number);
        if (!double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            throw new InvalidDataException("A cell holds no number where it says so.");

        return shown switch
        {
            ShownAs.Date when Day(number, from1904) is { } cell => cell,
            ShownAs.Percent => new SheetCell(Decimal(number * 100) + "%", CellKind.Number),
            _ => new SheetCell(Decimal(number), CellKind.Number),
        };
    }

    /// <summary>A day as the strict form of the format writes it.</summary>
    public static SheetCell Iso(string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)
            ? new SheetCell(Moment(at), CellKind.Date)
            : new SheetCell(text, CellKind.Text);

    private static SheetCell? Day(double days, bool from1904)
    {
        if (days < 0 || days > LastDay)
            return null;
        if (days < 1 && !from1904) // a time of day alone
            return new SheetCell(TimeText(DateTime.UnixEpoch.AddMilliseconds(Math.Round(days * 86_400_000))), CellKind.Text);
        var counted = from1904 ? days + DaysTo1904 : days < FalseLeapDay ? days + 1 : days;
        return counted > LastDay + 1 ? null : new SheetCell(Moment(DateTime.FromOADate(Math.Floor(counted)).AddMilliseconds(Math.Round((counted - Math.Floor(counted)) * 86_400_000))), CellKind.Date);
    }

    private static string Moment(DateTime at) => at.TimeOfDay == TimeSpan.Zero
        ? at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : at.ToString("yyyy-MM-dd ", CultureInfo.InvariantCulture) + TimeText(at);

    private static string TimeText(DateTime at) => at.ToString(at.Millisecond == 0 ? "HH:mm:ss" : "HH:mm:ss.fff", CultureInfo.InvariantCulture);

    // the machine's binary fraction 0.30000000000000004 is the 0.3 that stands on the screen
    private static string Decimal(double number) => Math.Abs(number) < 1e28
        ? ((decimal)number).ToString("0.############################", CultureInfo.InvariantCulture)
        : number.ToString("R", CultureInfo.InvariantCulture);

    private static bool IsPlain(ReadOnlySpan<char> written)
    {
        var digits = written[0] == '-' ? written[1..] : written;
        if (digits.Length is 0 or > ExactDigits || (digits[0] == '0' && digits.Length > 1 && digits[1] != '.'))
            return digits.Length > ExactDigits && digits.IndexOfAnyExceptInRange('0', '9') < 0; // figures beyond the fifteenth are shown, so that one sees they are too many
        var point = digits.IndexOf('.');
        return point < 0
            ? digits.IndexOfAnyExceptInRange('0', '9') < 0
            : point > 0 && point < digits.Length - 1 && digits[^1] != '0' && digits[..point].IndexOfAnyExceptInRange('0', '9') < 0 && digits[(point + 1)..].IndexOfAnyExceptInRange('0', '9') < 0;
    }
}
