using System.IO.Compression;
using System.Text;
using InventorySync.Domain.Common;
using InventorySync.Domain.Importing;
using InventorySync.Integrations.Documents;

namespace InventorySync.Tests.Importing;

/// <summary>Files for the readers, and what they say about them.</summary>
internal static class Sheets
{
    public static readonly SheetSettings Usual = new();

    public static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "Importing", "Samples", name);

    public static async Task<SheetLook> LookAsync(byte[] file, SheetReading? chosen = null, SheetSettings? limits = null) =>
        await new SheetReader(limits ?? Usual).LookAsync(new MemoryStream(file), chosen);

    public static Task<SheetLook> LookAsync(string csv, SheetReading? chosen = null) => LookAsync(Encoding.UTF8.GetBytes(csv), chosen);

    /// <summary>Looks at it first, as the shop does, and reads it as it was found.</summary>
    public static async Task<List<SheetRow>> ReadAsync(byte[] file, SheetReading? chosen = null, SheetSettings? limits = null)
    {
        var reading = chosen ?? (await LookAsync(file, null, limits)).Reading;
        var rows = new List<SheetRow>();
        await foreach (var row in new SheetReader(limits ?? Usual).ReadAsync(new MemoryStream(file), reading))
            rows.Add(row);
        return rows;
    }

    public static Task<List<SheetRow>> ReadAsync(string csv, SheetReading? chosen = null) => ReadAsync(Encoding.UTF8.GetBytes(csv), chosen);

    public static string[] Texts(this SheetRow row) => [.. row.Cells.Select(c => c.Text)];

    public static async Task<BusinessRuleException> RefusalAsync(byte[] file, SheetSettings? limits = null) =>
        await Assert.ThrowsAsync<BusinessRuleException>(() => ReadAsync(file, null, limits));

    public static Task<BusinessRuleException> RefusalAsync(string csv) => RefusalAsync(Encoding.UTF8.GetBytes(csv));

    /// <summary>A workbook by hand, with these rows as they stand in its file.</summary>
    public static byte[] Workbook(string rows, string? shared = null, string? styles = null, string? book = null, string after = "") => Package(
    [
        ("_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
        ("xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/sheet2.xml"/></Relationships>"""),
        ("xl/workbook.xml", $"""<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{book ?? """<sheets><sheet name="First" sheetId="1" r:id="r1"/></sheets>"""}</workbook>"""),
        ("xl/styles.xml", styles ?? "<styleSheet/>"),
        ("xl/sharedStrings.xml", $"""<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{shared}</sst>"""),
        ("xl/worksheets/sheet1.xml", $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData>{after}</worksheet>"""),
        ("xl/worksheets/sheet2.xml", """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Second</t></is></c></row></sheetData></worksheet>"""),
    ]);

    public static byte[] Package(IEnumerable<(string Path, string Text)> parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in parts)
            {
                using var part = zip.CreateEntry(path).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return file.ToArray();
    }

    public static string Heading(params string[] headings) => $"<row r=\"1\">{string.Concat(headings.Select(h => $"<c t=\"inlineStr\"><is><t>{h}</t></is></c>"))}</row>";
}
