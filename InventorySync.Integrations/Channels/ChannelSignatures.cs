using System.Security.Cryptography;
using System.Text;

namespace InventorySync.Integrations.Channels;

/// <summary>Tells whether a call comes from who knows our secret.</summary>
internal static class ChannelSignatures
{
    /// <summary>HMAC-SHA256 of the bytes as they came, in Base64.</summary>
    public static bool IsSigned(string secret, ReadOnlySpan<byte> body, string? given)
    {
        Span<byte> theirs = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return secret.Length > 0
            && given is not null
            && Convert.TryFromBase64String(given.Trim(), theirs, out var length)
            && length == theirs.Length
            && CryptographicOperations.FixedTimeEquals(theirs, HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
    }

    public static string? HeaderOf(IReadOnlyDictionary<string, string> headers, params string[] names) =>
        names.Select(n => headers.FirstOrDefault(h => string.Equals(h.Key, n, StringComparison.OrdinalIgnoreCase)).Value).FirstOrDefault(v => !string.IsNullOrEmpty(v));
}
