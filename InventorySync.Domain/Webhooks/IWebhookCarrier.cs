namespace InventorySync.Domain.Webhooks;

/// <summary>Carries a call out of the house.</summary>
public interface IWebhookCarrier
{
    Task<WebhookAnswer> PostAsync(Uri url, string body, IReadOnlyDictionary<string, string> headers, CancellationToken ct);

    /// <summary>Why calls to this address will never go out, in words for the one who enters it; null when they may.</summary>
    Task<Sentence?> RefusalOfAsync(Uri url, CancellationToken ct);
}

/// <summary>What came back. Without a status nothing came, and Failure says why.</summary>
public sealed record WebhookAnswer(int? Status, string Headers, string Body, Sentence? Failure, TimeSpan? RetryAfter);

/// <summary>Hands deliveries that are due to nodes, each to one node at a time.</summary>
public interface IDeliveryQueue
{
    Task<IReadOnlyList<long>> LeaseDueAsync(int most, CancellationToken ct);
}
