using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Webhooks;

public sealed record SubscriptionRow : IListRow
{
    public long Id { get; init; }

    public string Name { get; init; } = "";

    public string Url { get; init; } = "";

    public SubscriptionState State { get; init; }

    public IReadOnlyList<string> Events { get; init; } = [];

    public int FailuresInARow { get; init; }

    public Sentence? LastFailure { get; init; }

    public DateTimeOffset? LastSuccessAt { get; init; }

    public int Waiting { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string CreatedByName { get; init; } = "";
}

public sealed class SubscriptionList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<SubscriptionRow>(dbs, actor)
{
    public override string Name => "webhooks";

    public override ListFields<SubscriptionRow> Fields { get; } = new ListFields<SubscriptionRow>()
        .Add("name", "Name", s => s.Name, searched: true)
        .Add("url", "Address", s => s.Url, searched: true)
        .Add("state", "State", s => s.State)
        .Add("failures", "Failures in a row", s => s.FailuresInARow)
        .Add("lastSuccess", "Last success", s => s.LastSuccessAt)
        .Add("waiting", "Waiting", s => s.Waiting)
        .Add("created", "Created", s => s.CreatedAt, shown: false)
        .Add("createdBy", "Created by", s => s.CreatedByName, shown: false);

    protected override string Permission => Permissions.WebhooksManage;

    protected override IQueryable<SubscriptionRow> Rows(InventoryDb db) =>
        from s in db.WebhookSubscriptions
        join h in db.WebhookHealth on s.Id equals h.SubscriptionId
        select new SubscriptionRow
        {
            Id = s.Id,
            Name = s.Name,
            Url = s.Url,
            State = s.State,
            Events = s.Events,
            FailuresInARow = h.FailuresInARow,
            LastFailure = h.LastFailure,
            LastSuccessAt = h.LastSuccessAt,
            Waiting = db.WebhookDeliveries.Count(d => d.SubscriptionId == s.Id && d.MessageId != null && (d.State == DeliveryState.Waiting || d.State == DeliveryState.Held)),
            CreatedAt = s.CreatedAt,
            CreatedByName = s.CreatedByName,
        };
}

public sealed record DeliveryRow : IListRow
{
    public long Id { get; init; }

    public string PublicId { get; init; } = "";

    public long SubscriptionId { get; init; }

    public string Subscription { get; init; } = "";

    public string Event { get; init; } = "";

    public string EventId { get; init; } = "";

    public DeliveryState State { get; init; }

    public int Attempts { get; init; }

    public int? LastStatus { get; init; }

    public Sentence? LastFailure { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastTryAt { get; init; }

    public DateTimeOffset NextTryAt { get; init; }
}

public sealed class DeliveryList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<DeliveryRow>(dbs, actor)
{
    public override string Name => "webhook-deliveries";

    public override ListFields<DeliveryRow> Fields { get; } = new ListFields<DeliveryRow>()
        .Add("created", "Happened", d => d.CreatedAt)
        .Add("subscriptionId", "Webhook number", d => d.SubscriptionId, shown: false)
        .Add("webhook", "Webhook", d => d.Subscription, searched: true)
        .Add("event", "Event", d => d.Event, searched: true)
        .Add("eventId", "Event id", d => d.EventId, shown: false, searched: true)
        .Add("delivery", "Delivery id", d => d.PublicId, shown: false, searched: true)
        .Add("state", "State", d => d.State)
        .Add("status", "Answer", d => d.LastStatus)
        .Add("attempts", "Attempts", d => d.Attempts)
        .Add("lastTry", "Last attempt", d => d.LastTryAt)
        .Add("nextTry", "Next attempt", d => d.NextTryAt, shown: false);

    protected override string Permission => Permissions.WebhooksManage;

    protected override ListSort DefaultSort => new("created", Descending: true);

    protected override IQueryable<DeliveryRow> Rows(InventoryDb db) =>
        from d in db.WebhookDeliveries
        join s in db.WebhookSubscriptions on d.SubscriptionId equals s.Id
        select new DeliveryRow
        {
            Id = d.Id,
            PublicId = d.PublicId,
            SubscriptionId = d.SubscriptionId,
            Subscription = s.Name,
            Event = d.Event,
            EventId = d.EventId,
            State = d.State,
            Attempts = d.Attempts,
            LastStatus = d.LastStatus,
            LastFailure = d.LastFailure,
            CreatedAt = d.CreatedAt,
            LastTryAt = d.LastTryAt,
            NextTryAt = d.NextTryAt,
        };
}
