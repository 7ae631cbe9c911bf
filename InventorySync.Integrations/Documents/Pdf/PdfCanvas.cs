using System.Globalization;
using System.Text;
using static InventorySync.Integrations.Documents.Pdf.PdfFile;

namespace InventorySync.Integrations.Documents.Pdf;

/// <summary>Draws pages into a PDF. Its texts can be searched and copied, and it carries the letters it uses along.</summary>
public sealed class PdfCanvas : IPageCanvas
{
    /// <summary>A page of A4 in points.</summary>
    public static readonly (double Width, double Height) A4 = (595.28, 841.89);

    private readonly List<StringBuilder> _pages = [];
    private readonly Face[] _faces;
    private readonly string _title;
    private readonly string _language;
    private StringBuilder _page = new();

    public PdfCanvas(DocumentFonts fonts, string title, string language, (double Width, double Height)? size = null)
    {
        _faces = [new Face("F0", fonts.Regular), new Face("F1", fonts.Bold)];
        (_title, _language) = (title, language);
        (Width, Height) = size ?? A4;
    }

    public double Width { get; }

    public double Height { get; }

    public int Pages => _pages.Count;

    public void NewPage() => _pages.Add(_page = new StringBuilder());

    public void GoTo(int page) => _page = _pages[page - 1];

    public double WidthOf(string text, TextLook look) => FaceOf(look).Font.WidthOf(text) * look.Size;

    public void Write(string text, double x, double baseline, TextLook look)
    {
        if (look.Side != TextSide.Left)
            x -= WidthOf(text, look) * (look.Side == TextSide.Right ? 1 : 0.5);
        var face = FaceOf(look);
        _page.Append(CultureInfo.InvariantCulture, $"BT {Color(look.Ink, "rg")} /{face.Key} {Number(look.Size)} Tf {Number(x)} {Number(Height - baseline)} Td <");
        foreach (var letter in text.EnumerateRunes())
            _page.Append(face.Use(letter).ToString("X4", CultureInfo.InvariantCulture));
        _page.Append("> Tj ET\n");
    }

    public void Fill(double x, double y, double width, double height, Ink ink) =>
        _page.Append(CultureInfo.InvariantCulture, $"{Color(ink, "rg")} {Number(x)} {Number(Height - y - height)} {Number(width)} {Number(height)} re f\n");

    public void Line(double fromX, double fromY, double toX, double toY, double thickness, Ink ink) =>
        _page.Append(CultureInfo.InvariantCulture, $"{Color(ink, "RG")} {Number(thickness)} w {Number(fromX)} {Number(Height - fromY)} m {Number(toX)} {Number(Height - toY)} l S\n");

    public byte[] Save()
    {
        using var file = new PdfFile();
        var fonts = string.Concat(_faces.Where(f => f.Used.Count > 0).Select(f => $"/{f.Key} {AddFont(file, f)} 0 R"));
        var contents = _pages.Select(p => file.AddStream(Encoding.Latin1.GetBytes(p.ToString()))).ToList();
        var root = file.Next(after: contents.Count);
        var pages = contents.Select(c => file.Add($"<</Type/Page/Parent {root} 0 R/MediaBox[0 0 {Number(Width)} {Number(Height)}]/Contents {c} 0 R/Resources<</Font<<{fonts}>>>>>>")).ToList();
        file.Add($"<</Type/Pages/Count {pages.Count}/Kids[{string.Join(' ', pages.Select(p => $"{p} 0 R"))}]>>");
        var catalog = file.Add($"<</Type/Catalog/Pages {root} 0 R/Lang({_language})/ViewerPreferences<</DisplayDocTitle true>>>>");
        var information = file.Add($"<</Title{Unicode(_title)}/Producer(InventorySync)>>");
        return file.Finish(catalog, information);
    }

    private static int AddFont(PdfFile file, Face face)
    {
        var font = face.Font;
        var subset = font.Subset(face.Used.Keys);
        var name = $"SUBSET+{font.Name}";
        var program = file.AddStream(subset, $"/Length1 {subset.Length}");
        var descriptor = file.Add($"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{string.Join(' ', font.Box)}]/ItalicAngle 0/Ascent {font.Ascent}/Descent {font.Descent}/CapHeight {font.Ascent}/StemV 80/FontFile2 {program} 0 R>>");
        var widths = string.Concat(face.Used.Keys.Select(g => $"{g}[{font.WidthOf(g)}]"));
        var descendant = file.Add($"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor} 0 R/DW 1000/W[{widths}]/CIDToGIDMap/Identity>>");
        var letters = file.AddStream(Encoding.Latin1.GetBytes(face.LettersOfGlyphs()));
        return file.Add($"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]/ToUnicode {letters} 0 R>>");
    }

    private Face FaceOf(TextLook look) => _faces[look.Bold ? 1 : 0];

    private static string Color(Ink ink, string verb) => $"{Number(ink.Red / 255.0)} {Number(ink.Green / 255.0)} {Number(ink.Blue / 255.0)} {verb}";

    /// <summary>A font within one document, with the glyphs that were used and the letters they stand for.</summary>
    private sealed class Face(string key, TrueTypeFont font)
    {
        private const int AtOnce = 100;

        public string Key { get; } = key;

        public TrueTypeFont Font { get; } = font;

        public SortedDictionary<ushort, Rune> Used { get; } = [];

        public ushort Use(Rune letter)
        {
            var glyph = Font.GlyphOf(letter);
            Used.TryAdd(glyph, letter);
            return glyph;
        }

        /// <summary>With it, what is copied out of the document is text.</summary>
        public string LettersOfGlyphs()
        {
            var map = new StringBuilder("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def /CMapName /Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
            foreach (var part in Used.Chunk(AtOnce))
            {
                map.Append(CultureInfo.InvariantCulture, $"{part.Length} beginbfchar\n");
                foreach (var (glyph, letter) in part)
                    map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}> <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(letter.ToString()))}>\n");
                map.Append("endbfchar\n");
            }

            return map.Append("endcmap CMapName currentdict /CMap defineresource pop end end").ToString();
        }
    }
}
