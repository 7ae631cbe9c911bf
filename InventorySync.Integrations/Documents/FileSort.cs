using System.Text;
using InventorySync.Domain.Common;
using InventorySync.Domain.Importing;

namespace InventorySync.Integrations.Documents;

/// <summary>Knows a file by its contents, whatever its name says, and tells what to do with those that hold no table that can be read.</summary>
internal static class FileSort
{
    private const string Picture = "This is a picture. Choose an Excel file (.xlsx) or CSV.";
    private const string Packed = "This file is packed. Unpack it, and choose what is in it.";

    private static readonly (byte[] Start, string Named)[] Others =
    [
        ([0xD0, 0xCF, 0x11, 0xE0], "Excel 97–2003 (.xls)"),
        ([0x09, 0x04, 0x06, 0x00], "Excel 4 (.xls)"),
        ([0x09, 0x08, 0x10, 0x00], "Excel 95 (.xls)"),
        ([.. "%PDF-"u8], "PDF"),
        ([.. "{\\rtf"u8], "RTF"),
        ([.. "SQLite format 3"u8], "SQLite"),
        ([0x89, .. "PNG"u8], Picture),
        ([0xFF, 0xD8, 0xFF], Picture),
        ([.. "GIF8"u8], Picture),
        ([0x1F, 0x8B], Packed),
        ([.. "Rar!"u8], Packed),
        ([.. "7z"u8, 0xBC, 0xAF], Packed),
    ];

    private static readonly (string Start, string Named)[] Texts =
    [
        ("<!doctypehtml", "HTML"),
        ("<html", "HTML"),
        ("<table", "HTML"),
        ("<?xml", "XML"),
        ("{\"", "JSON"),
        ("[{", "JSON"),
    ];

    public static SheetKind Of(ReadOnlySpan<byte> head)
    {
        if (head.Length == 0)
            throw SheetProblems.Empty();
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
            return SheetKind.Excel;
        if (IsProtected(head))
            throw new BusinessRuleException("This workbook is protected by a password. Open it in your spreadsheet program, save it without the password, and choose that file.");
        foreach (var (start, named) in Others)
        {
            if (head.StartsWith(start))
                throw named is Picture or Packed ? new BusinessRuleException(named) : Other(named);
        }

        var text = Encoding.Latin1.GetString(head[..Math.Min(head.Length, 400)]).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n').Replace(" ", "", StringComparison.Ordinal);
        foreach (var (start, named) in Texts)
        {
            if (text.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                throw Other(named);
        }

        return SheetKind.Csv;
    }

    /// <summary>A zip that is no workbook: named by the files in it.</summary>
    public static BusinessRuleException OtherPackage(IEnumerable<string> paths)
    {
        var all = paths.Take(1000).ToList();
        return Has("xl/workbook.bin") ? Other("Excel (.xlsb)")
            : Has("Index/Document.iwa") || Has("Index.zip") || Has("index.apxl") ? Other("Numbers (.numbers)")
            : Has("content.xml") ? Other("OpenDocument (.ods)")
            : Has("word/document.xml") ? Other("Word (.docx)")
            : Has("ppt/presentation.xml") ? Other("PowerPoint (.pptx)")
            : new BusinessRuleException(Packed);

        bool Has(string path) => all.Contains(path, StringComparer.OrdinalIgnoreCase);
    }

    private static BusinessRuleException Other(string named) =>
        new("This file is of the kind {0}, which cannot be read here. Open it in the program that wrote it, save it as Excel (.xlsx) or CSV, and choose that file.", named);

    private static bool IsProtected(ReadOnlySpan<byte> head) => head[0] == 0xD0 && head.IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0;
}
