using System.Globalization;
using System.Text.Json;

namespace InventorySync.Domain.Common;

/// <summary>Something said to people that is kept: the English text is the key of its translations, so figures and names go into the arguments.</summary>
public sealed record Sentence
{
    public Sentence(string text, params object[] arguments)
    {
        Text = text;
        Arguments = [.. Figures.Plain(arguments).Select(a => Convert.ToString(a, CultureInfo.InvariantCulture) ?? "")];
    }

    public string Text { get; }

    public IReadOnlyList<string> Arguments { get; }

    public static Sentence Of(string text) => new(text);

    public static implicit operator Sentence(string text) => new(text);

    /// <summary>As it is kept in one column: the text, and behind it the arguments.</summary>
    public string Kept() => JsonSerializer.Serialize<string[]>([Text, .. Arguments]);

    public static Sentence FromKept(string kept)
    {
        var parts = JsonSerializer.Deserialize<string[]>(kept)!;
        return new Sentence(parts[0], [.. parts.Skip(1)]);
    }

    public bool Equals(Sentence? other) => other is not null && Text == other.Text && Arguments.SequenceEqual(other.Arguments);

    public override int GetHashCode() => HashCode.Combine(Text, Arguments.Count);

    public override string ToString() => Arguments.Count == 0 ? Text : string.Format(CultureInfo.InvariantCulture, Text, [.. Arguments]);
}
