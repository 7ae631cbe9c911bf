using System.Globalization;
using System.Security;
using System.Text;

namespace InventorySync.Integrations.Documents;

/// <summary>The parts of a workbook around its rows, as ECMA-376 wants them.</summary>
internal static class ExcelParts
{
    public const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    public const string RelationsPath = "xl/_rels/workbook.xml.rels";
    public const string WorkbookPath = "xl/workbook.xml";
    public const int HeadingStyle = 1;

    private const int AlwaysTextStyle = 8;
    private const int LongestChoices = 255; // Excel opens no list that is longer

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    /// <summary>The list of contents stands first in the zip, before anybody knows how many sheets there will be: so sheets are what is not named otherwise.</summary>
    public static IReadOnlyList<(string Path, string Xml)> BeforeTheSheets { get; } =
    [
        ("[Content_Types].xml", $"""
            <Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="{Type}.worksheet+xml"/><Override PartName="/{WorkbookPath}" ContentType="{Type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Type}.styles+xml"/></Types>
            """),
        ("_rels/.rels", $"""<Relationships xmlns="{Package}/relationships"><Relationship Id="r1" Type="{Office}/officeDocument" Target="{WorkbookPath}"/></Relationships>"""),
        ("xl/styles.xml", Styles()),
    ];

    public static string SheetPath(int number) => $"xl/worksheets/sheet{number}.xml";

    public static int StyleOf(SheetFormat format) => format switch
    {
        SheetFormat.Whole => 2,
        SheetFormat.Number => 3,
        SheetFormat.Money => 4,
        SheetFormat.Date => 5,
        SheetFormat.Instant => 6,
        SheetFormat.Lines => 7,
        _ => 0,
    };

