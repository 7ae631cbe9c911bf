using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Jobs;

public static class WorkNews
{
    /// <summary>Tells screens and other nodes, with the save, that this work has moved.</summary>
    public static void Tell(this InventoryDb db, Work work, DateTimeOffset now) =>
        db.Outbox.Add(OutboxMessage.Of(new WorkMoved(work.Id, work.Kind, work.State, work.Done, work.Total, work.StartedById), work.Subject, now));
}
