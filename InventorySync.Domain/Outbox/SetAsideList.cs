using System.Linq.Expressions;
using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Outbox;

public sealed record SetAsideRow : IListRow
{
    public static readonly Expression<Func<SetAsideMessage, SetAsideRow>> Of = m => new SetAsideRow
    {
        Id = m.Id,
        Follower = m.Follower,
        Kind = m.Kind,
        Subject = m.Subject,
        Payload = m.Payload,
        HappenedAt = m.HappenedAt,
        Attempts = m.Attempts,
        Error = m.Error,
        SetAsideAt = m.SetAsideAt,
    };

    public long Id { get; init; }

    public string Follower { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Subject { get; init; } = "";

    public string Payload { get; init; } = "";

    public DateTimeOffset HappenedAt { get; init; }

    public int Attempts { get; init; }

    public string Error { get; init; } = "";

    public DateTimeOffset SetAsideAt { get; init; }
}

/// <summary>Messages that followers could not handle, newest first.</summary>
public sealed class SetAsideList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<SetAsideRow>(dbs, actor)
{
    public override string Name => "set-aside";

    public override ListFields<SetAsideRow> Fields { get; } = new ListFields<SetAsideRow>()
        .Add("kind", "Event", r => r.Kind, searched: true)
        .Add("subject", "About", r => r.Subject, searched: true)
        .Add("follower", "For", r => r.Follower, searched: true)
        .Add("error", "What went wrong", r => r.Error, searched: true, sortable: false)
        .Add("attempts", "Tries", r => r.Attempts)
        .Add("setAside", "Set aside", r => r.SetAsideAt);

    protected override string Permission => Permissions.JobsView;

    protected override ListSort DefaultSort => new("setAside", Descending: true);

    protected override IQueryable<SetAsideRow> Rows(InventoryDb db) => db.SetAsideMessages.Select(SetAsideRow.Of);
}
