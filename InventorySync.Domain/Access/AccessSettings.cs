namespace InventorySync.Domain.Access;

/// <summary>Section "Access" of the settings file: how people sign in.</summary>
public sealed record AccessSettings
{
    public const string Section = "Access";

    /// <summary>Domain that passkeys belong to, such as shop.example.com; null takes it from the address in the browser.</summary>
    public string? PasskeyDomain { get; init; }
}
