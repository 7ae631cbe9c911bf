using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace InventorySync.Domain.Access;

/// <summary>Ten codes to print and keep, each a way in for the day the phone is lost.</summary>
public static class RecoveryCodes
{
    public const int Count = 10;

    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Half = 5;
    private const int Iterations = 100_000;

    /// <summary>Codes such as "k7mpq-x2c9d".</summary>
    public static IReadOnlyList<string> New() =>
        [.. Enumerable.Range(0, Count).Select(_ => $"{RandomNumberGenerator.GetString(Letters, Half)}-{RandomNumberGenerator.GetString(Letters, Half)}")];

    /// <summary>Typed codes are short, so their hash is slow and salted with whose they are.</summary>
    public static string Hash(long personId, string? code)
    {
        var typed = new string([.. (code ?? "").ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)]);
        var salt = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"recovery code of {personId}"));
        return Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(typed, salt, Iterations, HashAlgorithmName.SHA256, 32));
    }
}
