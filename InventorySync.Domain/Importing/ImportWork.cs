using System.Diagnostics;
using System.Runtime.CompilerServices;
using InventorySync.Domain.Access;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Files;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Importing;

/// <summary>An import moved on; screens that show it read it anew.</summary>
public sealed record ImportMoved(long RunId, ImportState State);

/// <summary>Looks at the rows of a file, imports them and takes them back, a chunk at a time. What a chunk does and how far it came are saved together.</summary>
public sealed class ImportWork(
    IDbContextFactory<InventoryDb> dbs, ShopFiles files, ISheetFiles sheets, IEnumerable<ImportKind> kinds, CurrentActor actor, TimeProvider clock, Progress progress) : IBackgroundWork
{
    /// <summary>Few enough to be small in memory, many enough for the loader of the database.</summary>
    public const int RowsAtOnce = 4_000;

    private const int Attempts = 4;

    private readonly Stopwatch _running = new();
    private long _seen;

    public string Kind => Imports.WorkKind;

    public async Task<WorkResult> RunAsync(RunningTask task, CancellationToken ct)
    {
        var input = task.Input<ImportStepInput>();
        _running.Start();
        switch (input.Step)
        {
            case ImportStep.Undo:
                return await UndoAsync(task, input.RunId, ct);
            case ImportStep.Run:
                return await ImportAsync(task, await FindAsync(input.RunId, ct), ct);
            default:
                if (task.Checkpoint<ImportDone>() is null && await CheckAsync(input.RunId, ct) is { } result && (input.Step == ImportStep.Check || !await BeginAsync(task, input.RunId, ct)))
                    return result;
                return await ImportAsync(task, await FindAsync(input.RunId, ct), ct);
        }
    }

    private async Task<WorkResult> CheckAsync(long runId, CancellationToken ct)
    {
        var run = await FindAsync(runId, ct);
        var kind = KindOf(run);
        await dbs.ChangeAsync(db => db.ImportRows.Where(r => r.RunId == runId).ExecuteDeleteAsync(ct), ct);
        var (pass, counts) = (new ImportPass(writes: false), ImportCounts.None);
        await foreach (var chunk in ChunksAsync(run, kind, ct))
        {
            NoteKeys(kind, pass, chunk);
            var plan = await dbs.ChangeAsync(async db =>
            {
                var planned = await kind.PlanAsync(new ImportContext(db, run, pass, actor.Actor, clock.GetUtcNow()), chunk, ct);
                db.ChangeTracker.Clear();
                await db.LoadAsync([.. planned.Rows.Select(r => new ImportRow(runId, r, written: false))], ct);
                return planned;
            }, ct);
            counts += ImportCounts.Of(plan.Rows);
            Report(run, chunk.Count, counts);
        }

        await ChangeAsync(runId, kept => kept.Checked(counts), ct);
        return new WorkResult(new Sentence("{0} new, {1} changed, {2} the same, {3} wrong.", counts.New, counts.Changed, counts.Same, counts.Wrong), LinkOf(runId));
    }

    // straight on, where nobody waits to look at the rows: the API and the watched folder
    private async Task<bool> BeginAsync(RunningTask task, long runId, CancellationToken ct)
    {
        var run = await FindAsync(runId, ct);
        if (run.New + run.Changed == 0)
        {
            await ChangeAsync(runId, kept => kept.Done(kept.Counts, clock.GetUtcNow()), ct);
            return false;
        }

        await ChangeAsync(runId, kept => kept.Run(task.Id, clock.GetUtcNow()), ct);
        return true;
    }

    private async Task<WorkResult> ImportAsync(RunningTask task, ImportRun run, CancellationToken ct)
    {
        (_seen, _) = (0, 0);
        _running.Restart();
        var counts = run.Options.AllOrNothing ? await AllAsync(task, run, ct) : await GoodOnesAsync(task, run, ct);
        return new WorkResult(
            counts.Wrong == 0
                ? new Sentence("{0} new, {1} changed, {2} the same.", counts.New, counts.Changed, counts.Same)
                : new Sentence("{0} new, {1} changed, {2} the same. {3} rows were wrong; the file of rejected rows names why.", counts.New, counts.Changed, counts.Same, counts.Wrong),
            LinkOf(run.Id));
    }

    /// <summary>A transaction for each chunk; the checkpoint goes with it, so that a chunk is done once or not at all.</summary>
    private async Task<ImportCounts> GoodOnesAsync(RunningTask task, ImportRun run, CancellationToken ct)
    {
        var done = task.Checkpoint<ImportDone>() ?? new ImportDone(0, ImportCounts.None);
        var (kind, pass) = (KindOf(run), new ImportPass(writes: true));
        await foreach (var chunk in ChunksAsync(run, kind, ct))
        {
            NoteKeys(kind, pass, chunk);
            if (chunk[^1].Number <= done.LastRow)
                _seen += chunk.Count;
            else
                done = await ChunkAsync(task, run, kind, pass, chunk, done, ct);
            Report(run, 0, done.Counts);
        }

        await dbs.ChangeAsync(async db =>
        {
            await EndAsync(db, run.Id, done.Counts, ct);
            await db.SaveChangesAsync(ct);
            await task.SaveCheckpointAsync(db, done, ct);
        }, ct);
        return done.Counts;
    }

    private async Task<ImportDone> ChunkAsync(RunningTask task, ImportRun run, ImportKind kind, ImportPass pass, IReadOnlyList<ImportedRow> chunk, ImportDone done, CancellationToken ct)
    {
        var begun = false;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var next = await dbs.ChangeAsync(async db =>
                {
                    // what an attempt that was taken back had made is not there
                    if (begun)
                        pass.Forget();
                    begun = true;
                    var counts = await WriteAsync(db, run, kind, pass, [.. chunk.Select(r => r.Again())], ct);
                    var after = new ImportDone(chunk[^1].Number, done.Counts + counts);
                    await db.ImportRuns.Where(r => r.Id == run.Id).ExecuteUpdateAsync(set => set
                        .SetProperty(r => r.New, after.Counts.New).SetProperty(r => r.Changed, after.Counts.Changed).SetProperty(r => r.Same, after.Counts.Same).SetProperty(r => r.Wrong, after.Counts.Wrong), ct);
                    await task.SaveCheckpointAsync(db, after, ct);
                    return after;
                }, ct);
                _seen += chunk.Count;
                return next;
            }
            catch (Exception failure) when (failure is DbUpdateException or ChangedMeanwhileException && attempt < Attempts)
            {
                // somebody took a SKU or a code in this very moment: the rows are looked at anew, and find it taken
            }
        }
    }

    /// <summary>Everything in one transaction; the first wrong row takes it all back.</summary>
    private Task<ImportCounts> AllAsync(RunningTask task, ImportRun run, CancellationToken ct) => dbs.ChangeAsync(async db =>
    {
        var (kind, pass, counts) = (KindOf(run), new ImportPass(writes: true), ImportCounts.None);
        _seen = 0;
        await foreach (var chunk in ChunksAsync(run, kind, ct))
        {
            NoteKeys(kind, pass, chunk);
            counts += await WriteAsync(db, run, kind, pass, chunk, ct);
            if (chunk.FirstOrDefault(r => r.IsWrong) is { } wrong)
                throw new BusinessRuleException("Row {0} is wrong, so nothing was imported: {1}", wrong.Number, wrong.Problem!.ToString());
            Report(run, chunk.Count, counts);
        }

        await EndAsync(db, run.Id, counts, ct);
        await db.SaveChangesAsync(ct);
        await task.SaveCheckpointAsync(db, new ImportDone(int.MaxValue, counts), ct);
        return counts;
    }, ct);

    /// <summary>The rows are planned anew at this moment and written, with what became of each.</summary>
    private async Task<ImportCounts> WriteAsync(InventoryDb db, ImportRun run, ImportKind kind, ImportPass pass, IReadOnlyList<ImportedRow> chunk, CancellationToken ct)
    {
        var (first, last) = (chunk[0].Number, chunk[^1].Number);
        var plan = await kind.PlanAsync(new ImportContext(db, run, pass, actor.Actor, clock.GetUtcNow()), chunk, ct);
        if (plan.Touches)
            await plan.ApplyAsync(ct);
        await db.SaveChangesAsync(ct);
        await db.ImportRows.Where(r => r.RunId == run.Id && r.Number >= first && r.Number <= last).ExecuteDeleteAsync(ct);
        await db.LoadAsync([.. plan.Rows.Select(r => new ImportRow(run.Id, r, written: true))], ct);
        db.ChangeTracker.Clear();
        return ImportCounts.Of(plan.Rows);
    }

    private async Task<WorkResult> UndoAsync(RunningTask task, long runId, CancellationToken ct)
    {
        var run = await FindAsync(runId, ct);
        var kind = KindOf(run);
        var done = task.Checkpoint<UndoDone>() ?? new UndoDone(int.MaxValue, 0, 0);
        var pass = new ImportPass(writes: true);
        while (true)
        {
            var before = done;
            // the last rows first: what was done last is taken back first
            done = await dbs.ChangeAsync(async db =>
            {
                pass.Forget();
                var rows = await db.ImportRows.Where(r => r.RunId == runId && r.Number < before.NextBelow && (r.Outcome == RowOutcome.New || r.Outcome == RowOutcome.Changed) && r.Written && r.Undo != RowUndo.TakenBack)
                    .OrderByDescending(r => r.Number).Take(RowsAtOnce).AsNoTracking().ToListAsync(ct);
                if (rows.Count == 0)
                    return before;
                await kind.UndoAsync(new ImportContext(db, run, pass, actor.Actor, clock.GetUtcNow()) { Options = new ImportOptions() }, rows, ct);
                await db.SaveChangesAsync(ct);
                await db.RewriteAsync(rows, [nameof(ImportRow.Undo), nameof(ImportRow.Problem)], ct);
                var taken = rows.Count(r => r.Undo == RowUndo.TakenBack);
                var after = new UndoDone(rows[^1].Number, before.TakenBack + taken, before.Kept + rows.Count - taken);
                await task.SaveCheckpointAsync(db, after, ct);
                return after;
            }, ct);
            progress.Report(done.TakenBack + done.Kept, run.New + run.Changed);
            if (done == before)
                break;
        }

        await ChangeAsync(runId, kept => kept.Undone(kept.TakenBack + done.TakenBack, clock.GetUtcNow()), ct);
        return new WorkResult(
            done.Kept == 0 ? new Sentence("{0} rows were taken back.", done.TakenBack) : new Sentence("{0} rows were taken back; {1} were changed since and stay as they are.", done.TakenBack, done.Kept), LinkOf(runId));
    }

    private async Task EndAsync(InventoryDb db, long runId, ImportCounts counts, CancellationToken ct)
    {
        var run = await db.ImportRuns.FirstAsync(r => r.Id == runId, ct);
        var now = clock.GetUtcNow();
        run.Done(counts, now);
        db.Audit(now, "imported", nameof(ImportRun), runId, run.Name, [new AuditedField { Name = "Kind", To = KindOf(run).Title }, new AuditedField { Name = "New", To = AuditText.Of(counts.New) }, new AuditedField { Name = "Changed", To = AuditText.Of(counts.Changed) }, new AuditedField { Name = "Wrong", To = AuditText.Of(counts.Wrong) }]);
        Tell(db, run);
    }

    private static void NoteKeys(ImportKind kind, ImportPass pass, IReadOnlyList<ImportedRow> chunk)
    {
        foreach (var row in chunk)
        {
            foreach (var key in kind.UniqueKeysOf(row).Where(k => k.Key.Length > 0))
            {
                if (pass.Seen.Note(key.Kind, key.Key, row.Number) is { } earlier)
                    row.Refuse(key.Field, new Sentence("“{0}” stands in row {1} already, and again here in row {2}. Keep one of them.", row.Raw(key.Field), earlier, row.Number));
            }
        }
    }

    private async IAsyncEnumerable<List<ImportedRow>> ChunksAsync(ImportRun run, ImportKind kind, [EnumeratorCancellation] CancellationToken ct)
    {
        var (chunk, group) = (new List<ImportedRow>(RowsAtOnce), "");
        await foreach (var row in RowsAsync(run, kind, ct))
        {
            var next = kind.GroupOf(row);
            // the rows of one product stay together
            if (chunk.Count >= RowsAtOnce && (next.Length == 0 || next != group || chunk.Count >= RowsAtOnce * 2))
            {
                yield return chunk;
                chunk = new List<ImportedRow>(RowsAtOnce);
            }

            chunk.Add(row);
            group = next;
        }

        if (chunk.Count > 0)
            yield return chunk;
    }

    private async IAsyncEnumerable<ImportedRow> RowsAsync(ImportRun run, ImportKind kind, [EnumeratorCancellation] CancellationToken ct)
    {
        var columns = new ImportColumns(run.Columns, run.Options, run.Reading);
        if (run.IsSelection)
        {
            foreach (var row in kind.RowsOf(run, columns))
                yield return row;
            yield break;
        }

        await using var file = await files.OpenAsync(run.FileId!, ct);
        await foreach (var row in sheets.ReadAsync(file.Content, run.Reading, ct))
        {
            var read = new ImportedRow(row.Number, row.Cells, columns);
            // most often a text holds the separator and stands without quotation marks: everything behind it would be read as something else
            if (row.Cells.Count > run.Headings.Count)
                read.Refuse("", new Sentence("This row has {0} cells, but there are {1} headings. Perhaps a text with the separator in it stands without quotation marks.", row.Cells.Count, run.Headings.Count));
            yield return read;
        }
    }

    private void Report(ImportRun run, int rows, ImportCounts counts)
    {
        _seen += rows;
        var perSecond = (long)(_seen / Math.Max(0.1, _running.Elapsed.TotalSeconds));
        progress.Report(_seen, Math.Max(run.Rows, _seen), new Sentence("{0} new, {1} changed, {2} the same, {3} wrong. {4} rows a second.", counts.New, counts.Changed, counts.Same, counts.Wrong, perSecond));
    }

    private ImportKind KindOf(ImportRun run)
    {
        var kind = kinds.FirstOrDefault(k => k.Name == run.Kind) ?? throw new BusinessRuleException("There is no import of the kind “{0}”.", run.Kind);
        actor.Demand(kind.Permission);
        return kind;
    }

    private async Task<ImportRun> FindAsync(long runId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.ImportRuns.AsNoTracking().FirstOrDefaultAsync(r => r.Id == runId, ct) ?? throw new NotFoundException("This import is not there any more.");
    }

    private Task ChangeAsync(long runId, Action<ImportRun> change, CancellationToken ct) => dbs.ChangeAsync(async db =>
    {
        var run = await db.ImportRuns.FirstAsync(r => r.Id == runId, ct);
        change(run);
        Tell(db, run);
    }, ct);

    private void Tell(InventoryDb db, ImportRun run) => db.Outbox.Add(OutboxMessage.Of(new ImportMoved(run.Id, run.State), FormattableString.Invariant($"import:{run.Id}"), clock.GetUtcNow()));

    private static string LinkOf(long runId) => FormattableString.Invariant($"/import/{runId}");

    private sealed record ImportDone(int LastRow, ImportCounts Counts);

    private sealed record UndoDone(int NextBelow, int TakenBack, int Kept);
}
