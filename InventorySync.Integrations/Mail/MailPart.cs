using System.Buffers.Text;
using System.Text;

namespace InventorySync.Integrations.Mail;

/// <summary>A mail or a part of one: its head and what stands below.</summary>
internal sealed class MailPart(List<(string Name, string Value)> head, ReadOnlyMemory<byte> body)
{
    public static MailPart Of(ReadOnlyMemory<byte> text)
    {
        var head = new List<(string Name, string Value)>();
        while (text.Length > 0)
        {
            var (line, rest) = Line(text);
            text = rest;
            if (line.Length == 0)
                break;
            var words = MailWords.Plain(line.Span);
            if (words[0] is ' ' or '\t' && head.Count > 0)
                head[^1] = (head[^1].Name, head[^1].Value + words);
            else if (words.IndexOf(':') is var colon and > 0)
                head.Add((words[..colon].Trim(), words[(colon + 1)..]));
        }

        return new MailPart(head, text);
    }

    public IReadOnlyList<string> All(string name) => [.. head.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value.Trim())];

    public string First(string name) => All(name) is [var first, ..] ? first : "";

    /// <summary>What stands between the boundaries; the last part may lack its end.</summary>
    public IEnumerable<MailPart> Parts(string boundary)
    {
        if (boundary.Length == 0)
            yield break;

        var mark = Encoding.UTF8.GetBytes("--" + boundary);
        var (begin, at) = (-1, 0);
        while (at < body.Length)
        {
            var (line, rest) = Line(body[at..]);
            var next = body.Length - rest.Length;
            if (line.Span.StartsWith(mark) && IsMark(line.Span[mark.Length..], out var last))
            {
                if (begin >= 0)
                    yield return Of(WithoutLineEnd(body[begin..at]));
                begin = next;
                if (last)
                    yield break;
            }

            at = next;
        }

        if (begin >= 0 && begin < body.Length)
            yield return Of(body[begin..]);
    }

    /// <summary>As it was before it was made fit for mail.</summary>
    public byte[] Content() => First("Content-Transfer-Encoding").ToLowerInvariant() switch
    {
        "base64" => FromBase64(body.Span),
        "quoted-printable" => MailWords.FromQuoted(body.Span, blanksAsUnderscores: false),
        _ => body.ToArray(),
    };

    private static byte[] FromBase64(ReadOnlySpan<byte> text)
    {
        var letters = new byte[text.Length + 3];
        var count = 0;
        foreach (var sign in text)
        {
            if (char.IsAsciiLetterOrDigit((char)sign) || sign is (byte)'+' or (byte)'/')
                letters[count++] = sign;
            else if (sign == (byte)'=')
                break;
        }

        // a text that was cut off keeps what is whole
        if (count % 4 == 1)
            count--;
        while (count % 4 != 0)
            letters[count++] = (byte)'=';
        Base64.DecodeFromUtf8InPlace(letters.AsSpan(0, count), out var written);
        return letters[..written];
    }

    private static bool IsMark(ReadOnlySpan<byte> behind, out bool last)
    {
        last = behind.StartsWith("--"u8);
        return (last ? behind[2..] : behind).Trim(" \t"u8).Length == 0;
    }

    private static (ReadOnlyMemory<byte> Line, ReadOnlyMemory<byte> Below) Line(ReadOnlyMemory<byte> text)
    {
        var end = text.Span.IndexOf((byte)'\n');
        return end < 0 ? (text, default) : (WithoutLineEnd(text[..(end + 1)]), text[(end + 1)..]);
    }

    private static ReadOnlyMemory<byte> WithoutLineEnd(ReadOnlyMemory<byte> text)
    {
        if (text.Length > 0 && text.Span[^1] == (byte)'\n')
            text = text[..^1];
        return text.Length > 0 && text.Span[^1] == (byte)'\r' ? text[..^1] : text;
    }
}
