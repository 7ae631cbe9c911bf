namespace InventorySync.Domain.Api;

/// <summary>A call that was made under an Idempotency-Key, with the answer it got. Saved in the transaction of the change itself.</summary>
public sealed class IdempotentCall
{
    /// <summary>Whose key it is: "key:12" or "person:7". Two callers may use the same text.</summary>
    public string Caller { get; private set; } = "";

    public string Key { get; private set; } = "";

    /// <summary>Of method, address and body: the same key with another request is a mistake.</summary>
    public string RequestHash { get; private set; } = "";

    public DateTimeOffset CalledAt { get; private set; }

    public int Status { get; private set; }

    public string? ContentType { get; private set; }

    /// <summary>The answer's Location and ETag.</summary>
    public string? Location { get; private set; }

    public string? Tag { get; private set; }

    public byte[] Body { get; private set; } = [];
}
