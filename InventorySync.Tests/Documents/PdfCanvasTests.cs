using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using InventorySync.Integrations.Documents.Pdf;

namespace InventorySync.Tests.Documents;

public sealed partial class PdfCanvasTests
{
    private static readonly Lazy<DocumentFonts> Fonts = new(() => new DocumentFonts(Font("Inter-Regular", "400Regular/Inter_400Regular.ttf"), Font("Inter-SemiBold", "600SemiBold/Inter_600SemiBold.ttf")));

    [Fact]
    public void What_is_written_can_be_read_back_letter_by_letter()
    {
        var canvas = new PdfCanvas(Fonts.Value, "Invoice INV-00001", "de");
        canvas.NewPage();
        canvas.Write("Größe 38 · 19,90 € – Kraków", 40, 100, new TextLook(10));

        Assert.Equal("Größe 38 · 19,90 € – Kraków", TextOf(canvas.Save()));
    }

    [Fact]
    public void Every_object_stands_where_the_table_says()
    {
        var canvas = new PdfCanvas(Fonts.Value, "Two pages", "en");
        canvas.NewPage();
        canvas.Write("One", 40, 100, new TextLook(10, Bold: true));
        canvas.NewPage();
        canvas.Write("Two", 40, 100, new TextLook(10));
        var file = canvas.Save();
        var text = Encoding.Latin1.GetString(file);

        var start = int.Parse(text[(text.LastIndexOf("startxref\n", StringComparison.Ordinal) + 10)..text.LastIndexOf("\n%%EOF", StringComparison.Ordinal)], CultureInfo.InvariantCulture);
        Assert.StartsWith("xref\n", text[start..], StringComparison.Ordinal);
        var places = PlaceLine().Matches(text[start..]).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        Assert.NotEmpty(places);
        Assert.All(places.Index(), p => Assert.StartsWith($"{p.Index + 1} 0 obj", text[p.Item..], StringComparison.Ordinal));
        Assert.Contains("/Count 2", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_letters_that_were_used_come_along()
    {
        var small = new PdfCanvas(Fonts.Value, "Small", "en");
        small.NewPage();
        small.Write("Abc", 40, 100, new TextLook(10));

        Assert.InRange(small.Save().Length, 1_000, 30_000);
    }

    [Fact]
    public void Text_is_as_wide_as_the_font_says()
    {
        var canvas = new PdfCanvas(Fonts.Value, "Widths", "en");

        Assert.Equal(2 * canvas.WidthOf("Lamp", new TextLook(10)), canvas.WidthOf("Lamp", new TextLook(20)), 6);
        Assert.True(canvas.WidthOf("W", new TextLook(10)) > canvas.WidthOf("i", new TextLook(10)));
    }

    [Fact]
    public void A_table_that_is_too_long_goes_on_with_its_head_on_the_next_page()
    {
        var canvas = new PdfCanvas(Fonts.Value, "Long", "en");
        var page = new PageLayout(canvas, 48, 770);
        page.NewPage(48);
        page.Table([new("Goods", 0.7), new("Quantity", 0.3, TextSide.Right)], Enumerable.Range(1, 90).Select(i => (IReadOnlyList<string>)[$"Lamp {i}", "1"]), () => page.NewPage(48));
        var text = TextOf(canvas.Save());

        Assert.Equal(3, canvas.Pages);
        Assert.Equal(3, text.Split("Goods").Length - 1);
        Assert.Equal(90, text.Split("Lamp ").Length - 1);
    }

    [Fact]
    public void A_word_that_is_wider_than_its_column_is_cut_and_says_so()
    {
        var page = new PageLayout(new PdfCanvas(Fonts.Value, "Wide", "en"), 48, 770);

        Assert.Equal(["a long", "sentence"], page.Wrapped("a long sentence", 45, new TextLook(10)));
        Assert.EndsWith("…", Assert.Single(page.Wrapped("Donaudampfschifffahrtsgesellschaft", 60, new TextLook(10))), StringComparison.Ordinal);
    }

    private static TrueTypeFont Font(string name, string file) =>
        new(name, File.ReadAllBytes(Path.Combine(Repository.Root, "InventorySync.Web", "node_modules", "@expo-google-fonts", "inter", file)));

    /// <summary>The texts of all pages, read as a viewer does: glyphs, and the letters that the font's map gives them.</summary>
    private static string TextOf(byte[] file)
    {
        var streams = StreamsOf(file);
        var maps = streams.Where(s => s.Contains("begincmap", StringComparison.Ordinal))
            .Select(s => MapLine().Matches(s).ToDictionary(m => m.Groups[1].Value, m => Encoding.BigEndianUnicode.GetString(Convert.FromHexString(m.Groups[2].Value)))).ToList();
        var text = new StringBuilder();
        foreach (var shown in streams.Where(s => s.Contains(" Tj ET", StringComparison.Ordinal)).SelectMany(s => ShownText().Matches(s)))
        {
            var map = maps.Count == 1 ? maps[0] : maps[shown.Groups[1].Value == "F0" ? 0 : 1];
            text.Append(string.Concat(shown.Groups[2].Value.Chunk(4).Select(g => map[new string(g)])));
        }

        return text.ToString();
    }

    private static List<string> StreamsOf(byte[] file)
    {
        var text = Encoding.Latin1.GetString(file);
        return [.. StreamHead().Matches(text).Select(head =>
        {
            using var packed = new ZLibStream(new MemoryStream(file, head.Index + head.Length, int.Parse(head.Groups[1].Value, CultureInfo.InvariantCulture)), CompressionMode.Decompress);
            using var plain = new StreamReader(packed, Encoding.Latin1);
            return plain.ReadToEnd();
        })];
    }

    [GeneratedRegex(@"/Length (\d+)[^>]*>>stream\n")]
    private static partial Regex StreamHead();

    [GeneratedRegex(@"(\d{10}) 00000 n")]
    private static partial Regex PlaceLine();

    [GeneratedRegex("<([0-9A-F]{4})> <([0-9A-F]+)>")]
    private static partial Regex MapLine();

    [GeneratedRegex("/(F[01]) [^<]*<([0-9A-F]*)> Tj")]
    private static partial Regex ShownText();
}
