using Microsoft.AspNetCore.DataProtection;

namespace InventorySync.Domain.Webhooks;

/// <summary>Keeps the secrets of subscriptions unreadable in the database and its backups.</summary>
public sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("InventorySync.Webhooks.Secret");

    public string Hide(string secret) => _protector.Protect(secret);

    public string Show(string hidden) => _protector.Unprotect(hidden);
}
