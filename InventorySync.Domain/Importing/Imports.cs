using InventorySync.Domain.Access;
using InventorySync.Domain.Files;
using InventorySync.Domain.Jobs;

namespace InventorySync.Domain.Importing;

public enum ImportStep
{
    Check,

    /// <summary>Checks, and goes on to import when the rows allow it.</summary>
    CheckAndRun,
    Run,
    Undo,
}

/// <summary>The background work of an import, as it is kept.</summary>
public sealed record ImportStepInput(long RunId, ImportStep Step);

/// <summary>Takes files in, lets people say what their columns mean, and starts the check, the import and the undo.</summary>
public sealed class Imports(
    IDbContextFactory<InventoryDb> dbs, ShopFiles files, ISheetFiles sheets, BackgroundTasks tasks, IEnumerable<ImportKind> kinds, CurrentActor actor, TimeProvider clock)
{
    public const string FilePurpose = "import";
    public const string WorkKind = "import";

    /// <summary>The kinds that this person may import.</summary>
    public IReadOnlyList<ImportKind> Kinds => [.. kinds.Where(k => k.ForFiles && actor.May(k.Permission)).OrderBy(k => k.Order)];

    public ImportKind KindOf(ImportRun run) => KindOf(run.Kind);

    public ImportKind KindOf(string name) => kinds.FirstOrDefault(k => k.Name == name) ?? throw new BusinessRuleException("There is no import of the kind “{0}”.", name);

    /// <summary>Stores the file and looks at it: what kind it is, how it is read, what its columns mean. Without a kind, the kind is found by the headings.</summary>
    public async Task<long> TakeInAsync(string name, Stream content, string? kind = null, CancellationToken ct = default)
    {
        actor.Demand(Permissions.DataImport);
        if (kind is not null)
            actor.Demand(KindOf(kind).Permission);

        var file = await files.StoreAsync(FilePurpose, new FileToStore(name, content), ct);
        var look = await LookAsync(file.PublicId, file.Name, null, ct);
        if (look.Headings.Count == 0 || look.FirstRows.Count == 0)
            throw new BusinessRuleException("“{0}” has no rows below its headings.", file.Name);

        var profile = await ProfileAsync(look.Headings, kind, ct);
        var found = kind ?? profile?.Kind ?? Recognised(look)?.Name ?? Kinds.MaxBy(k => ColumnGuess.Score(k, look))?.Name ?? throw new ForbiddenException(Permissions.DataImport);
        var run = ImportRun.OfFile(file, found, look, actor.Actor, clock.GetUtcNow());
        if (profile is not null)
            run.Choose(found, profile.Columns, profile.Options);
        else
            run.Choose(found, ColumnGuess.For(KindOf(found), look), new ImportOptions());
        return await dbs.ChangeAsync(async db =>
        {
            await db.ImportRuns.AddAsync(run, ct);
            return run.Id;
        }, ct);
    }

    public async Task<ImportRun> FindAsync(long runId, CancellationToken ct = default)
    {
        await SettleAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await OpenAsync(db, runId, ct);
    }

    /// <summary>The headings and the first rows, as the file is read now or would be read.</summary>
    public async Task<SheetLook> LookAsync(ImportRun run, SheetReading? chosen = null, CancellationToken ct = default)
    {
        actor.Demand(Permissions.DataImport);
        return await LookAsync(run.FileId!, run.Name, chosen ?? run.Reading, ct);
    }

    public async Task ReadAsAsync(long runId, SheetReading reading, CancellationToken ct = default)
    {
        actor.Demand(Permissions.DataImport);
        var run = await FindAsync(runId, ct);
        var look = await LookAsync(run, reading, ct);
        await ChangeAsync(runId, kept =>
        {
            kept.ReadAs(look);
            kept.Choose(kept.Kind, ColumnGuess.For(KindOf(kept), look), kept.Options);
        }, ct);
    }

    public async Task<IReadOnlyList<string>> GuessAsync(ImportRun run, string kind, CancellationToken ct = default) =>
        ColumnGuess.For(KindOf(kind), await LookAsync(run, null, ct));

    /// <summary>Says what the columns mean, remembers it for files with the same headings, and looks at every row in the background.</summary>
    public async Task<long> CheckAsync(long runId, string kind, IReadOnlyList<string> columns, ImportOptions options, bool goOn = false, CancellationToken ct = default)
    {
        actor.Demand(Permissions.DataImport);
        var chosen = KindOf(kind);
        actor.Demand(chosen.Permission);
        return await dbs.ChangeAsync(async db =>
        {
            var run = await OpenAsync(db, runId, ct);
            if (columns.Count != run.Headings.Count)
                throw new BusinessRuleException("The file has {0} columns; {1} were described.", run.Headings.Count, columns.Count);
            RefuseTwice(chosen, columns);
            run.Choose(kind, columns, options);
            if (chosen.ProblemOf(new ImportColumns(columns, options, run.Reading)) is { } problem)
                throw new BusinessRuleException(problem);

            await RememberAsync(db, run, ct);
            var taskId = tasks.Start(db, WorkKind, new Sentence("Check “{0}”", run.Name), new ImportStepInput(runId, goOn ? ImportStep.CheckAndRun : ImportStep.Check));
            run.Check(taskId);
            return taskId;
        }, ct);
    }

    /// <summary>Back to the columns, to describe them otherwise.</summary>
    public Task BackAsync(long runId, CancellationToken ct = default)
    {
        return ChangeAsync(runId, run => run.Choose(run.Kind, run.Columns, run.Options), ct);
    }

    public async Task<long> RunAsync(long runId, bool? allOrNothing = null, CancellationToken ct = default)
    {
        return await dbs.ChangeAsync(async db =>
        {
            var run = await OpenAsync(db, runId, ct);
            actor.Demand(KindOf(run).Permission);
            if (allOrNothing is { } chosen)
                run.Insist(chosen);
            var taskId = tasks.Start(db, WorkKind, new Sentence("Import “{0}”", run.Name), new ImportStepInput(runId, ImportStep.Run));
            run.Run(taskId, clock.GetUtcNow());
            return taskId;
        }, ct);
    }

    /// <summary>Goes on with an import that was stopped, from the row where it stopped.</summary>
    public async Task GoOnAsync(long runId, CancellationToken ct = default)
    {
        var run = await FindAsync(runId, ct);
        actor.Demand(KindOf(run).Permission);
        await ChangeAsync(runId, kept => kept.GoOn(), ct);
        await tasks.TryAgainAsync(run.TaskId!.Value, ct);
    }

    public async Task CancelAsync(long runId, CancellationToken ct = default)
    {
        if ((await FindAsync(runId, ct)).TaskId is { } task)
            await tasks.CancelAsync(task, ct);
    }

    public async Task<long> UndoAsync(long runId, CancellationToken ct = default)
    {
        return await dbs.ChangeAsync(async db =>
        {
            var run = await OpenAsync(db, runId, ct);
            actor.Demand(KindOf(run).Permission);
            var taskId = tasks.Start(db, WorkKind, new Sentence("Take back the import of “{0}”", run.Name), new ImportStepInput(runId, ImportStep.Undo));
            run.Undo(taskId);
            return taskId;
        }, ct);
    }

    /// <summary>An earlier import of the same content, so that people are told.</summary>
    public async Task<ImportRun?> EarlierAsync(ImportRun run, CancellationToken ct = default)
    {
        if (run.IsSelection)
            return null;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.ImportRuns.AsNoTracking().Where(r => r.Sha256 == run.Sha256 && r.Kind == run.Kind && r.Id != run.Id && r.State == ImportState.Done && r.CreatedAt < run.CreatedAt)
            .OrderByDescending(r => r.CreatedAt).FirstOrDefaultAsync(ct);
    }

    /// <summary>Work that was cancelled or failed leaves its import where it stopped.</summary>
    public async Task SettleAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var stopped = await (from run in db.ImportRuns
                             where run.State == ImportState.Checking || run.State == ImportState.Running || run.State == ImportState.Undoing
                             join task in db.BackgroundTasks on run.TaskId equals task.Id
                             where task.State == WorkState.Cancelled || task.State == WorkState.Failed
                             select run.Id).ToListAsync(ct);
        foreach (var runId in stopped)
        {
            await dbs.ChangeAsync(async change =>
            {
                var run = await change.ImportRuns.FirstAsync(r => r.Id == runId, ct);
                var task = await change.BackgroundTasks.AsNoTracking().FirstAsync(t => t.Id == run.TaskId, ct);
                if (task.State is WorkState.Cancelled or WorkState.Failed)
                    run.Stopped(task.State == WorkState.Cancelled, task.Note, clock.GetUtcNow());
            }, ct);
        }
    }

    internal ImportKind? Recognised(SheetLook look)
    {
        var folded = look.Headings.Select(ColumnGuess.Fold).ToHashSet();
        return Kinds.FirstOrDefault(k => k.Recognises(folded));
    }

    private async Task<SheetLook> LookAsync(string fileId, string name, SheetReading? chosen, CancellationToken ct)
    {
        await using var file = await files.OpenAsync(fileId, ct);
        return await sheets.LookAsync(file.Content, name, chosen, ct);
    }

    private async Task<ImportProfile?> ProfileAsync(IReadOnlyList<string> headings, string? kind, CancellationToken ct)
    {
        var signature = ImportProfile.SignatureOf(headings);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var allowed = Kinds.Select(k => k.Name).ToList();
        return await db.ImportProfiles.AsNoTracking().Where(p => p.Signature == signature && (kind == null || p.Kind == kind) && allowed.Contains(p.Kind)).OrderByDescending(p => p.UsedAt).FirstOrDefaultAsync(ct);
    }

    private async Task RememberAsync(InventoryDb db, ImportRun run, CancellationToken ct)
    {
        var signature = ImportProfile.SignatureOf(run.Headings);
        var profile = await db.ImportProfiles.FirstOrDefaultAsync(p => p.Kind == run.Kind && p.Signature == signature, ct);
        if (profile is null)
            await db.ImportProfiles.AddAsync(ImportProfile.Of(run, clock.GetUtcNow()), ct);
        else
            profile.Take(run, clock.GetUtcNow());
    }

    private static void RefuseTwice(ImportKind kind, IReadOnlyList<string> columns)
    {
        if (columns.Where(c => c.Length > 0).GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new BusinessRuleException("Two columns are “{0}”. Choose one of them, and leave the other out.", kind.Fields.FirstOrDefault(f => f.Key == twice.Key)?.Title ?? twice.Key);
        if (columns.FirstOrDefault(c => c.Length > 0 && kind.Fields.All(f => f.Key != c)) is { } unknown)
            throw new BusinessRuleException("There is no field “{0}” in this kind of import.", unknown);
    }

    private Task ChangeAsync(long runId, Action<ImportRun> change, CancellationToken ct) =>
        dbs.ChangeAsync(async db => change(await OpenAsync(db, runId, ct)), ct);

    private async Task<ImportRun> OpenAsync(InventoryDb db, long runId, CancellationToken ct)
    {
        var run = await db.ImportRuns.FirstOrDefaultAsync(r => r.Id == runId, ct) ?? throw new NotFoundException("This import is not there any more.");
        Demand(run);
        return run;
    }

    // work on a selection was begun in a list, by whoever may change its rows
    private void Demand(ImportRun run)
    {
        if (!run.IsSelection)
            actor.Demand(Permissions.DataImport);
        actor.Demand(KindOf(run).Permission);
    }
}
