using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace InventorySync.Integrations.Mail;

/// <summary>Letters beyond ASCII in mails: encoded words in headers (RFC 2047), quoted-printable texts, and names of encodings.</summary>
internal static partial class MailWords
{
    /// <summary>A line of a header. Newer programs write UTF-8 there, older ones whatever they have.</summary>
    public static string Plain(ReadOnlySpan<byte> line) => IsUtf8(line) ? Encoding.UTF8.GetString(line) : Encoding.Latin1.GetString(line);

    /// <summary>=?utf-8?B?…?= and =?iso-8859-1?Q?…?=. Words that follow each other are one text, whose letters may be cut in two between them.</summary>
    public static string Decoded(string text)
    {
        var decoded = new StringBuilder();
        var pending = new List<byte>();
        var (charset, at) = ("", 0);
        foreach (Match word in EncodedWord().Matches(text))
        {
            var between = text[at..word.Index];
            var apart = at == 0 || !string.IsNullOrWhiteSpace(between);
            if (apart || !charset.Equals(word.Groups[1].Value, StringComparison.OrdinalIgnoreCase))
                Flush();
            if (apart)
                decoded.Append(between);
            charset = word.Groups[1].Value;
            pending.AddRange(word.Groups[2].Value is "B" or "b" ? FromBase64(word.Groups[3].Value) : FromQuoted(Encoding.Latin1.GetBytes(word.Groups[3].Value), blanksAsUnderscores: true));
            at = word.Index + word.Length;
        }

        Flush();
        return decoded.Append(text[at..]).ToString();

        void Flush()
        {
            decoded.Append(In(charset, [.. pending]));
            pending.Clear();
        }
    }

    public static byte[] FromQuoted(ReadOnlySpan<byte> text, bool blanksAsUnderscores)
    {
        var plain = new byte[text.Length];
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != (byte)'=')
            {
                plain[count++] = blanksAsUnderscores && text[i] == (byte)'_' ? (byte)' ' : text[i];
                continue;
            }

            var rest = text[(i + 1)..];
            if (rest.Length >= 2 && byte.TryParse(rest[..2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                plain[count++] = value;
                i += 2;
            }
            else if (rest.IndexOf((byte)'\n') is var end and >= 0 && rest[..end].Trim(" \t\r"u8).Length == 0)
            {
                // a line that was cut only to fit
                i += end + 1;
            }
            else
            {
                plain[count++] = text[i];
            }
        }

        return plain[..count];
    }

    public static string In(string charset, byte[] bytes)
    {
        // many call UTF-8 by another name, and hardly any other text looks like it by chance
        if (IsUtf8(bytes) && !charset.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase) && !charset.StartsWith("iso-2022", StringComparison.OrdinalIgnoreCase))
            return Encoding.UTF8.GetString(bytes);
        return (Named(charset) ?? Encoding.Latin1).GetString(bytes);
    }

    /// <summary>A table in letters that its file does not tell, such as Polish or Greek ones of Windows: as UTF-8.</summary>
    public static byte[] InKnownLetters(byte[] content, string? charset)
    {
        if (charset is null || IsUtf8(content) || Named(charset) is not { } encoding || encoding.CodePage is 20127 or 28591 or 1252 or 65001 or 1200 or 1201)
            return content;
        return Encoding.UTF8.GetBytes(encoding.GetString(content));
    }

    private static Encoding? Named(string charset)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static byte[] FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='), bytes, out var count) ? bytes[..count] : [];
    }

    private static bool IsUtf8(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes);

    [GeneratedRegex(@"=\?([^?\s*]+)(?:\*[^?\s]*)?\?([BbQq])\?([^?\s]*)\?=", RegexOptions.CultureInvariant)]
    private static partial Regex EncodedWord();
}
