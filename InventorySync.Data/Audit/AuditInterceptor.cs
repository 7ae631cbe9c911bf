using System.Globalization;
using System.Reflection;
using InventorySync.Domain.Audit;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;

namespace InventorySync.Data.Audit;

/// <summary>Writes an audit entry beside every change of an audited thing, in the same transaction.</summary>
internal sealed class AuditInterceptor(TimeProvider clock) : SaveChangesInterceptor
{
    private const string Hidden = "•••";

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is InventoryDb db)
            Write(db);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        if (eventData.Context is InventoryDb db)
            Write(db);
        return result;
    }

    private void Write(InventoryDb db)
    {
        var changed = db.ChangeTracker.Entries<IAudited>()
            .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .ToList();
        foreach (var entry in changed)
        {
            var fields = FieldsOf(entry);
            if (entry.State == EntityState.Modified && fields.Count == 0)
                continue;

            db.Audit.Add(new AuditEntry
            {
                At = clock.GetUtcNow(),
                ActorKind = db.Actor.Kind,
                ActorId = db.Actor.PersonId ?? db.Actor.ApiKeyId,
                ActorName = db.Actor.Name,
                Address = db.Actor.Address,
                Action = entry.State switch { EntityState.Added => "created", EntityState.Deleted => "deleted", _ => "changed" },
                SubjectKind = entry.Metadata.ClrType.Name,
                SubjectId = entry.Metadata.FindPrimaryKey()?.Properties is [{ ClrType: { } type } key] && type == typeof(long) ? (long?)entry.Property(key.Name).CurrentValue : null,
                SubjectName = entry.Entity.AuditName,
                Fields = fields,
            });
        }
    }

    private static List<AuditedField> FieldsOf(EntityEntry entry) =>
    [
        .. entry.Properties
            .Where(p => !p.Metadata.IsPrimaryKey() && !p.Metadata.IsConcurrencyToken && Written(p, entry.State) && !Marked<NotAuditedAttribute>(p.Metadata))
            .Select(p => Marked<SecretAttribute>(p.Metadata)
                ? new AuditedField { Name = p.Metadata.Name, From = entry.State == EntityState.Added ? null : Hidden, To = entry.State == EntityState.Deleted ? null : Hidden }
                : new AuditedField
                {
                    Name = p.Metadata.Name,
                    From = entry.State == EntityState.Added ? null : Show(p.OriginalValue),
                    To = entry.State == EntityState.Deleted ? null : Show(p.CurrentValue),
                }),
    ];

    private static bool Written(PropertyEntry property, EntityState state) => state switch
    {
        EntityState.Modified => property.IsModified && !Equals(property.OriginalValue, property.CurrentValue),
        EntityState.Added => property.CurrentValue is not null and not "",
        _ => true,
    };

    private static bool Marked<TMark>(IProperty property)
        where TMark : Attribute =>
        property.PropertyInfo?.GetCustomAttribute<TMark>() is not null;

    private static string? Show(object? value) => value switch
    {
        null => null,
        IEnumerable<string> list => string.Join(", ", list),
        DateTimeOffset at => at.ToString("u", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
