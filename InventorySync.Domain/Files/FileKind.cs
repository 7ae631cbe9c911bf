using System.Text;

namespace InventorySync.Domain.Files;

/// <summary>A kind of file, known by its first bytes. What a sender says about a file is never believed.</summary>
public sealed record FileKind(string ContentType, string Title, string[] Extensions, Func<ReadOnlyMemory<byte>, bool> Matches)
{
    /// <summary>How many of the first bytes are looked at.</summary>
    public const int HeadBytes = 4096;

    public static readonly FileKind Png = new("image/png", "PNG", [".png"], head => Starts(head, "\x89PNG\r\n\x1a\n"));
    public static readonly FileKind Jpeg = new("image/jpeg", "JPEG", [".jpg", ".jpeg"], head => Starts(head, "\xff\xd8\xff"));
    public static readonly FileKind Gif = new("image/gif", "GIF", [".gif"], head => Starts(head, "GIF87a") || Starts(head, "GIF89a"));
    public static readonly FileKind WebP = new("image/webp", "WebP", [".webp"], head => Starts(head, "RIFF") && head.Length >= 12 && Starts(head[8..], "WEBP"));

    /// <summary>A drawing may hold a script. It is taken only from those who may take in a whole shop, and what is sent never runs.</summary>
    public static readonly FileKind Svg = new("image/svg+xml", "SVG", [".svg"], head => IsText(head) && Encoding.UTF8.GetString(head.Span).TrimStart('\uFEFF', ' ', '\t', '\r', '\n').StartsWith("<svg ", StringComparison.Ordinal));

    public static readonly FileKind Pdf = new("application/pdf", "PDF", [".pdf"], head => Starts(head, "%PDF-"));
    public static readonly FileKind Excel = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel", [".xlsx"], IsOfficePackage);
    public static readonly FileKind Zip = new("application/zip", "ZIP", [".zip"], head => Starts(head, "PK\x03\x04") || Starts(head, "PK\x05\x06"));
    public static readonly FileKind Csv = new("text/csv", "CSV", [".csv", ".tsv"], IsText);
    public static readonly FileKind PlainText = new("text/plain", "text", [".txt", ".log"], IsText);
    public static readonly FileKind Json = new("application/json", "JSON", [".json"], head => IsText(head) && FirstLetter(head) is '{' or '[');

    public static readonly FileKind[] Pictures = [Png, Jpeg, Gif, WebP];

    public bool Is(string name, ReadOnlyMemory<byte> head) =>
        Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase) && Matches(head);

    private static bool Starts(ReadOnlyMemory<byte> head, string signature) => head.Span.StartsWith(Encoding.Latin1.GetBytes(signature));

    // The first entry of a package names its parts; other archives begin with whatever they hold.
    private static bool IsOfficePackage(ReadOnlyMemory<byte> head) =>
        Starts(head, "PK\x03\x04") && head.Span.IndexOf("[Content_Types].xml"u8) is > 0 and < 2048 || (Starts(head, "PK\x03\x04") && head.Span.IndexOf("_rels/.rels"u8) is > 0 and < 2048);

    private static bool IsText(ReadOnlyMemory<byte> head)
    {
        foreach (var letter in head.Span)
        {
            if (letter < 0x20 && letter is not ((byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'\f'))
                return false;
        }

        return true;
    }

    private static char FirstLetter(ReadOnlyMemory<byte> head) => Encoding.UTF8.GetString(head.Span).TrimStart('\uFEFF', ' ', '\t', '\r', '\n') is [var first, ..] ? first : '\0';
}
