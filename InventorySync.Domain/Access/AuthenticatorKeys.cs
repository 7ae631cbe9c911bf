using Microsoft.AspNetCore.DataProtection;

namespace InventorySync.Domain.Access;

/// <summary>Keys of authenticator apps, encrypted while they are stored.</summary>
public sealed class AuthenticatorKeys(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("InventorySync.AuthenticatorKeys");

    public string Protect(string key) => _protector.Protect(key);

    public string Open(string protectedKey) => _protector.Unprotect(protectedKey);
}
