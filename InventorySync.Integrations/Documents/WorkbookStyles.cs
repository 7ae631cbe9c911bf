using System.Globalization;
using InventorySync.Domain.Importing;

namespace InventorySync.Integrations.Documents;

internal enum ShownAs
{
    Number,
    Percent,
    Date,
}

/// <summary>Tells by the format of a cell whether its number is a date: the file itself keeps both as numbers.</summary>
internal sealed class WorkbookStyles
{
    private const int MostStyles = 100_000;

    private readonly List<ShownAs> _styles = [];

    public ShownAs this[int style] => (uint)style < (uint)_styles.Count ? _styles[style] : ShownAs.Number;

    public static WorkbookStyles Read(Stream? part, SheetSettings limits)
    {
        var styles = new WorkbookStyles();
        if (part is null)
            return styles;

        using var xml = new WorkbookXml(part, limits);
        var custom = new Dictionary<int, ShownAs>();
        var inCells = false;
        while (xml.Step())
        {
            if (xml.Name == "cellXfs")
                inCells = xml.Opens;
            else if (xml.Opens && xml.Name == "numFmt" && Id(xml.Attribute("numFmtId")) is { } id && custom.Count < MostStyles)
                custom[id] = OfFormat(xml.Attribute("formatCode") ?? "");
            else if (xml.Opens && inCells && xml.Name == "xf" && styles._styles.Count < MostStyles)
                styles._styles.Add(Id(xml.Attribute("numFmtId")) is { } format ? custom.TryGetValue(format, out var own) ? own : OfBuiltIn(format) : ShownAs.Number);
        }

        return styles;
    }

    /// <summary>By the letters of its first section, without what is quoted, escaped or in brackets.</summary>
    internal static ShownAs OfFormat(string code)
    {
        var shown = ShownAs.Number;
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case ';':
                    return shown;
                case '"':
                    i = End(code, '"', i + 1);
                    break;
                case '[':
                    var end = End(code, ']', i + 1);
                    if (code.AsSpan(i + 1, Math.Max(0, end - i - 1)) is "h" or "hh" or "m" or "mm" or "s" or "ss" or "H" or "HH" or "M" or "MM" or "S" or "SS")
                        return ShownAs.Number; // a span of time: 31:30 hours are no date
                    i = end;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case 'y' or 'Y' or 'm' or 'M' or 'd' or 'D' or 'h' or 'H' or 's' or 'S' when !code.AsSpan(i).StartsWith("Standard", StringComparison.OrdinalIgnoreCase):
                    return ShownAs.Date;
                case '%':
                    shown = ShownAs.Percent;
                    break;
                case 'G' when code.AsSpan(i).StartsWith("General", StringComparison.Ordinal):
                    i += 6;
                    break;
            }
        }

        return shown;
    }

    // ECMA-376, 18.8.30, with those that East Asian and Thai versions keep for dates
    private static ShownAs OfBuiltIn(int id) => id switch
    {
        9 or 10 => ShownAs.Percent,
        (>= 14 and <= 22) or (>= 27 and <= 36) or 45 or 47 or (>= 50 and <= 58) or (>= 71 and <= 81) => ShownAs.Date,
        _ => ShownAs.Number,
    };

    private static int End(string code, char sign, int from) => code.IndexOf(sign, Math.Min(from, code.Length)) is >= 0 and var end ? end : code.Length;

    private static int? Id(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
