using System.Runtime.CompilerServices;
using InventorySync.Domain.Access;
using InventorySync.Domain.Files;

namespace InventorySync.Domain.Importing;

/// <summary>A row of the file that was not taken, as it stood there, and why.</summary>
public sealed record RejectedRow(IReadOnlyList<SheetCell> Cells, Sentence Reason, string? Field);

/// <summary>Gives the rows that were not taken, in the layout of the file they came in, to be corrected and given again.</summary>
public sealed class RejectedRows(IDbContextFactory<InventoryDb> dbs, Imports imports, ShopFiles files, ISheetFiles sheets, CurrentActor actor)
{
    private const int AtOnce = 5_000;

    public async IAsyncEnumerable<RejectedRow> ReadAsync(long runId, [EnumeratorCancellation] CancellationToken ct = default)
    {
        actor.Demand(Permissions.DataImport);
        var run = await imports.FindAsync(runId, ct);
        if (run.IsSelection || run.Wrong == 0)
            yield break;

        var wrong = new Queue<ImportRow>();
        var last = 0;
        await using var file = await files.OpenAsync(run.FileId!, ct);
        await foreach (var row in sheets.ReadAsync(file.Content, run.Reading, ct))
        {
            if (wrong.Count == 0 && !await FillAsync(run.Id, last, wrong, ct))
                yield break;
            if (row.Number != wrong.Peek().Number)
                continue;

            var rejected = wrong.Dequeue();
            last = rejected.Number;
            yield return new RejectedRow(row.Cells, rejected.Problem!, rejected.Field);
        }
    }

    private async Task<bool> FillAsync(long runId, int after, Queue<ImportRow> wrong, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        foreach (var row in await db.ImportRows.AsNoTracking().Where(r => r.RunId == runId && r.Outcome == RowOutcome.Wrong && r.Number > after).OrderBy(r => r.Number).Take(AtOnce).ToListAsync(ct))
            wrong.Enqueue(row);
        return wrong.Count > 0;
    }
}
