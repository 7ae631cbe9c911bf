using Microsoft.EntityFrameworkCore.Metadata;

namespace InventorySync.Data.Audit;

/// <summary>Puts names in the place of keys, with one question to the database for each kind of thing, and none for what is loaded already.</summary>
internal static class AuditNames
{
    // A change of more things than this keeps the numbers: the entry is for people, and nobody reads on.
    private const int MaxNames = 200;

    private static readonly System.Reflection.MethodInfo Read =
        typeof(AuditNames).GetMethod(nameof(ReadAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;

    public static async Task FillInAsync(InventoryDb db, List<AuditDraft> drafts, CancellationToken ct)
    {
        var wanted = drafts.SelectMany(d => d.Fields).Where(f => f.Refers is not null)
            .SelectMany(f => Keys(f.From).Concat(Keys(f.To)).Select(key => (Type: f.Refers!, Key: key)))
            .Concat(drafts.Where(d => d.Name.Length == 0 && d.Id is not null).Select(d => (d.Type, Key: d.Id!.Value)));
        var names = new Dictionary<(IEntityType, long), string>();
        foreach (var kind in wanted.Distinct().GroupBy(w => w.Type, w => w.Key))
        {
            foreach (var (key, name) in await NamesAsync(db, kind.Key, [.. kind], ct))
                names[(kind.Key, key)] = name;
        }

        foreach (var field in drafts.SelectMany(d => d.Fields).Where(f => f.Refers is not null))
        {
            field.From = Named(field.From, field.Refers!, names);
            field.To = Named(field.To, field.Refers!, names);
        }

        foreach (var draft in drafts.Where(d => d.Name.Length == 0 && d.Id is not null))
            draft.Name = names.GetValueOrDefault((draft.Type, draft.Id!.Value), $"#{draft.Id}");
    }

    private static object? Named(object? keys, IEntityType type, Dictionary<(IEntityType, long), string> names) => keys switch
    {
        null => null,
        long key => names.GetValueOrDefault((type, key), $"#{key}"),
        _ => Keys(keys).Select(key => names.GetValueOrDefault((type, key), $"#{key}")).Order(StringComparer.Ordinal).ToList(),
    };

    private static IEnumerable<long> Keys(object? value) => value switch
    {
        long key => [key],
        IEnumerable<long> keys => keys,
        _ => [],
    };

    private static async Task<Dictionary<long, string>> NamesAsync(InventoryDb db, IEntityType type, long[] keys, CancellationToken ct)
    {
        var names = db.ChangeTracker.Entries()
            .Where(e => e.Metadata == type && AuditedSave.KeyOf(e) is not null)
            .ToDictionary(e => AuditedSave.KeyOf(e)!.Value, e => ((IAudited)e.Entity).AuditName);
        var missing = keys.Where(k => !names.ContainsKey(k)).Take(MaxNames).ToArray();
        if (missing.Length > 0)
        {
            foreach (var (key, name) in await (Task<Dictionary<long, string>>)Read.MakeGenericMethod(type.ClrType).Invoke(null, [db, type.FindPrimaryKey()!.Properties[0].Name, missing, ct])!)
                names[key] = name;
        }

        return names;
    }

    // past the location limits of who acts: the audit tells what happened, and its readers have limits of their own
    private static async Task<Dictionary<long, string>> ReadAsync<T>(InventoryDb db, string key, long[] keys, CancellationToken ct)
        where T : class =>
        await db.Set<T>().IgnoreQueryFilters().AsNoTracking()
            .Where(t => keys.Contains(EF.Property<long>(t, key)))
            .Select(t => new { Key = EF.Property<long>(t, key), Thing = t })
            .ToDictionaryAsync(t => t.Key, t => ((IAudited)t.Thing).AuditName, ct);
}
