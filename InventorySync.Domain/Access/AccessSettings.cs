namespace InventorySync.Domain.Access;

/// <summary>Section "Access" of the settings file: how people sign in.</summary>
public sealed record AccessSettings
{
    public const string Section = "Access";

    /// <summary>Domain that passkeys belong to, such as shop.example.com; null takes it from the address in the browser.</summary>
    public string? PasskeyDomain { get; init; }

    /// <summary>Days after which a device that asked to stay signed in has to sign in again.</summary>
    public int KeepSignedInDays { get; init; } = 30;

    /// <summary>Hours without use after which every other browser has to sign in again.</summary>
    public int IdleHours { get; init; } = 12;
}
