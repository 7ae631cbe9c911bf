using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace InventorySync.Domain.Common;

/// <summary>Text as it is compared and as it leaves the house.</summary>
public static class Text
{
    /// <summary>Lower case without accents, for columns that are searched: "Crème Brûlée" is found by "creme".</summary>
    public static string Folded(string text)
    {
        // most words of most shops, where there is nothing to take apart
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();

        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                folded.Append(char.ToLowerInvariant(letter));
        }

        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>As it is kept: no blanks around, one between words, no control characters.</summary>
    public static string Tidy(string? text) => text is null ? "" : IsTidy(text) ? text :
        string.Join(' ', new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Normalize(NormalizationForm.FormC);

    private static bool IsTidy(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is < ' ' or > '~' || (text[i] == ' ' && (i == 0 || i == text.Length - 1 || text[i - 1] == ' ')))
                return false;
        }

        return true;
    }

    /// <summary>For unique names and codes: "Main  Store" and "main store" are the same one.</summary>
    public static string Key(string text) => Tidy(text).ToLowerInvariant();

    /// <summary>Escaped for LIKE, where % and _ of the user are letters like any other.</summary>
    public static string LikePattern(string text) => text.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_").Replace("[", @"\[");

    /// <summary>An unguessable name of letters and digits, 22 of them for 128 bits.</summary>
    public static string RandomToken(int length = 22) =>
        RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789", length);
}
