using InventorySync.Domain.Audit;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace InventorySync.Data.Audit;

/// <summary>Writes an audit entry beside every change of an audited thing, in the same transaction.</summary>
internal sealed class AuditInterceptor(TimeProvider clock) : SaveChangesInterceptor
{
    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is InventoryDb db)
            await WriteAsync(db, cancellationToken);
        return result;
    }

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        if (eventData.Context is InventoryDb db && db.ChangeTracker.Entries<IAudited>().Any(e => AuditedSave.IsChanged(e)))
            throw new InvalidOperationException("Audited things are saved by SaveChangesAsync: the audit may have to ask the database for names.");
        return result;
    }

    private async Task WriteAsync(InventoryDb db, CancellationToken ct)
    {
        var drafts = await AuditedSave.ReadAsync(db, ct);
        if (drafts.Count == 0)
            return;

        await AuditNames.FillInAsync(db, drafts, ct);
        var now = clock.GetUtcNow();
        foreach (var draft in drafts)
        {
            db.Audit(now, draft.Action, draft.Kind, draft.Id, draft.Name, draft.Written())
                .LocationId = draft.LocationId;
        }
    }
}
