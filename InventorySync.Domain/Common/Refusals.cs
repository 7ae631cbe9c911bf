using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace InventorySync.Domain.Common;

/// <summary>What people read when the database itself refuses a save: two who take the same name in the same moment get the same words.</summary>
public static class Refusals
{
    private const string Field = "Shop:TakenField";
    private const string Sentence = "Shop:TakenSentence";

    /// <summary>A unique index with the refusal it stands for; the sentence gets the value of the field as {0}.</summary>
    public static IndexBuilder<T> IsUnique<T>(this IndexBuilder<T> index, string field, string sentence) =>
        index.IsUnique().HasAnnotation(Field, field).HasAnnotation(Sentence, sentence);

    internal static BusinessRuleException? Of(InventoryDb db, DbUpdateException failure)
    {
        if (db.BrokenUniqueIndex(failure) is { } name)
            return Taken(db, name, failure.Entries);
        // in a batch of many the failure does not always name the row it is about
        return db.BreaksReference(failure) && failure.Entries.Concat(db.ChangeTracker.Entries()).FirstOrDefault(e => e is { State: EntityState.Deleted, Entity: IAudited })?.Entity is IAudited used
            ? new BusinessRuleException("“{0}” is in use or has been used, so it cannot be deleted. Deactivate it instead.", used.AuditName)
            : null;
    }

    private static BusinessRuleException? Taken(InventoryDb db, string indexName, IReadOnlyList<EntityEntry> entries)
    {
        var index = db.Model.GetEntityTypes().SelectMany(e => e.GetDeclaredIndexes()).FirstOrDefault(i => i.GetDatabaseName() == indexName);
        if (index?[Sentence] is not string sentence || index[Field] is not string field)
            return null;

        var changed = db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified);
        var entry = entries.Concat(changed).FirstOrDefault(e => e.Metadata == index.DeclaringEntityType);
        return new BusinessRuleException(sentence, entry?.Property(field).CurrentValue ?? "") { Field = field };
    }
}
