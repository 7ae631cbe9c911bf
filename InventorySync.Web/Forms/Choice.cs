using System.Text;

namespace InventorySync.Web.Forms;

/// <summary>A value to choose, with the words people read.</summary>
public sealed record Choice(string Value, string Text, bool Disabled = false);

/// <summary>The words of a name in the code: PartlyReceived is "Partly received". They are keys of the translations.</summary>
public static class ChoiceText
{
    private static readonly HashSet<string> Initials = new(StringComparer.OrdinalIgnoreCase) { "API", "SKU", "URL" };

    // where the words of a name are not quite what people say
    private static readonly Dictionary<string, string> Said = new()
    {
        ["Show as out"] = "Show as out of stock",
        ["Offer pre order"] = "Offer pre-order",
        ["Pre order"] = "Pre-order",
        ["Outside order"] = "Order of another system",
    };

    public static string Of(object? value)
    {
        var name = value?.ToString() ?? "";
        var words = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            var starts = i > 0 && char.IsUpper(name[i]) && !char.IsUpper(name[i - 1]);
            words.Append(starts ? " " : "").Append(starts ? char.ToLowerInvariant(name[i]) : name[i]);
        }

        var text = string.Join(' ', words.ToString().Split(' ').Select(word => Initials.Contains(word) ? word.ToUpperInvariant() : word));
        return Said.GetValueOrDefault(text, text);
    }
}
