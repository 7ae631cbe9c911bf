using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Audit;

public sealed record AuditRow : IListRow
{
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    public string Who { get; init; } = "";

    public ActorKind By { get; init; }

    public long? ActorId { get; init; }

    public string Action { get; init; } = "";

    public string Kind { get; init; } = "";

    public long? SubjectId { get; init; }

    public string Subject { get; init; } = "";

    public string? Address { get; init; }

    public List<AuditedField> Fields { get; init; } = [];

    public string SearchText { get; init; } = "";

    /// <summary>All changes in one line, for exports.</summary>
    public string Changes => string.Join("; ", Fields.Select(f => (f.From, f.To) switch
    {
        (null, _) => $"{f.Name}: {f.To}",
        (_, null) => $"{f.Name}: {f.From} → –",
        _ => $"{f.Name}: {f.From} → {f.To}",
    }));
}

/// <summary>Everything that was changed, newest first.</summary>
public sealed class AuditList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, IEnumerable<AuditSubject> subjects) : ListSource<AuditRow>(dbs, actor)
{
    public override string Name => "audit";

    public override ListFields<AuditRow> Fields { get; } = new ListFields<AuditRow>()
        .Add("at", "When", e => e.At)
        .Add("who", "Who", e => e.Who, sortable: false)
        .Add("action", "Action", e => e.Action, sortable: false)
        .Add("kind", "Kind", e => e.Kind, FieldKind.Choice, sortable: false, choices: [.. subjects.Select(s => s.Kind).Order(StringComparer.Ordinal)])
        .Add("subject", "What", e => e.Subject, sortable: false)
        .Add("changes", "Changes", e => e.Changes, sortable: false, filterable: false)
        .Add("address", "From where", e => e.Address, sortable: false, shown: false)
        .Add("by", "By", e => e.By, sortable: false, shown: false)
        .Add("actorId", "Number of who", e => e.ActorId, sortable: false, shown: false)
        .Add("subjectId", "Number of what", e => e.SubjectId, sortable: false, shown: false)
        .Add("words", "Words", e => e.SearchText, sortable: false, shown: false, searched: true, folded: true);

    protected override string Permission => Permissions.AuditView;

    protected override ListSort DefaultSort => new("at", Descending: true);

    protected override int? CountUpTo => 10_000;

    protected override IQueryable<AuditRow> Rows(InventoryDb db) => db.Audit.Select(e => new AuditRow
    {
        Id = e.Id,
        At = e.At,
        Who = e.ActorName,
        By = e.ActorKind,
        ActorId = e.ActorId,
        Action = e.Action,
        Kind = e.SubjectKind,
        SubjectId = e.SubjectId,
        Subject = e.SubjectName,
        Address = e.Address,
        Fields = e.Fields,
        SearchText = e.SearchText,
    });
}
