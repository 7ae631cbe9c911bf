using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Importing;

public sealed record ImportListRow : IListRow
{
    public long Id { get; init; }

    public string Name { get; init; } = "";

    public string Kind { get; init; } = "";

    public ImportState State { get; init; }

    public int New { get; init; }

    public int Changed { get; init; }

    public int Same { get; init; }

    public int Wrong { get; init; }

    public string StartedBy { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>All imports and all work on selections, newest first.</summary>
public sealed class ImportList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, IEnumerable<ImportKind> kinds) : ListSource<ImportListRow>(dbs, actor)
{
    private readonly CurrentActor _actor = actor;

    public override string Name => "imports";

    public override ListFields<ImportListRow> Fields { get; } = new ListFields<ImportListRow>()
        .Add("name", "File", r => r.Name, searched: true)
        .Add("kind", "Kind", r => r.Kind, FieldKind.Choice, sortable: false, choices: [.. kinds.Select(k => k.Name)])
        .Add("state", "State", r => r.State)
        .Add("new", "New", r => r.New)
        .Add("changed", "Changed", r => r.Changed)
        .Add("same", "Same", r => r.Same, shown: false)
        .Add("wrong", "Wrong", r => r.Wrong)
        .Add("by", "Started by", r => r.StartedBy, searched: true)
        .Add("started", "Started", r => r.CreatedAt)
        .Add("ended", "Ended", r => r.EndedAt, shown: false);

    protected override string Permission => Permissions.DataImport;

    protected override ListSort DefaultSort => new("started", Descending: true);

    protected override IQueryable<ImportListRow> Rows(InventoryDb db)
    {
        var allowed = kinds.Where(k => _actor.May(k.Permission)).Select(k => k.Name).ToList();
        return db.ImportRuns.Where(r => allowed.Contains(r.Kind)).Select(r => new ImportListRow
        {
            Id = r.Id,
            Name = r.Name,
            Kind = r.Kind,
            State = r.State,
            New = r.New,
            Changed = r.Changed,
            Same = r.Same,
            Wrong = r.Wrong,
            StartedBy = r.StartedBy,
            CreatedAt = r.CreatedAt,
            EndedAt = r.EndedAt,
        });
    }
}

public sealed record ImportRowRow : IListRow
{
    /// <summary>The number of the row; it names it within its import.</summary>
    public long Id { get; init; }

    public long RunId { get; init; }

    public RowOutcome Outcome { get; init; }

    public string Key { get; init; } = "";

    public string Name { get; init; } = "";

    public string? Changes { get; init; }

    public Sentence? Problem { get; init; }

    public string? Field { get; init; }

    public RowUndo Undo { get; init; }

    public decimal? Amount { get; init; }

    public IReadOnlyList<ValueChange> ReadChanges() => ImportRow.Read(Changes);
}

/// <summary>The rows of an import with what became of each.</summary>
public sealed class ImportRowList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, IEnumerable<ImportKind> kinds) : ListSource<ImportRowRow>(dbs, actor)
{
    private static readonly ListFields<ImportRowRow> AllFields = new ListFields<ImportRowRow>()
        .Add("row", "Row", r => r.Id)
        .Add("outcome", "Outcome", r => r.Outcome, sortable: false)
        .Add("key", "Key", r => r.Key, sortable: false, searched: true)
        .Add("name", "Name", r => r.Name, sortable: false, searched: true)
        .Add("changes", "What changes", r => r.Changes, sortable: false, filterable: false)
        .Add("problem", "Why not", r => r.Problem, sortable: false, filterable: false)
        .Add("undo", "Taken back", r => r.Undo, sortable: false, shown: false)
        .Add("run", "Import", r => r.RunId, shown: false, offered: false, sortable: false);

    private readonly CurrentActor _actor = actor;

    public override string Name => "import-rows";

    public override ListFields<ImportRowRow> Fields => AllFields;

    // each kind asks for its own
    protected override string? Permission => null;

    protected override IQueryable<ImportRowRow> Rows(InventoryDb db)
    {
        var allowed = kinds.Where(k => _actor.May(k.Permission) && (!k.ForFiles || _actor.May(Permissions.DataImport))).Select(k => k.Name).ToList();
        return from row in db.ImportRows
               join run in db.ImportRuns on row.RunId equals run.Id
               where allowed.Contains(run.Kind)
               select new ImportRowRow
               {
                   Id = row.Number,
                   RunId = row.RunId,
                   Outcome = row.Outcome,
                   Key = row.Key,
                   Name = row.Name,
                   Changes = row.Changes,
                   Problem = row.Problem,
                   Field = row.Field,
                   Undo = row.Undo,
                   Amount = row.Amount,
               };
    }
}
