namespace InventorySync.Integrations.Documents.Pdf;

public enum TextSide
{
    Left,
    Middle,
    Right,
}

public readonly record struct Ink(byte Red, byte Green, byte Blue)
{
    public static readonly Ink Black = new(0x1f, 0x24, 0x30);
    public static readonly Ink Gray = new(0x5b, 0x5f, 0x66);
    public static readonly Ink Rule = new(0xd5, 0xd7, 0xdc);
    public static readonly Ink Shade = new(0xf3, 0xf4, 0xf7);
}

public sealed record TextLook(double Size, bool Bold = false)
{
    public Ink Ink { get; init; } = Ink.Black;

    public TextSide Side { get; init; }
}

/// <summary>Pages that are drawn on in points, from the upper left corner. What a document needs, and nothing of how it is stored.</summary>
public interface IPageCanvas
{
    double Width { get; }

    double Height { get; }

    int Pages { get; }

    void NewPage();

    /// <summary>Goes back to a page, counted from 1, such as for its number at the foot.</summary>
    void GoTo(int page);

    double WidthOf(string text, TextLook look);

    void Write(string text, double x, double baseline, TextLook look);

    void Fill(double x, double y, double width, double height, Ink ink);

    void Line(double fromX, double fromY, double toX, double toY, double thickness, Ink ink);

    byte[] Save();
}
