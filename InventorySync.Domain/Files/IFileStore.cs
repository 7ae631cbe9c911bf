namespace InventorySync.Domain.Files;

/// <summary>Where the contents of files lie. A content is known by the SHA-256 of its bytes, so the same file given twice lies there once,
/// and a content never changes.</summary>
public interface IFileStore
{
    /// <summary>Takes a content in whole or not at all; what is longer is refused while it comes in.</summary>
    Task<StoredContent> PutAsync(Stream content, long maxBytes, CancellationToken ct = default);

    /// <summary>Null where it is missing.</summary>
    Task<Stream?> OpenAsync(string sha256, CancellationToken ct = default);

    /// <summary>Everything that lies there, with the time it was last put.</summary>
    IAsyncEnumerable<StoredContent> AllAsync(CancellationToken ct = default);

    /// <summary>Takes a content away, unless it was put again after this time.</summary>
    Task<bool> RemoveAsync(string sha256, DateTimeOffset unlessPutAfter, CancellationToken ct = default);
}

public sealed record StoredContent(string Sha256, long Size, DateTimeOffset PutAt);
