using System.Security.Cryptography;
using System.Text;

namespace InventorySync.Domain.Access;

/// <summary>Keys that leave the house in cookies and links. The database knows only their hashes, so that reading it opens nothing.</summary>
public static class SecretTokens
{
    private const int Letters = 43;

    public static string New() => Text.RandomToken(Letters);

    // more than 240 random bits need no slow hash
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
