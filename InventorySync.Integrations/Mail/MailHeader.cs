using System.Globalization;
using System.Text;

namespace InventorySync.Integrations.Mail;

/// <summary>A header with parameters, such as Content-Type; parameters may be cut into several and name their letters (RFC 2231).</summary>
internal sealed class MailHeader
{
    private readonly Dictionary<string, string> _parameters = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lower case, without its parameters.</summary>
    public string Value { get; private init; } = "";

    public string? this[string name]
    {
        get
        {
            if (_parameters.TryGetValue(name + "*", out var encoded))
                return Decoded([(encoded, true)]);
            var pieces = new List<(string Text, bool Encoded)>();
            for (var number = 0; ; number++)
            {
                var piece = string.Create(CultureInfo.InvariantCulture, $"{name}*{number}");
                if (_parameters.TryGetValue(piece + "*", out var text))
                    pieces.Add((text, true));
                else if (_parameters.TryGetValue(piece, out text))
                    pieces.Add((text, false));
                else
                    break;
            }

            return pieces.Count > 0 ? Decoded(pieces) : _parameters.GetValueOrDefault(name);
        }
    }

    public static MailHeader Of(string text)
    {
        var fields = Fields(text);
        var header = new MailHeader { Value = fields[0].Trim().ToLowerInvariant() };
        foreach (var field in fields.Skip(1))
        {
            if (field.IndexOf('=') is var equals and > 0)
                header._parameters.TryAdd(field[..equals].Trim(), Unquoted(field[(equals + 1)..].Trim()));
        }

        return header;
    }

    // at semicolons that do not stand in quotes
    private static List<string> Fields(string text)
    {
        var fields = new List<string>();
        var (begin, quoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && quoted)
            {
                i++;
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (text[i] == ';' && !quoted)
            {
                fields.Add(text[begin..i]);
                begin = i + 1;
            }
        }

        fields.Add(text[begin..]);
        return fields;
    }

    private static string Unquoted(string text)
    {
        if (text is not ['"', ..])
            return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 1; i < text.Length && text[i] != '"'; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
                i++;
            plain.Append(text[i]);
        }

        return plain.ToString();
    }

    // utf-8'de'Preis%C3%BCbersicht.csv: letters and language stand before the first piece
    private static string Decoded(IReadOnlyList<(string Text, bool Encoded)> pieces)
    {
        var charset = "utf-8";
        var bytes = new List<byte>();
        for (var number = 0; number < pieces.Count; number++)
        {
            var (text, encoded) = pieces[number];
            if (encoded && number == 0 && text.Split('\'', 3) is [var letters, _, var rest])
                (charset, text) = (letters, rest);
            bytes.AddRange(encoded ? Unescaped(text) : Encoding.UTF8.GetBytes(text));
        }

        return MailWords.In(charset, [.. bytes]);
    }

    private static IEnumerable<byte> Unescaped(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                yield return value;
                i += 2;
            }
            else
            {
                yield return (byte)text[i];
            }
        }
    }
}
