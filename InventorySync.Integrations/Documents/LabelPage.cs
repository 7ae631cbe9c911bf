using System.Globalization;
using System.Security;
using System.Text;

namespace InventorySync.Integrations.Documents;

/// <summary>One page of labels as an SVG whose unit is the millimetre, so that screen and printer agree on every place.</summary>
public static class LabelPage
{
    private const double Margin = 1.5;
    private const double LargestCode = 32;
    private const double LargestText = 9;
    private const double SmallText = 2.7;
    private const double LineHeight = 1.1;
    private const double Baseline = 0.8;

    // Inter's letters are at most this wide, on average over a code or a name
    private const double WidthOfBold = 0.68;
    private const double WidthOfPlain = 0.58;

    /// <summary>The pages that these labels fill; the first page begins at the position, counted from 1, for sheets that are used in part.</summary>
    public static IEnumerable<string> Pages(LabelSheet sheet, IEnumerable<Label> labels, int start)
    {
        var position = Math.Clamp(start, 1, sheet.PerPage) - 1;
        StringBuilder? page = null;
        foreach (var label in labels)
        {
            page ??= Start(sheet);
            Append(page, sheet, position, label);
            if (++position < sheet.PerPage)
                continue;

            yield return page.Append("</svg>").ToString();
            page = null;
            position = 0;
        }

        if (page is not null)
            yield return page.Append("</svg>").ToString();
    }

    private static StringBuilder Start(LabelSheet sheet) => new StringBuilder().Append(CultureInfo.InvariantCulture,
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"label-page\" width=\"{sheet.PageWidth}mm\" height=\"{sheet.PageHeight}mm\" viewBox=\"0 0 {sheet.PageWidth} {sheet.PageHeight}\">");

    private static void Append(StringBuilder page, LabelSheet sheet, int position, Label label)
    {
        var (x, y) = sheet.PlaceOf(position);
        var qr = QrCode.Of(label.Code);
        var side = Math.Min(Math.Min(sheet.LabelHeight - Margin, sheet.LabelWidth * 0.45), LargestCode);
        page.Append(CultureInfo.InvariantCulture, $"<g class=\"label\" transform=\"translate({x:0.###} {y:0.###})\">")
            .Append(CultureInfo.InvariantCulture, $"<rect class=\"label-edge\" width=\"{sheet.LabelWidth}\" height=\"{sheet.LabelHeight}\" rx=\"1.5\"/>")
            .Append(CultureInfo.InvariantCulture, $"<path class=\"label-code\" shape-rendering=\"crispEdges\" transform=\"translate({Margin / 2} {(sheet.LabelHeight - side) / 2:0.###}) scale({side / qr.Modules:0.#####})\" d=\"{qr.Path}\"/>");
        AppendTexts(page, sheet, label, left: (Margin / 2) + side + 0.5);
        page.Append("</g>");
    }

    private static void AppendTexts(StringBuilder page, LabelSheet sheet, Label label, double left)
    {
        var width = sheet.LabelWidth - left - Margin;
        var lines = LinesOf(label.Large, width);
        var large = SizeOf(lines, width);
        var height = lines.Count * large * LineHeight;
        var top = (sheet.LabelHeight - height) / 2;
        AppendText(page, left, top - 1, SmallText, width, WidthOfPlain, "label-small", label.Above);
        for (var i = 0; i < lines.Count; i++)
            AppendText(page, left, top + ((i + Baseline) * large * LineHeight), large, width, WidthOfBold, "label-large", lines[i]);
        AppendText(page, left, top + height + SmallText + 0.4, SmallText, width, WidthOfPlain, "label-small", label.Below);
    }

    private static double SizeOf(IReadOnlyList<string> lines, double width) =>
        Math.Clamp(width / (Math.Max(1, lines.Max(l => l.Length)) * WidthOfBold), SmallText, LargestText / lines.Count * (lines.Count > 1 ? 1.2 : 1));

    /// <summary>A name of several words stands larger on two lines; a code stays in one piece.</summary>
    private static IReadOnlyList<string> LinesOf(string text, double width)
    {
        var breaks = Enumerable.Range(0, text.Length).Where(i => text[i] == ' ');
        var split = breaks.Select(i => (IReadOnlyList<string>)[text[..i], text[(i + 1)..]]).MaxBy(lines => SizeOf(lines, width));
        return split is not null && SizeOf(split, width) > SizeOf([text], width) ? split : [text];
    }

    private static void AppendText(StringBuilder page, double x, double y, double size, double width, double letter, string look, string text)
    {
        if (text.Length == 0)
            return;

        var most = Math.Max(1, (int)(width / (size * letter)));
        var shown = text.Length <= most ? text : text[..Math.Max(1, most - 1)].TrimEnd() + "…";
        page.Append(CultureInfo.InvariantCulture, $"<text class=\"{look}\" x=\"{x:0.###}\" y=\"{y:0.###}\" font-size=\"{size:0.###}\">")
            .Append(SecurityElement.Escape(shown)).Append("</text>");
    }
}
