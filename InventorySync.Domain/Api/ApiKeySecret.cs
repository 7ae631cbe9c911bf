using System.Security.Cryptography;
using System.Text;

namespace InventorySync.Domain.Api;

/// <summary>The text another system sends: isk_, 256 random bits, and six letters by which a typing error is told from a foreign key.</summary>
public sealed record ApiKeySecret
{
    private const string Mark = "isk_";
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int RandomLetters = 43;
    private const int CheckLetters = 6;
    private const int ShownLetters = 8;

    private ApiKeySecret(string text) => Text = text;

    public string Text { get; }

    public string Prefix => Text[..(Mark.Length + ShownLetters)];

    // 256 random bits need no salt and no slow hash: nobody can walk through them.
    public string Hash => Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(Text)));

    public static ApiKeySecret New()
    {
        var body = Mark + RandomNumberGenerator.GetString(Letters, RandomLetters);
        return new ApiKeySecret(body + CheckOf(body));
    }

    /// <summary>Null when the text cannot be a key that this product gave out.</summary>
    public static ApiKeySecret? Read(string text)
    {
        var wellFormed = text.Length == Mark.Length + RandomLetters + CheckLetters
            && text.StartsWith(Mark, StringComparison.Ordinal)
            && text[Mark.Length..].All(Letters.Contains)
            && CheckOf(text[..^CheckLetters]) == text[^CheckLetters..];
        return wellFormed ? new ApiKeySecret(text) : null;
    }

    public override string ToString() => Prefix + "…";

    private static string CheckOf(string body)
    {
        var number = BitConverter.ToUInt64(SHA256.HashData(Encoding.ASCII.GetBytes(body)));
        var check = new char[CheckLetters];
        for (var i = 0; i < CheckLetters; i++, number /= (ulong)Letters.Length)
            check[i] = Letters[(int)(number % (ulong)Letters.Length)];
        return new string(check);
    }
}
