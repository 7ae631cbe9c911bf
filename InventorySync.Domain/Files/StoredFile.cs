namespace InventorySync.Domain.Files;

/// <summary>A file the shop keeps: whose content lies in the file store, and what it is for.</summary>
public sealed class StoredFile : IAudited
{
    public long Id { get; private set; }

    /// <summary>Its name in addresses, which nobody can guess.</summary>
    public string PublicId { get; private set; } = Text.RandomToken();

    public string Name { get; init; } = "";

    public string ContentType { get; init; } = "";

    public long Size { get; init; }

    public string Sha256 { get; init; } = "";

    public string Purpose { get; init; } = "";

    [NotAudited]
    public DateTimeOffset StoredAt { get; init; }

    [NotAudited]
    public string StoredBy { get; init; } = "";

    /// <summary>Goes by itself after this time, such as an export that was made for once.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public string AuditName => Name;
}
