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
        var large = Math.Min(LargestText, width / (Math.Max(1, label.Large.Length) * WidthOfBold));
        var middle = sheet.LabelHeight / 2;
        AppendText(page, left, middle - (large / 2) - 1.6, SmallText, width, WidthOfPlain, "label-small", label.Above);
        AppendText(page, left, middle + (large * 0.36), Math.Max(large, SmallText), width, WidthOfBold, "label-large", label.Large);
        AppendText(page, left, middle + (large / 2) + SmallText + 1, SmallText, width, WidthOfPlain, "label-small", label.Below);
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
