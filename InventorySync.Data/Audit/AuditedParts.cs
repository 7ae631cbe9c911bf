using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace InventorySync.Data.Audit;

/// <summary>Rows of their own that people see as a list on a thing, such as the locations of a person: a change of them is told as a change of the thing,
/// from the whole list to the whole list.</summary>
internal static class AuditedParts
{
    private const string Annotation = "Shop:AuditedPartOf";

    /// <summary>Says of a table that its rows are such a list: whose key it holds, which of its keys is told, and as what.</summary>
    public static EntityTypeBuilder<TPart> IsAuditedPartOf<TPart>(this EntityTypeBuilder<TPart> builder, string owner, string told, string title)
        where TPart : class =>
        builder.HasAnnotation(Annotation, $"{owner}|{told}|{title}");

    public static async Task AddAsync(InventoryDb db, IEnumerable<EntityEntry> changed, List<AuditDraft> drafts, CancellationToken ct)
    {
        var lists = from entry in changed
                    where entry.State is EntityState.Added or EntityState.Deleted
                    let part = PartOf(entry.Metadata)
                    where part is not null
                    group entry by (Part: part, Owner: (long)entry.Property(part.Owner.Name).CurrentValue!);
        foreach (var list in lists.ToList())
            await AddAsync(db, list.Key.Part, list.Key.Owner, [.. list], drafts, ct);
    }

    private static async Task AddAsync(InventoryDb db, Part part, long ownerId, List<EntityEntry> changed, List<AuditDraft> drafts, CancellationToken ct)
    {
        var draft = drafts.Find(d => d.Type == part.OwnerType && d.Id == ownerId);
        // what goes or comes with the thing itself needs no second word, and a deleted thing has no lists
        if (draft?.Action == "deleted")
            return;

        long[] before = draft?.Action == "created" ? [] : await part.StoredAsync(db, ownerId, ct);
        var after = before
            .Except(changed.Where(e => e.State == EntityState.Deleted).Select(part.Value))
            .Union(changed.Where(e => e.State == EntityState.Added).Select(part.Value))
            .ToArray();
        if (draft is null)
        {
            var owner = db.ChangeTracker.Entries().FirstOrDefault(e => e.Metadata == part.OwnerType && AuditedSave.KeyOf(e) == ownerId);
            drafts.Add(draft = new AuditDraft("changed", part.OwnerType, owner, ownerId));
        }

        draft.Add(new DraftField(part.Title, before, after) { Refers = part.Refers });
    }

    private static Part? PartOf(IEntityType type)
    {
        if (type.FindAnnotation(Annotation)?.Value is not string text)
            return null;

        var words = text.Split('|');
        return new Part(type, type.FindProperty(words[0])!, type.FindProperty(words[1])!, words[2]);
    }

    private sealed record Part(IEntityType Type, IProperty Owner, IProperty Told, string Title)
    {
        public IEntityType OwnerType => Owner.GetContainingForeignKeys().First().PrincipalEntityType;

        public IEntityType? Refers => AuditedSave.AuditedPrincipal(Told);

        public long Value(EntityEntry entry) => (long)entry.Property(Told.Name).CurrentValue!;

        public Task<long[]> StoredAsync(InventoryDb db, long ownerId, CancellationToken ct) =>
            (Task<long[]>)typeof(Part).GetMethod(nameof(ReadAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
                .MakeGenericMethod(Type.ClrType).Invoke(this, [db, ownerId, ct])!;

        private async Task<long[]> ReadAsync<TPart>(InventoryDb db, long ownerId, CancellationToken ct)
            where TPart : class =>
            await db.Set<TPart>().IgnoreQueryFilters().AsNoTracking()
                .Where(p => EF.Property<long>(p, Owner.Name) == ownerId)
                .Select(p => EF.Property<long>(p, Told.Name))
                .ToArrayAsync(ct);
    }
}
