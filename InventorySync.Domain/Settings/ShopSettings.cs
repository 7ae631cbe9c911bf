using InventorySync.Domain.Access;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Settings;

/// <summary>Settings with the version they were read at, for a form.</summary>
public sealed record SettingsToEdit(object Value, ulong? Version);

/// <summary>A past change of a section as people read it.</summary>
public sealed record PastSettings(long Id, DateTimeOffset At, string ActorName, IReadOnlyList<AuditedField> Fields);

/// <summary>Everything the shop chooses for itself, by capability. Values are immutable records; every change is kept and can be put back.</summary>
public sealed class ShopSettings(
    IDbContextFactory<InventoryDb> dbs, CurrentActor actor, SettingsCache cache, SettingsContent content, IEnumerable<SettingsSection> sections, TimeProvider clock)
{
    /// <summary>The sections this actor may change, in the order of the settings page.</summary>
    public IReadOnlyList<SettingsSection> Sections => [.. sections.Where(s => actor.May(s.Permission)).OrderBy(s => s.Order).ThenBy(s => s.Title, StringComparer.Ordinal)];

    /// <summary>What holds now, from memory.</summary>
    public async Task<TSettings> GetAsync<TSettings>()
        where TSettings : class, new()
    {
        var section = SectionOf(typeof(TSettings));
        return (TSettings)await cache.GetAsync(section.Name, async () => (await StoredAsync(section, CancellationToken.None)).Value);
    }

    /// <summary>What holds now, from the database, with its version for the save. Secrets are masked; a mask that comes back keeps the secret.</summary>
    public async Task<SettingsToEdit> ReadAsync(SettingsSection section, CancellationToken ct = default)
    {
        actor.Demand(section.Permission);
        var stored = await StoredAsync(section, ct);
        return stored with { Value = SettingsContent.Masked(stored.Value) };
    }

    private async Task<SettingsToEdit> StoredAsync(SettingsSection section, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var stored = await db.Settings.AsNoTracking().SingleOrDefaultAsync(s => s.Section == section.Name, ct);
        return new SettingsToEdit(content.Read(section.Type, stored?.Content), stored?.Version);
    }

    public async Task<(TSettings Value, ulong? Version)> ReadAsync<TSettings>(CancellationToken ct = default)
        where TSettings : class, new()
    {
        var read = await ReadAsync(SectionOf(typeof(TSettings)), ct);
        return ((TSettings)read.Value, read.Version);
    }

    /// <summary>Saves a section. The version is the one that was read with it; null says that it was never saved before.</summary>
    public async Task SaveAsync(object settings, ulong? expectedVersion, CancellationToken ct = default)
    {
        var section = SectionOf(settings.GetType());
        actor.Demand(section.Permission);
        Input.Check(settings);
        await dbs.ChangeAsync(db => StoreAsync(db, section, settings, expectedVersion, ct), ct);
        cache.Forget(section.Name);
    }

    /// <summary>The last changes of a section, newest first.</summary>
    public async Task<IReadOnlyList<PastSettings>> HistoryAsync(SettingsSection section, int take = 50, CancellationToken ct = default)
    {
        actor.Demand(section.Permission);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var changes = await db.SettingsChanges.Where(c => c.Section == section.Name).OrderByDescending(c => c.Id).Take(take).ToListAsync(ct);
        return [.. changes.Select(c => new PastSettings(c.Id, c.At, c.ActorName, Differences(content.Read(section.Type, c.Before), content.Read(section.Type, c.After))))];
    }

    /// <summary>Puts a section back to what it was before this change, as a change of its own.</summary>
    public async Task PutBackAsync(long changeId, ulong? expectedVersion, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var change = await db.SettingsChanges.AsNoTracking().SingleOrDefaultAsync(c => c.Id == changeId, ct)
            ?? throw new NotFoundException("This change is not there any more.");
        var section = sections.Single(s => s.Name == change.Section);
        await SaveAsync(content.Read(section.Type, change.Before), expectedVersion, ct);
    }

    internal async Task StoreAsync(InventoryDb db, SettingsSection section, object settings, ulong? expectedVersion, CancellationToken ct)
    {
        var stored = await db.Settings.SingleOrDefaultAsync(s => s.Section == section.Name, ct);
        if (stored?.Version != expectedVersion)
            throw new ChangedMeanwhileException();

        var before = stored?.Content;
        var held = content.Read(section.Type, before);
        settings = SettingsContent.Unmasked(settings, held);
        var fields = Differences(held, settings);
        if (fields.Count == 0 && stored is not null)
            return;

        var now = clock.GetUtcNow();
        if (stored is null)
            db.Settings.Add(stored = new StoredSettings { Section = section.Name });
        stored.Content = content.Write(settings);
        stored.ChangedAt = now;
        db.SettingsChanges.Add(new SettingsChange
        {
            Section = section.Name,
            At = now,
            ActorKind = actor.Actor.Kind,
            ActorId = actor.Actor.PersonId ?? actor.Actor.ApiKeyId,
            ActorName = actor.Actor.Name,
            Before = before,
            After = stored.Content,
        });
        db.Audit(now, "changed", "Settings", stored.Id, section.Title, fields);
        db.Outbox.Add(OutboxMessage.Of(new SettingsChanged(section.Name), SettingsCache.Subject + section.Name, now));
        await SaveFirstAsync(db, ct);
    }

    // Two people who save a section for the first time at once: the second one's insert breaks the unique index.
    private static async Task SaveFirstAsync(InventoryDb db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (db.BrokenUniqueIndex(failure) is not null)
        {
            throw new ChangedMeanwhileException();
        }
    }

    private static List<AuditedField> Differences(object before, object after) =>
    [
        .. from property in SettingsContent.PropertiesOf(after.GetType())
           let was = AuditText.Of(property.GetValue(before))
           let comes = AuditText.Of(property.GetValue(after))
           where was != comes
           select SettingsContent.IsSecret(property)
               ? new AuditedField { Name = property.Name, From = AuditText.Hide(was), To = AuditText.Hide(comes) }
               : new AuditedField { Name = property.Name, From = was, To = comes },
    ];

    private SettingsSection SectionOf(Type type) =>
        sections.FirstOrDefault(s => s.Type == type) ?? throw new InvalidOperationException($"{type.Name} is not registered by AddSettings.");
}
