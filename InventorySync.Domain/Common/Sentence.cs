using System.Globalization;
using System.Text.Json;

namespace InventorySync.Domain.Common;

/// <summary>Something said to people that is kept: the English text is the key of its translations, so figures and names go into the arguments.</summary>
public sealed record Sentence
{
    public Sentence(string text, params object[] arguments)
    {
        Text = text;
        Arguments = [.. arguments.Select(Lasting)];
    }

    public string Text { get; }

    /// <summary>Words, figures and days. A figure stays one, and a day too, so that everybody reads them as they are written in his language.</summary>
    public IReadOnlyList<object> Arguments { get; }

    public static Sentence Of(string text) => new(text);

    public static implicit operator Sentence(string text) => new(text);

    /// <summary>As it is kept in one column: the text, and behind it the arguments.</summary>
    public string Kept() => JsonSerializer.Serialize<object[]>([Text, .. Arguments.Select(a => a is DateOnly day ? new KeptDay(day) : a)]);

    public static Sentence FromKept(string kept)
    {
        var parts = JsonSerializer.Deserialize<JsonElement[]>(kept)!;
        return new Sentence(parts[0].GetString()!, [.. parts.Skip(1).Select(Argument)]);
    }

    public bool Equals(Sentence? other) => other is not null && Text == other.Text && Arguments.SequenceEqual(other.Arguments);

    public override int GetHashCode() => HashCode.Combine(Text, Arguments.Count);

    public override string ToString() => Arguments.Count == 0 ? Text : string.Format(CultureInfo.InvariantCulture, Text, [.. Arguments.Select(a => a is DateOnly day ? day.ToString("O", CultureInfo.InvariantCulture) : a)]);

    private static object Argument(JsonElement kept) => kept.ValueKind switch
    {
        JsonValueKind.Number => kept.GetDecimal(),
        JsonValueKind.Object => kept.Deserialize<KeptDay>()!.Day,
        _ => kept.GetString()!,
    };

    // all numbers are of one kind, so that what was kept is equal to what was said
    private static object Lasting(object argument) => argument switch
    {
        decimal figure => figure.Plain(),
        int or long or short or byte => Convert.ToDecimal(argument, CultureInfo.InvariantCulture),
        double figure when Math.Abs(figure) < 1e15 => ((decimal)figure).Plain(),
        DateOnly day => day,
        _ => Convert.ToString(argument, CultureInfo.InvariantCulture) ?? "",
    };

    private sealed record KeptDay(DateOnly Day);
}
