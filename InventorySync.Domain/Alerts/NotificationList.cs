using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Alerts;

public sealed record NotificationRow : IListRow
{
    public long Id { get; init; }

    public NotificationKind Kind { get; init; }

    public Sentence Said { get; init; } = "";

    public string? Href { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public bool Unread { get; init; }
}

/// <summary>The notifications of the person who asks.</summary>
public sealed class NotificationList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<NotificationRow>(dbs, actor)
{
    private readonly CurrentActor _actor = actor;

    public override string Name => "notifications";

    public override ListFields<NotificationRow> Fields { get; } = new ListFields<NotificationRow>()
        .Add("createdAt", "When", n => n.CreatedAt)
        .Add("kind", "Kind", n => n.Kind)
        .Add("unread", "Unread", n => n.Unread);

    protected override string? Permission => null;

    protected override ListSort DefaultSort => new("createdAt", Descending: true);

    protected override IQueryable<NotificationRow> Rows(InventoryDb db)
    {
        var me = _actor.Actor.PersonId ?? 0;
        return db.Notifications.Where(n => n.PersonId == me).Select(n => new NotificationRow
        {
            Id = n.Id,
            Kind = n.Kind,
            Said = n.Said,
            Href = n.Href,
            CreatedAt = n.CreatedAt,
            Unread = n.ReadAt == null,
        });
    }
}
