namespace InventorySync.Domain.Access;

/// <summary>How somebody wants the screens; null where the shop's way or the device's is right.</summary>
public sealed record Choices(string? Language = null, string? TimeZone = null, string? Theme = null);

/// <summary>What people choose for themselves. It changes nobody else's work, so it asks for no permission and leaves no audit.</summary>
public sealed class OwnChoices(IDbContextFactory<InventoryDb> dbs, CurrentActor actor)
{
    public const string Light = "light";
    public const string Dark = "dark";

    public async Task<Choices> ReadAsync(CancellationToken ct = default)
    {
        if (actor.Actor.PersonId is not { } me)
            return new Choices();

        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.People.Where(p => p.Id == me).Select(p => new Choices(p.Language, p.TimeZone, p.Theme)).FirstOrDefaultAsync(ct) ?? new Choices();
    }

    public async Task ChooseLanguageAsync(string? language, CancellationToken ct = default)
    {
        if (language is not null && !Languages.Exists(language))
            throw new BusinessRuleException("Choose a language from the list.");

        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.People.Where(p => p.Id == actor.Actor.PersonId).ExecuteUpdateAsync(p => p.SetProperty(x => x.Language, language), ct);
    }

    public async Task ChooseTimeZoneAsync(string? zone, CancellationToken ct = default)
    {
        if (zone is not null && !TimeZones.Exists(zone))
            throw new BusinessRuleException("Choose a time zone from the list.");

        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.People.Where(p => p.Id == actor.Actor.PersonId).ExecuteUpdateAsync(p => p.SetProperty(x => x.TimeZone, zone), ct);
    }

    public async Task ChooseThemeAsync(string? theme, CancellationToken ct = default)
    {
        if (theme is not (null or Light or Dark))
            throw new BusinessRuleException("Choose light, dark or the device's own look.");

        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.People.Where(p => p.Id == actor.Actor.PersonId).ExecuteUpdateAsync(p => p.SetProperty(x => x.Theme, theme), ct);
    }
}
