using System.Linq.Expressions;
using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Jobs;

/// <summary>A piece of background work as screens and endpoints show it.</summary>
public sealed record BackgroundTaskRow : IListRow
{
    public static readonly Expression<Func<BackgroundTask, BackgroundTaskRow>> Of = t => new BackgroundTaskRow
    {
        Id = t.Id,
        Kind = t.Kind,
        Title = t.Title,
        State = t.State,
        StartedBy = t.StartedBy,
        StartedById = t.StartedById,
        CreatedAt = t.CreatedAt,
        StartedAt = t.StartedAt,
        EndedAt = t.EndedAt,
        Done = t.Done,
        Total = t.Total,
        Note = t.Note,
        Error = t.Error,
        ResultLink = t.ResultLink,
        Node = t.Node,
        CancelAskedBy = t.CancelAskedBy,
    };

    public long Id { get; init; }

    public string Kind { get; init; } = "";

    public Sentence Title { get; init; } = new("");

    public WorkState State { get; init; }

    public string StartedBy { get; init; } = "";

    public long? StartedById { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public long Done { get; init; }

    public long Total { get; init; }

    public Sentence? Note { get; init; }

    public string? Error { get; init; }

    public string? ResultLink { get; init; }

    public string? Node { get; init; }

    public string? CancelAskedBy { get; init; }

    public bool Ended => State is not (WorkState.Waiting or WorkState.Running);

    /// <summary>In hundredths; null while nobody knows how much it will be.</summary>
    public int? Percent => State == WorkState.Done ? 100 : Total > 0 ? (int)Math.Clamp(Done * 100 / Total, 0, 100) : null;
}

/// <summary>All background work, newest first.</summary>
public sealed class BackgroundTaskList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<BackgroundTaskRow>(dbs, actor)
{
    public override string Name => "background-work";

    public override ListFields<BackgroundTaskRow> Fields { get; } = new ListFields<BackgroundTaskRow>()
        .Add("title", "Work", r => r.Title, sortable: false, filterable: false)
        .Add("started", "Started", r => r.CreatedAt)
        .Add("state", "State", r => r.State)
        .Add("note", "Result", r => r.Note, sortable: false, filterable: false)
        .Add("by", "Started by", r => r.StartedBy, searched: true)
        .Add("ended", "Ended", r => r.EndedAt, shown: false)
        .Add("node", "Node", r => r.Node, shown: false);

    protected override string Permission => Permissions.JobsView;

    protected override ListSort DefaultSort => new("started", Descending: true);

    protected override IQueryable<BackgroundTaskRow> Rows(InventoryDb db) => db.BackgroundTasks.Select(BackgroundTaskRow.Of);
}
