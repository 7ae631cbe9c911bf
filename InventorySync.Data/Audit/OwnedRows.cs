using InventorySync.Domain.Audit;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace InventorySync.Data.Audit;

/// <summary>Values that lie inside an audited thing (an address, a list of options), told as one field of it from the whole to the whole.</summary>
internal static class OwnedRows
{
    public static void Add(InventoryDb db, EntityEntry owned, List<AuditDraft> drafts)
    {
        var (owner, navigation) = OwnerOf(db, owned);
        if (owner is null || owner.Entity is not IAudited)
            return;

        var draft = drafts.Find(d => d.Thing?.Entity == owner.Entity);
        if (draft is null)
            drafts.Add(draft = AuditedSave.Draft(owner));
        if (draft.Fields.Any(f => f.Title == navigation))
            return;

        var rows = db.ChangeTracker.Entries().Where(e => e.Metadata == owned.Metadata && OwnerOf(db, e).Owner?.Entity == owner.Entity).ToList();
        draft.Add(new DraftField(
            navigation,
            Text(rows.Where(r => r.State != EntityState.Added).Select(r => r.OriginalValues)),
            Text(rows.Where(r => r.State != EntityState.Deleted).Select(r => r.CurrentValues))));
    }

    private static (EntityEntry? Owner, string Navigation) OwnerOf(InventoryDb db, EntityEntry owned)
    {
        var ownership = owned.Metadata.FindOwnership()!;
        var key = ownership.Properties.Select(p => owned.Property(p.Name).CurrentValue).ToArray();
        var owner = db.ChangeTracker.Entries().FirstOrDefault(e =>
            e.Metadata == ownership.PrincipalEntityType && ownership.PrincipalKey.Properties.Select(p => e.Property(p.Name).CurrentValue).SequenceEqual(key));
        return owner is { Metadata: var type } && type.IsOwned()
            ? OwnerOf(db, owner)
            : (owner, ownership.PrincipalToDependent?.Name ?? owned.Metadata.ShortName());
    }

    private static string? Text(IEnumerable<PropertyValues> rows) => AuditText.Of(rows.Select(Text));

    private static string Text(PropertyValues row) => string.Join(" ",
        row.Properties.Where(p => !p.IsPrimaryKey() && !p.IsForeignKey()).Select(p => AuditText.Of(row[p])).Where(v => v is not null));
}
