using System.Net.Mail;

namespace InventorySync.Domain.Access;

/// <summary>E-mail addresses as names to sign in with.</summary>
public static class Emails
{
    public const int MaxLength = 256;

    /// <summary>Two writings of one address compare equal.</summary>
    public static string Normalized(string email) => email.Trim().Normalize().ToUpperInvariant();

    public static bool Valid(string? email) =>
        email?.Trim() is { Length: > 0 and <= MaxLength } trimmed
        && MailAddress.TryCreate(trimmed, out var address) && address.Address == trimmed
        && !trimmed.Any(char.IsWhiteSpace) && address.Host.Contains('.', StringComparison.Ordinal);

    public static string Demand(string? email, string field) =>
        Valid(email) ? email!.Trim() : throw new BusinessRuleException("Enter a whole e-mail address, such as mia@example.com.") { Field = field };
}
