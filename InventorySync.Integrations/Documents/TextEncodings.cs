using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using InventorySync.Domain.Common;
using InventorySync.Domain.Importing;

namespace InventorySync.Integrations.Documents;

/// <summary>Finds out how the letters of a file are written.</summary>
internal static class TextEncodings
{
    private static readonly CodePagesEncodingProvider CodePages = (CodePagesEncodingProvider)CodePagesEncodingProvider.Instance;

    /// <summary>By its web name; what the encoding does not have raises DecoderFallbackException instead of turning into question marks.</summary>
    public static Encoding Strict(string name)
    {
        if (!SheetEncodings.Exists(name))
            throw new BusinessRuleException("The encoding “{0}” is not known here. Choose another one.", name);

        var encoding = (Encoding)(CodePages.GetEncoding(name) ?? Encoding.GetEncoding(name)).Clone();
        encoding.DecoderFallback = DecoderFallback.ExceptionFallback;
        return encoding;
    }

    /// <summary>The mark at the start of a file tells its encoding for certain.</summary>
    public static string? OfMark(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? "utf-8"
        : head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? "utf-16"
        : head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? "utf-16BE"
        : null;

    /// <summary>UTF-16 without its mark shows by the zeros in every second byte of Latin letters.</summary>
    public static string? OfZeros(ReadOnlySpan<byte> head)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            var letter = BinaryPrimitives.ReadUInt16LittleEndian(head[i..]);
            odd += letter is > 0 and < 0x100 ? 1 : 0;
            even += letter is > 0 && (letter & 0xFF) == 0 ? 1 : 0;
        }

        var pairs = head.Length / 2;
        return pairs < 2 ? null : odd > pairs * 0.7 ? "utf-16" : even > pairs * 0.7 ? "utf-16BE" : null;
    }
}

/// <summary>What one pass over the bytes of a text tells: whether it is UTF-8, and about how many lines it has.</summary>
internal sealed class TextScan
{
    private readonly byte[] _buffer = new byte[1 << 18];
    private int _kept;
    private long _lineFeeds;
    private long _returns;

    private TextScan()
    {
    }

    public bool IsUtf8 { get; private set; } = true;

    public long Lines => 1 + Math.Max(_lineFeeds, _lineFeeds == 0 ? _returns : 0);

    public static async Task<TextScan> OfAsync(Stream content, CancellationToken ct)
    {
        var scan = new TextScan();
        while (await content.ReadAsync(scan._buffer.AsMemory(scan._kept), ct) is > 0 and var read)
            scan.Take(scan._kept + read);
        scan.IsUtf8 &= scan._kept == 0;
        return scan;
    }

    private void Take(int length)
    {
        var bytes = _buffer.AsSpan(0, length);
        _lineFeeds += bytes[_kept..].Count((byte)'\n');
        _returns += bytes[_kept..].Count((byte)'\r');
        _kept = IsUtf8 ? Unfinished(bytes) : 0;
        IsUtf8 &= Utf8.IsValid(bytes[..(length - _kept)]);
        bytes[(length - _kept)..].CopyTo(_buffer);
    }

    /// <summary>How many bytes at the end begin a letter that goes on in the next piece.</summary>
    private static int Unfinished(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= 3 && back <= bytes.Length; back++)
        {
            var letter = bytes[^back];
            if ((letter & 0xC0) == 0x80)
                continue;
            var length = letter >= 0xF0 ? 4 : letter >= 0xE0 ? 3 : letter >= 0xC0 ? 2 : 1;
            return length > back ? back : 0;
        }

        return 0;
    }
}
