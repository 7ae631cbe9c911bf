namespace InventorySync.Domain.Importing;

/// <summary>One thing that a column of a file can mean.</summary>
public sealed record ImportField(string Key, string Title, string Explanation)
{
    /// <summary>Without it a row means nothing; a column or one value for all rows gives it.</summary>
    public bool Needed { get; init; }

    public string Example { get; init; } = "";

    /// <summary>What other programs and other languages call it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What its values look like, where a heading says nothing.</summary>
    public Func<string, bool>? LooksLike { get; init; }

    /// <summary>Whether one value for all rows makes sense.</summary>
    public bool MayBeFixed { get; init; } = true;

    /// <summary>The values one can choose from, where there are few.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Offered as one value for all rows at once, not only when it is asked for.</summary>
    public bool OfferFixed { get; init; }

    public static bool IsBarcode(string text) => text.Length is 8 or 12 or 13 && text.All(char.IsAsciiDigit) && Catalog.Barcode.CheckDigit(text.AsSpan(0, text.Length - 1)) == text[^1] - '0';
}
