using System.Reflection;
using InventorySync.Domain.Audit;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace InventorySync.Data.Audit;

/// <summary>Reads from a context what is about to change of audited things and of the rows that belong to them.</summary>
internal static class AuditedSave
{
    public static bool IsChanged(EntityEntry entry) => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted;

    public static async Task<List<AuditDraft>> ReadAsync(InventoryDb db, CancellationToken ct)
    {
        var changed = db.ChangeTracker.Entries().Where(IsChanged).ToList();
        var drafts = new List<AuditDraft>();
        foreach (var entry in changed.Where(e => e.Entity is IAudited))
            drafts.Add(Draft(entry));
        foreach (var owned in changed.Where(e => e.Metadata.IsOwned()))
            OwnedRows.Add(db, owned, drafts);
        await AuditedParts.AddAsync(db, changed, drafts, ct);
        drafts.RemoveAll(d => d.Action == "changed" && !d.Written().Any());
        return drafts;
    }

    public static AuditDraft Draft(EntityEntry entry)
    {
        var draft = new AuditDraft(
            entry.State switch { EntityState.Added => "created", EntityState.Deleted => "deleted", _ => "changed" },
            entry.Metadata, entry, KeyOf(entry)) { LocationId = LocationOf(entry) };
        foreach (var property in entry.Properties.Where(p => IsTold(p, entry.State)))
        {
            draft.Add(new DraftField(
                property.Metadata.Name,
                entry.State == EntityState.Added ? null : property.OriginalValue,
                entry.State == EntityState.Deleted ? null : property.CurrentValue)
            {
                Secret = IsMarked<SecretAttribute>(property.Metadata),
                Refers = AuditedPrincipal(property.Metadata),
            });
        }

        return draft;
    }

    public static long? KeyOf(EntityEntry entry) =>
        entry.Metadata.FindPrimaryKey()?.Properties is [{ ClrType: { } type } key] && type == typeof(long) ? (long?)entry.Property(key.Name).CurrentValue : null;

    /// <summary>The audited thing whose key this column holds, alone or as part of a wider foreign key.</summary>
    public static IEntityType? AuditedPrincipal(IProperty property) => property.GetContainingForeignKeys()
        .FirstOrDefault(f => typeof(IAudited).IsAssignableFrom(f.PrincipalEntityType.ClrType) && HoldsKey(f, property))?.PrincipalEntityType;

    private static bool HoldsKey(IForeignKey foreignKey, IProperty property) =>
        foreignKey.PrincipalEntityType.FindPrimaryKey()?.Properties is [var key]
        && foreignKey.Properties.Zip(foreignKey.PrincipalKey.Properties).Any(pair => pair.First == property && pair.Second == key);

    private static long? LocationOf(EntityEntry entry) => entry.Entity is Domain.Places.Location
        ? KeyOf(entry)
        : entry.Metadata.FindProperty("LocationId") is { } location ? entry.Property(location.Name).CurrentValue as long? : null;

    private static bool IsTold(PropertyEntry property, EntityState state)
    {
        var meta = property.Metadata;
        if (meta.IsPrimaryKey() || meta.IsConcurrencyToken || IsMarked<NotAuditedAttribute>(meta))
            return false;

        return state switch
        {
            EntityState.Modified => property.IsModified,
            // what a new thing is not, has not or need not says nothing
            EntityState.Added => property.CurrentValue is not (null or "" or false) && AuditText.Of(property.CurrentValue) is not null,
            EntityState.Deleted => true,
            _ => false,
        };
    }

    private static bool IsMarked<TMark>(IProperty property)
        where TMark : Attribute =>
        property.PropertyInfo?.GetCustomAttribute<TMark>() is not null;
}
