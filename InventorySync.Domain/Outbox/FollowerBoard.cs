using InventorySync.Domain.Access;

namespace InventorySync.Domain.Outbox;

/// <summary>A follower as the events page shows it. Waiting is how many messages are still before it.</summary>
public sealed record FollowerCard(string Name, string Title, string? Description, long Waiting, DateTimeOffset? OldestWaiting, int PerMinute, int SetAside, FollowerPlace Place);

/// <summary>How far the followers are.</summary>
public sealed class FollowerBoard(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, FollowerTitles titles, TimeProvider clock)
{
    public async Task<IReadOnlyList<FollowerCard>> CardsAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.JobsView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var last = await db.OutboxSequence.Select(s => s.LastPosition).SingleAsync(ct);
        var places = await db.FollowerPlaces.AsNoTracking().ToListAsync(ct);
        var aside = await db.SetAsideMessages.GroupBy(m => m.Follower).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var cards = new List<FollowerCard>();
        foreach (var place in places.Where(p => titles.Has(p.Name)).OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            var waiting = Math.Max(0, last - place.Position);
            var oldest = waiting == 0 ? null : await db.Outbox.Where(m => m.Position == place.Position + 1).Select(m => (DateTimeOffset?)m.HappenedAt).SingleOrDefaultAsync(ct);
            cards.Add(new FollowerCard(place.Name, titles.Of(place.Name), titles.DescriptionOf(place.Name), waiting, oldest, place.RateAt(clock.GetUtcNow()), aside.GetValueOrDefault(place.Name), place));
        }

        return cards;
    }
}

/// <summary>The followers of this version of the program, and what people call them.</summary>
public sealed class FollowerTitles(IReadOnlyDictionary<string, FollowerType> followers)
{
    public bool Has(string name) => followers.ContainsKey(name);

    public string Of(string name) => followers.GetValueOrDefault(name)?.Words?.Title ?? name;

    public string? DescriptionOf(string name) => followers.GetValueOrDefault(name)?.Words?.Description;
}

/// <summary>A follower set a message aside, or a person dealt with one.</summary>
public sealed record SetAsideChanged(string Follower, string Kind)
{
    public static string SubjectOf(string follower) => $"outbox:{follower}";
}
