using System.Buffers;
using System.Text.RegularExpressions;

namespace InventorySync.Domain.Common;

/// <summary>Takes secrets out of text that is written down: what stands in logs and traces is read by more people than may know them.</summary>
public static class Secrets
{
    public const string Hidden = "•••";

    // linear in the length of the text, whatever somebody sends us to log
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>Without one of these a text holds nothing that the rules below would find; most lines are done here.</summary>
    private static readonly SearchValues<string> Signs = SearchValues.Create(
        ["pass", "pwd", "secret", "token", "key", "otp", "code", "cookie", "bearer ", "basic ", "digest ", "negotiate ", "://", "isk_", "whsec_", "sk_", "rk_", "eyJ", "CfDJ8", "invitation/", "password/", "reset/", "recover/", "files/", "InventorySync."],
        StringComparison.OrdinalIgnoreCase);

    private static readonly Regex SecretName = new(
        "passw(or)?d|passphrase|^pwd$|secret|token|api[-_ ]?key|^authorization$|cookie|credential|connection[-_ ]?string|private[-_ ]?key|recovery[-_ ]?code|^otp$|^pin$", Linear);

    private static readonly (Regex Pattern, string Replacement)[] Rules =
    [
        (new Regex("-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(-----END [A-Z ]*PRIVATE KEY-----)?", Linear), Hidden),
        (new Regex(@"\b((?:set-)?cookie\s*[:=]\s*)[^\r\n]+", Linear), "$1" + Hidden),
        (new Regex(@"\b(bearer|basic|digest|negotiate)\s+[A-Za-z0-9._~+/=-]{6,}", Linear), "$1 " + Hidden),
        // password=…; "clientSecret": "…"; api-key: …; ?token=…
        (new Regex("""((?:passw(?:or)?d|passphrase|\bpwd|secret|token|api[-_ ]?key|recovery[-_ ]?codes?|\botp)[\\"']*\s*[=:]\s*)(?:\\"[^"]*"|"(?:[^"\\]|\\.)*"|'[^']*'|[^\s;,&"'}\])]+)""", Linear), "$1" + Hidden),
        // https://user:password@host
        (new Regex(@"(://)[^\s/@:]+:[^\s/@]+@", Linear), "$1" + Hidden + "@"),
        // links that are as good as a key
        (new Regex("""(\b(?:invitation|password|reset|recover|files)/)[^\s/?#"']{12,}""", Linear), "$1" + Hidden),
        // cookies of this product, by themselves
        (new Regex(@"(\bInventorySync\.[A-Za-z]+=)[^\s;,]+", Linear), "$1" + Hidden),
        // keys of this product, webhook secrets, JSON web tokens, protected payloads, keys of payment services
        (new Regex(@"\bisk_[A-Za-z0-9_-]{6,}|\bwhsec_[A-Za-z0-9+/=_-]{6,}|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*|\bCfDJ8[A-Za-z0-9_-]{16,}|\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{8,}", Linear), Hidden),
    ];

    /// <summary>Whether a value of this name is a secret, whatever it looks like.</summary>
    public static bool IsSecretName(string name) => SecretName.IsMatch(name);

    public static string Hide(string text)
    {
        if (!text.AsSpan().ContainsAny(Signs))
            return text;

        foreach (var (pattern, replacement) in Rules)
            text = pattern.Replace(text, replacement);
        return text;
    }
}
