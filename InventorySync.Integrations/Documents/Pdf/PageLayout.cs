namespace InventorySync.Integrations.Documents.Pdf;

public sealed record TableColumn(string Title, double Width, TextSide Side = TextSide.Left);

/// <summary>Puts one thing below the other and begins a new page where one is full: headings, lines of text, tables, sums.</summary>
public sealed class PageLayout(IPageCanvas canvas, double margin, double bottom)
{
    private const double RowHeight = 18;
    private const double LineHeight = 1.35;

    private static readonly TextLook Head = new(8, Bold: true) { Ink = Ink.Gray };

    public double Y { get; private set; }

    public double Left => margin;

    public double Right => canvas.Width - margin;

    private double Room => Right - Left;

    public void NewPage(double top)
    {
        canvas.NewPage();
        Y = top;
    }

    public void Down(double points) => Y += points;

    public void MoveTo(double y) => Y = y;

    public void Line(string text, TextLook look, double? x = null)
    {
        Y += look.Size * LineHeight;
        canvas.Write(text, x ?? look.Side switch { TextSide.Right => Right, TextSide.Middle => canvas.Width / 2, _ => Left }, Y, look);
    }

    /// <summary>Broken between words where it is too long; a word that is too long by itself is cut.</summary>
    public IReadOnlyList<string> Wrapped(string text, double width, TextLook look)
    {
        List<string> lines = [];
        foreach (var paragraph in text.Split('\n'))
        {
            var line = "";
            foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var longer = line.Length == 0 ? word : $"{line} {word}";
                if (line.Length > 0 && canvas.WidthOf(longer, look) > width)
                {
                    lines.Add(Cut(line, width, look));
                    longer = word;
                }

                line = longer;
            }

            lines.Add(Cut(line, width, look));
        }

        return lines;
    }

    public void Paragraph(string text, TextLook look, double? width = null, double? x = null)
    {
        foreach (var line in Wrapped(text, width ?? Room, look))
            Line(line, look, x);
    }

    public void Rule(double thickness = 0.6) => canvas.Line(Left, Y, Right, Y, thickness, Ink.Rule);

    /// <summary>Widths are shares of the page; the first column breaks its text, the others are short. A row never breaks over two pages, and each page repeats the head.</summary>
    public void Table(IReadOnlyList<TableColumn> columns, IEnumerable<IReadOnlyList<string>> rows, Action newPage)
    {
        var look = new TextLook(9);
        HeadRow(columns);
        foreach (var row in rows)
        {
            var cells = row.Select((text, i) => Wrapped(text, Room * columns[i].Width - 8, look)).ToList();
            var height = RowHeight + ((cells.Max(c => c.Count) - 1) * look.Size * LineHeight);
            if (Y + height > bottom)
            {
                newPage();
                HeadRow(columns);
            }

            for (var line = 0; line < cells.Max(c => c.Count); line++)
                Cells(columns, [.. cells.Select(c => c.ElementAtOrDefault(line) ?? "")], Y + 12 + (line * look.Size * LineHeight), look);
            Y += height;
            canvas.Line(Left, Y, Right, Y, 0.4, Ink.Rule);
        }
    }

    /// <summary>A name and an amount at the right edge.</summary>
    public void Sum(string name, string amount, bool strong, Action newPage)
    {
        if (Y + RowHeight > bottom)
            newPage();
        var look = new TextLook(strong ? 11 : 9, strong) { Side = TextSide.Right };
        Y += strong ? 20 : 15;
        canvas.Write(name, Right - Math.Max(Room * 0.2, canvas.WidthOf(amount, look) + 12), Y, look with { Ink = strong ? Ink.Black : Ink.Gray });
        canvas.Write(amount, Right, Y, look);
    }

    /// <summary>Keeps so much of the page together: begins a new one where it does not fit.</summary>
    public void Keep(double height, Action newPage)
    {
        if (Y + height > bottom)
            newPage();
    }

    private void HeadRow(IReadOnlyList<TableColumn> columns)
    {
        canvas.Fill(Left, Y, Room, RowHeight, Ink.Shade);
        Cells(columns, [.. columns.Select(c => c.Title)], Y + 12, Head);
        Y += RowHeight;
    }

    private void Cells(IReadOnlyList<TableColumn> columns, IReadOnlyList<string> texts, double baseline, TextLook look)
    {
        var x = Left;
        for (var i = 0; i < columns.Count; i++)
        {
            var width = Room * columns[i].Width;
            if (texts[i].Length > 0)
                canvas.Write(texts[i], columns[i].Side == TextSide.Right ? x + width - 4 : x + 4, baseline, look with { Side = columns[i].Side });
            x += width;
        }
    }

    private string Cut(string text, double width, TextLook look)
    {
        if (canvas.WidthOf(text, look) <= width)
            return text;
        while (text.Length > 1 && canvas.WidthOf(text + "…", look) > width)
            text = text[..^1];
        return text + "…";
    }
}
