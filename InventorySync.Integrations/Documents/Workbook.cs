using System.Buffers.Binary;
using System.IO.Compression;
using InventorySync.Domain.Common;
using InventorySync.Domain.Importing;

namespace InventorySync.Integrations.Documents;

/// <summary>An Excel workbook that is read where it lies: of its zip only the parts that are asked for are unpacked, and no part is kept whole.</summary>
internal sealed class Workbook : IDisposable
{
    private const int MostSheets = 1_000;
    private const int LongestPiece = 1 << 22;
    private const long AlwaysAllowed = 10_000_000;

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Name, string Path, bool Hidden)> _sheets = [];
    private readonly SheetSettings _limits;
    private readonly WorkbookStyles _styles;
    private List<(string Id, string Type, string Path)> _relations = [];
    private WorkbookTexts? _texts;
    private bool _from1904;

    public Workbook(Stream content, SheetSettings limits)
    {
        _limits = limits;
        ZipEnd.Check(content);
        _zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var part in _zip.Entries)
            _parts.TryAdd(part.FullName.Replace('\\', '/').TrimStart('/'), part);
        ReadSheets();
        _styles = WorkbookStyles.Read(OpenFirst("styles", "xl/styles.xml"), limits);
    }

    /// <summary>Those that one sees; the hidden ones only where there are no others.</summary>
    public IReadOnlyList<string> Sheets => [.. Offered.Select(s => s.Name)];

    public SheetScan Scan(string? sheet, CancellationToken ct)
    {
        using var part = Open(Chosen(sheet).Path)!;
        return SheetScan.Of(part, ct);
    }

    public WorkbookRows Rows(string? sheet, IReadOnlyList<MergedRows> merged)
    {
        _texts?.Dispose();
        _texts = new WorkbookTexts(OpenFirst("sharedStrings", "xl/sharedStrings.xml"), _limits);
        return new WorkbookRows(Open(Chosen(sheet).Path)!, _styles, _texts, merged, _from1904, _limits);
    }

    public void Dispose()
    {
        _texts?.Dispose();
        _zip.Dispose();
    }

    private IEnumerable<(string Name, string Path, bool Hidden)> Offered => _sheets.Exists(s => !s.Hidden) ? _sheets.Where(s => !s.Hidden) : _sheets;

    private (string Name, string Path, bool Hidden) Chosen(string? name)
    {
        if (name is null)
            return Offered.First();
        var chosen = _sheets.Find(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase));
        return chosen.Path is null ? throw new BusinessRuleException("The workbook has no sheet “{0}”. Choose another one.", name) : chosen;
    }

    private void ReadSheets()
    {
        var book = Relations("_rels/.rels", "").FirstOrDefault(r => r.Type == "officeDocument").Path ?? "xl/workbook.xml";
        if (!_parts.ContainsKey(book) || !book.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
            throw FileSort.OtherPackage(_parts.Keys);

        var folder = book[..(book.LastIndexOf('/') + 1)];
        _relations = Relations($"{folder}_rels/{book[folder.Length..]}.rels", folder);
        var sheets = _relations.Where(r => r.Type == "worksheet").ToDictionary(r => r.Id, r => r.Path, StringComparer.Ordinal);
        using var xml = new WorkbookXml(Open(book)!, _limits);
        while (xml.Step())
        {
            if (!xml.Opens)
                continue;
            if (xml.Name == "workbookPr")
                _from1904 = xml.Attribute("date1904") is "1" or "true" or "on";
            else if (xml.Name == "sheet" && xml.Attribute("name") is { } name && IdOf(xml) is { } id && sheets.TryGetValue(id, out var path) && _parts.ContainsKey(path) && _sheets.Count < MostSheets)
                _sheets.Add((name, path, xml.Attribute("state") is "hidden" or "veryHidden"));
        }

        if (_sheets.Count == 0)
            throw new BusinessRuleException("The workbook has no sheet with a table. Choose another file.");
    }

    private static string? IdOf(WorkbookXml xml) =>
        xml.Attribute("r:id") ?? xml.Reader.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships") ?? xml.Reader.GetAttribute("id", "http://purl.oclc.org/ooxml/officeDocument/relationships");

    private List<(string Id, string Type, string Path)> Relations(string path, string folder)
    {
        var found = new List<(string, string, string)>();
        if (Open(path) is not { } part)
            return found;

        using var xml = new WorkbookXml(part, _limits);
        while (xml.StepTo("Relationship") && found.Count < MostSheets * 2)
        {
            if (xml.Attribute("Id") is { } id && xml.Attribute("Type") is { } type && xml.Attribute("Target") is { } target && xml.Attribute("TargetMode") is null or "Internal")
                found.Add((id, type[(type.LastIndexOf('/') + 1)..], Resolved(target, folder)));
        }

        return [.. found.DistinctBy(r => r.Item1)];
    }

    private static string Resolved(string target, string folder)
    {
        var path = target.StartsWith('/') ? target[1..] : folder + target;
        var steps = new List<string>();
        foreach (var step in path.Replace('\\', '/').Split('/'))
        {
            if (step == ".." && steps.Count > 0)
                steps.RemoveAt(steps.Count - 1);
            else if (step is not ("." or ".."))
                steps.Add(step);
        }

        return string.Join('/', steps);
    }

    private Stream? OpenFirst(string type, string usual) => Open(_relations.FirstOrDefault(r => r.Type == type).Path ?? usual);

    private GuardedStream? Open(string path)
    {
        if (!_parts.TryGetValue(path, out var part))
            return null;
        var most = Math.Min(_limits.LargestUnpacked * 1_000_000L, Math.Max(AlwaysAllowed, part.CompressedLength * _limits.LargestRatio));
        return new GuardedStream(part.Open(), most, LongestPiece);
    }
}

/// <summary>The list of files at the end of a zip, looked at before anything else: one with a million names would fill the memory.</summary>
internal static class ZipEnd
{
    private const int Smallest = 22;
    private const int LongestComment = ushort.MaxValue;
    private const int MostParts = 10_000;
    private const long LargestList = 4_000_000;

    public static void Check(Stream content)
    {
        var length = (int)Math.Min(content.Length, Smallest + LongestComment);
        var tail = new byte[length];
        content.Seek(-length, SeekOrigin.End);
        content.ReadExactly(tail);
        content.Position = 0;
        var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (at < 0 || at + Smallest > length)
            throw new InvalidDataException("The end of the zip is missing.");

        var end = tail.AsSpan(at);
        var parts = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        var list = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]);
        var start = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        var position = content.Length - length + at;
        if (parts > MostParts || list > LargestList || start > position || position - start > LargestList)
            throw new InvalidDataException("The list of the zip is damaged, or longer than a workbook needs.");
    }
}