    public static string SheetStart(IReadOnlyList<SheetColumn> columns, bool first)
    {
        var start = new StringBuilder(Declaration).Append(CultureInfo.InvariantCulture, $"<worksheet xmlns=\"{Main}\"><sheetViews><sheetView{(first ? " tabSelected=\"1\"" : "")} workbookViewId=\"0\">")
            .Append("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>");
        for (var i = 0; i < columns.Count; i++)
        {
            start.Append(CultureInfo.InvariantCulture, $"<col min=\"{i + 1}\" max=\"{i + 1}\" width=\"{columns[i].Width ?? WidthOf(columns[i])}\"");
            if (columns[i].FormatsEmptyCells)
                start.Append(CultureInfo.InvariantCulture, $" style=\"{(columns[i].Format == SheetFormat.Text ? AlwaysTextStyle : StyleOf(columns[i].Format))}\"");
            start.Append(" customWidth=\"1\"/>");
        }

        return start.Append("</cols><sheetData>").ToString();
    }

    public static string SheetEnd(string range, IReadOnlyList<SheetColumn> columns)
    {
        var end = new StringBuilder($"</sheetData><autoFilter ref=\"{range}\"/>");
        var choices = columns.Select((c, i) => (Letters: ColumnLetters(i), List: string.Join(',', c.Choices))).Where((c, i) => c.List.Length is > 0 and <= LongestChoices && !columns[i].Choices.Any(choice => choice.Contains(',', StringComparison.Ordinal))).ToList();
        if (choices.Count > 0)
        {
            end.Append(CultureInfo.InvariantCulture, $"<dataValidations count=\"{choices.Count}\">");
            foreach (var (letters, list) in choices)
                end.Append(CultureInfo.InvariantCulture, $"<dataValidation type=\"list\" allowBlank=\"1\" showErrorMessage=\"1\" sqref=\"{letters}2:{letters}1048576\"><formula1>\"{SecurityElement.Escape(list.Replace("\"", "\"\"", StringComparison.Ordinal))}\"</formula1></dataValidation>");
            end.Append("</dataValidations>");
        }

        return end.Append("</worksheet>").ToString();
    }

    public static string Workbook(IReadOnlyList<(string Name, string Range)> sheets)
    {
        var book = new StringBuilder($"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><bookViews><workbookView/></bookViews><sheets>");
        for (var i = 0; i < sheets.Count; i++)
            book.Append(CultureInfo.InvariantCulture, $"<sheet name=\"{SecurityElement.Escape(sheets[i].Name)}\" sheetId=\"{i + 1}\" r:id=\"s{i + 1}\"/>");
        book.Append("</sheets><definedNames>");
        for (var i = 0; i < sheets.Count; i++)
            book.Append(CultureInfo.InvariantCulture, $"<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{i}\" hidden=\"1\">'{SecurityElement.Escape(sheets[i].Name.Replace("'", "''", StringComparison.Ordinal))}'!{sheets[i].Range}</definedName>");
        return book.Append("</definedNames></workbook>").ToString();
    }

    public static string Relations(int sheets) =>
        $"""<Relationships xmlns="{Package}/relationships"><Relationship Id="r1" Type="{Office}/styles" Target="styles.xml"/>{string.Concat(Enumerable.Range(1, sheets).Select(i => $"<Relationship Id=\"s{i}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>"))}</Relationships>""";

    /// <summary>At most 31 characters, and none of those that Excel keeps for formulas.</summary>
    public static string SheetName(string name)
    {
        var allowed = new string([.. name.Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && !@"[]:*?/\".Contains(c, StringComparison.Ordinal))]).Trim().Trim('\'');
        return allowed.Length == 0 ? "Sheet" : allowed[..Math.Min(31, allowed.Length)].TrimEnd('\'', ' ');
    }

    public static string ColumnLetters(int index) => index < 26 ? $"{(char)('A' + index)}" : $"{ColumnLetters((index / 26) - 1)}{(char)('A' + (index % 26))}";

    /// <summary>Text for XML; characters that XML cannot carry are left out, and what Excel would read as its own escape is kept literal.</summary>
    public static void AppendEscaped(StringBuilder target, ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (letter is '<')
                target.Append("&lt;");
            else if (letter is '>')
                target.Append("&gt;");
            else if (letter is '&')
                target.Append("&amp;");
            else if (letter is '_' && IsEscape(text[i..]))
                target.Append("_x005F_");
            else if (char.IsHighSurrogate(letter) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                target.Append(letter).Append(text[++i]);
            else if (letter is '\t' or '\n' || (letter >= ' ' && !char.IsSurrogate(letter) && letter < '\uFFFE'))
                target.Append(letter);
        }
    }

    private static bool IsEscape(ReadOnlySpan<char> text) =>
        text.Length >= 7 && text[1] is 'x' && text[6] is '_' && char.IsAsciiHexDigit(text[2]) && char.IsAsciiHexDigit(text[3]) && char.IsAsciiHexDigit(text[4]) && char.IsAsciiHexDigit(text[5]);

    private static int WidthOf(SheetColumn column) => Math.Max(Math.Min(column.Heading.Length + 4, 40), column.Format switch
    {
        SheetFormat.Text => 24,
        SheetFormat.Instant => 18,
        _ => 12,
    });

    private static string Styles()
    {
        // the order here is the number a cell names: plain, heading, whole, number, money, date, instant, lines, always text
        string[] formats =
        [
            "<xf/>",
            "<xf fontId=\"1\" fillId=\"2\" applyFont=\"1\" applyFill=\"1\"/>",
            "<xf numFmtId=\"3\" applyNumberFormat=\"1\"/>",
            "<xf numFmtId=\"164\" applyNumberFormat=\"1\"/>",
            "<xf numFmtId=\"4\" applyNumberFormat=\"1\"/>",
            "<xf numFmtId=\"14\" applyNumberFormat=\"1\"/>",
            "<xf numFmtId=\"165\" applyNumberFormat=\"1\"/>",
            "<xf applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>",
            "<xf numFmtId=\"49\" applyNumberFormat=\"1\"/>",
        ];
        return $"""
            <styleSheet xmlns="{Main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="#,##0.###"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF3F51B5"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="{formats.Length}">{string.Concat(formats)}</cellXfs></styleSheet>
            """;
    }
}
