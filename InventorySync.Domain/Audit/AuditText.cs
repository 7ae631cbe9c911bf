using System.Collections;
using System.Globalization;

namespace InventorySync.Domain.Audit;

/// <summary>Values as the audit writes them down: the same text on every machine and in every language.</summary>
public static class AuditText
{
    public const string Hidden = "•••";

    public static string? Of(object? value) => value switch
    {
        null or "" => null,
        string text => text,
        DateTimeOffset at => at.ToString("u", CultureInfo.InvariantCulture),
        // trailing zeros say how a column is stored, not what was changed
        decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => string.Join(", ", list.Cast<object?>().Select(Of)) is { Length: > 0 } joined ? joined : null,
        _ => value.ToString(),
    };

    public static string? Hide(string? secret) => secret is null ? null : Hidden;
}
