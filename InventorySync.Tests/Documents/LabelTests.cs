using System.Globalization;
using System.Xml.Linq;
using InventorySync.Integrations.Documents;

namespace InventorySync.Tests.Documents;

public sealed class LabelTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData("a4-24", 24, 7.25, 12.9, 139.25, 250.2)]
    [InlineData("a4-14", 14, 4.65, 15.15, 106.25, 243.75)]
    [InlineData("letter-30", 30, 4.7625, 12.7, 144.4625, 241.3)]
    [InlineData("roll-62", 1, 0.0, 0.0, 0.0, 0.0)]
    [InlineData("single-57", 1, 0.0, 0.0, 0.0, 0.0)]
    public void The_first_and_last_label_stand_where_the_sheet_has_them(string name, int perPage, double firstX, double firstY, double lastX, double lastY)
    {
        var sheet = LabelSheet.Find(name)!;

        Assert.Equal(perPage, sheet.PerPage);
        Assert.Equal((firstX, firstY), Rounded(sheet.PlaceOf(0)));
        Assert.Equal((lastX, lastY), Rounded(sheet.PlaceOf(perPage - 1)));
    }

    [Theory]
    [InlineData(24, 1, 1)]
    [InlineData(25, 1, 2)]
    [InlineData(5, 20, 1)]
    [InlineData(6, 20, 2)]
    public void A_sheet_used_in_part_begins_at_its_first_free_label(int labels, int start, int pages)
    {
        var sheet = LabelSheet.Find("a4-24")!;

        var drawn = LabelPage.Pages(sheet, Enumerable.Range(1, labels).Select(Bin), start).Select(XElement.Parse).ToList();

        Assert.Equal(pages, drawn.Count);
        Assert.Equal(pages, sheet.PagesFor(labels, start));
        Assert.Equal(labels, drawn.Sum(p => p.Elements(Svg + "g").Count()));
        var (x, y) = sheet.PlaceOf(start - 1);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"translate({x:0.###} {y:0.###})"), drawn[0].Element(Svg + "g")!.Attribute("transform")!.Value);
    }

    [Fact]
    public void A_page_is_as_large_as_its_paper()
    {
        var page = XElement.Parse(LabelPage.Pages(LabelSheet.Find("letter-30")!, [Bin(1)], 1).Single());

        Assert.Equal(("215.9mm", "279.4mm", "0 0 215.9 279.4"), (page.Attribute("width")!.Value, page.Attribute("height")!.Value, page.Attribute("viewBox")!.Value));
    }

    [Fact]
    public void Long_names_are_cut_and_signs_of_markup_are_shown_as_they_are()
    {
        var label = new Label("Warehouse of <Smith & Sons> in the harbour of Mombasa, second floor", "A&B<1>", "", "https://shop.example/b/x");

        var page = XElement.Parse(LabelPage.Pages(LabelSheet.Find("single-57")!, [label], 1).Single());

        var texts = page.Descendants(Svg + "text").Select(t => t.Value).ToList();
        Assert.Equal(2, texts.Count);
        Assert.EndsWith("…", texts[0], StringComparison.Ordinal);
        Assert.Equal("A&B<1>", texts[1]);
    }

    [Fact]
    public void The_path_of_a_code_has_its_quiet_zone_of_four_modules()
    {
        var code = QrCode.Of("https://shop.example.com/b/ABCDEFGHJKLMNPQRSTUVWX");

        Assert.StartsWith("M4 4h7v1h-7z", code.Path, StringComparison.Ordinal);
        Assert.InRange(code.Modules, 33, 45);
    }

    private static Label Bin(int number) => new("Leipzig warehouse", $"A-01-{number:00}", "Hall 1", $"https://shop.example/b/{number}");

    private static (double, double) Rounded((double X, double Y) place) => (Math.Round(place.X, 4), Math.Round(place.Y, 4));
}
