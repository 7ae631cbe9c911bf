using System.Text;
using InventorySync.Domain.Common;
using InventorySync.Domain.Importing;

namespace InventorySync.Integrations.Documents;

/// <summary>Knows a file by its contents, whatever its name says, and tells what to do with those that hold no table that can be read.</summary>
internal static class FileSort
{
    private const string Remedy = " Open it in the program that wrote it, save it as Excel (.xlsx) or CSV, and choose that file.";

    private static readonly (byte[] Start, string Sentence)[] Others =
    [
        ([0xD0, 0xCF, 0x11, 0xE0], "This is an old Excel file (.xls)." + Remedy),
        ([0x09, 0x04, 0x06, 0x00], "This is an old Excel file (.xls)." + Remedy),
        ([0x09, 0x08, 0x10, 0x00], "This is an old Excel file (.xls)." + Remedy),
        ([.. "%PDF-"u8], "This is a PDF, which shows a table but does not hold one." + Remedy),
        ([.. "{\\rtf"u8], "This is a text document." + Remedy),
        ([0x89, .. "PNG"u8], "This is a picture. Choose an Excel file (.xlsx) or CSV."),
        ([0xFF, 0xD8, 0xFF], "This is a picture. Choose an Excel file (.xlsx) or CSV."),
        ([.. "GIF8"u8], "This is a picture. Choose an Excel file (.xlsx) or CSV."),
        ([0x1F, 0x8B], "This file is packed. Unpack it, and choose what is in it."),
        ([.. "Rar!"u8], "This file is packed. Unpack it, and choose what is in it."),
        ([.. "7z"u8, 0xBC, 0xAF], "This file is packed. Unpack it, and choose what is in it."),
        ([.. "SQLite format 3"u8], "This is a database file." + Remedy),
    ];

    private static readonly (string Start, string Sentence)[] Texts =
    [
        ("<!doctype html", "This is a web page, though its name may say otherwise." + Remedy),
        ("<html", "This is a web page, though its name may say otherwise." + Remedy),
        ("<table", "This is a web page, though its name may say otherwise." + Remedy),
        ("<?xml", "This is an XML file." + Remedy),
        ("{\"", "This is a JSON file." + Remedy),
        ("[{", "This is a JSON file." + Remedy),
    ];

    public static SheetKind Of(ReadOnlySpan<byte> head)
    {
        if (head.Length == 0)
            throw SheetProblems.Empty();
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
            return SheetKind.Excel;
        foreach (var (start, sentence) in Others)
        {
            if (head.StartsWith(start))
                throw new BusinessRuleException(IsProtected(head) ? "This workbook is protected by a password. Open it in your spreadsheet program, save it without the password, and choose that file." : sentence);
        }

        var text = Encoding.Latin1.GetString(head[..Math.Min(head.Length, 400)]).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n').Replace(" ", "", StringComparison.Ordinal);
        foreach (var (start, sentence) in Texts)
        {
            if (text.StartsWith(start.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
                throw new BusinessRuleException(sentence);
        }

        return SheetKind.Csv;
    }

    /// <summary>A zip that is no workbook: named by the files in it.</summary>
    public static BusinessRuleException OtherPackage(IEnumerable<string> paths)
    {
        var all = paths.Take(1000).ToList();
        return new BusinessRuleException(
            Has("xl/workbook.bin") ? "This is a binary Excel file (.xlsb)." + Remedy
            : Has("Index/Document.iwa") || Has("Index.zip") || Has("index.apxl") ? "This is a Numbers file." + Remedy
            : Has("content.xml") ? "This is an OpenDocument file (.ods)." + Remedy
            : Has("word/document.xml") ? "This is a Word document." + Remedy
            : Has("ppt/presentation.xml") ? "This is a presentation." + Remedy
            : "This file is packed. Unpack it, and choose what is in it.");

        bool Has(string path) => all.Contains(path, StringComparer.OrdinalIgnoreCase);
    }

    private static bool IsProtected(ReadOnlySpan<byte> head) => head[0] == 0xD0 && head.IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0;
}
