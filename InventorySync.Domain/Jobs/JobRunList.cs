using System.Linq.Expressions;
using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Jobs;

public sealed record JobRunRow : IListRow
{
    public static readonly Expression<Func<JobRun, JobRunRow>> Of = r => new JobRunRow
    {
        Id = r.Id,
        Job = r.Kind,
        State = r.State,
        StartedBy = r.StartedBy,
        StartedAt = r.StartedAt,
        EndedAt = r.EndedAt,
        Done = r.Done,
        Total = r.Total,
        Note = r.Note,
        Error = r.Error,
        Node = r.Node,
        CancelAskedBy = r.CancelAskedBy,
    };

    public long Id { get; init; }

    public string Job { get; init; } = "";

    public WorkState State { get; init; }

    public string StartedBy { get; init; } = "";

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public long Done { get; init; }

    public long Total { get; init; }

    public Sentence? Note { get; init; }

    public string? Error { get; init; }

    public string? Node { get; init; }

    public string? CancelAskedBy { get; init; }

    public int? Percent => Total > 0 ? (int)Math.Clamp(Done * 100 / Total, 0, 100) : null;

    public TimeSpan? Duration => EndedAt - StartedAt;
}

/// <summary>What the jobs of the schedule did, newest first.</summary>
public sealed class JobRunList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<JobRunRow>(dbs, actor)
{
    public override string Name => "job-runs";

    public override ListFields<JobRunRow> Fields { get; } = new ListFields<JobRunRow>()
        .Add("job", "Job", r => r.Job, searched: true)
        .Add("started", "Started", r => r.StartedAt)
        .Add("state", "Result", r => r.State)
        .Add("ended", "Took", r => r.EndedAt, sortable: false, filterable: false)
        .Add("note", "What it did", r => r.Note, sortable: false, filterable: false)
        .Add("by", "Started by", r => r.StartedBy, searched: true)
        .Add("node", "Node", r => r.Node, shown: false);

    protected override string Permission => Permissions.JobsView;

    protected override ListSort DefaultSort => new("started", Descending: true);

    protected override IQueryable<JobRunRow> Rows(InventoryDb db) => db.JobRuns.Select(JobRunRow.Of);
}
