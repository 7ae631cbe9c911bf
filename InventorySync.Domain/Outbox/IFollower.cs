namespace InventorySync.Domain.Outbox;

/// <summary>Does what follows from what happened. It is given every committed message in order and at least once, so what it does must be
/// right however often it is asked; a failure makes it asked again.</summary>
public interface IFollower
{
    /// <summary>Its name in the database and on the page; never changed once released.</summary>
    string Name { get; }

    Task HandleAsync(IReadOnlyList<OutboxMessage> batch, CancellationToken ct);
}
