using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Channels;

public sealed record SyncRunRow : IListRow
{
    public long Id { get; init; }

    public long ChannelId { get; init; }

    public string Channel { get; init; } = "";

    public SyncKind Kind { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset EndedAt { get; init; }

    public long Changes { get; init; }

    public int Calls { get; init; }

    public int Pushed { get; init; }

    public int Skipped { get; init; }

    public int Failed { get; init; }

    public Sentence? Note { get; init; }
}

/// <summary>What was done for which channel, and when.</summary>
public sealed class SyncRunList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<SyncRunRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<SyncRunRow> AllFields = new ListFields<SyncRunRow>()
        .Add("startedAt", "Began", r => r.StartedAt)
        .Add("endedAt", "Ended", r => r.EndedAt, shown: false)
        .Add("channel", "Channel", r => r.Channel, searched: true)
        .Add("kind", "What was done", r => r.Kind)
        .Add("changes", "Changes", r => r.Changes)
        .Add("calls", "Calls", r => r.Calls, shown: false)
        .Add("pushed", "Sent", r => r.Pushed)
        .Add("skipped", "Skipped", r => r.Skipped)
        .Add("failed", "Failed", r => r.Failed)
        .Add("channelId", "Channel number", r => r.ChannelId, shown: false);

    public override string Name => "sync-runs";

    public override ListFields<SyncRunRow> Fields => AllFields;

    protected override string? Permission => Permissions.ChannelsView;

    protected override ListSort DefaultSort => new("startedAt", Descending: true);

    protected override IQueryable<SyncRunRow> Rows(InventoryDb db) =>
        from run in db.SyncRuns
        join channel in db.Channels on run.ChannelId equals channel.Id
        select new SyncRunRow
        {
            Id = run.Id,
            ChannelId = run.ChannelId,
            Channel = channel.Name,
            Kind = run.Kind,
            StartedAt = run.StartedAt,
            EndedAt = run.EndedAt,
            Changes = run.Changes,
            Calls = run.Calls,
            Pushed = run.Pushed,
            Skipped = run.Skipped,
            Failed = run.Failed,
            Note = run.Note,
        };
}
