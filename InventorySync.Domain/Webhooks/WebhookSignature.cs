using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace InventorySync.Domain.Webhooks;

/// <summary>Proves to the receiver that a call comes from this shop and was not changed: "t=1700000000,v1=…", the HMAC-SHA256 of time, dot and body.</summary>
public static class WebhookSignature
{
    public static string NewSecret() => $"whsec_{Text.RandomToken(43)}";

    /// <summary>Signed with each secret in force; a receiver accepts the call when one of them is its own.</summary>
    public static string Of(string body, DateTimeOffset at, params IEnumerable<string> secrets)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return string.Join(',', secrets.Select(secret => $"v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{body}")))}").Prepend($"t={time}"));
    }
}
