using System.Collections.Concurrent;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Access;

/// <summary>What this node knows of the people who are signed in. A change is forgotten at once; the age is the safety net for a node that missed the news.</summary>
public sealed class SignedInPeople : IDisposable
{
    private const int MaxKnown = 10_000;

    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _clock;
    private readonly IDisposable[] _news;
    private readonly ConcurrentDictionary<string, Known> _known = new();
    private readonly Lock _forgetting = new();
    private long _changes;

    public SignedInPeople(IServiceScopeFactory scopes, LiveFeed feed, TimeProvider clock)
    {
        _scopes = scopes;
        _clock = clock;
        _news = [feed.Subscribe("person", OnNews), feed.Subscribe("role", OnNews)];
    }

    /// <summary>Somebody's rights or sessions changed: the person's number, or null when it may be anybody. Open screens listen.</summary>
    public event Action<long?>? Changed;

    /// <summary>Who holds this key, or null once the session is over. A look that is not the person's own doing does not keep the session alive.</summary>
    public async Task<SignedIn?> FindAsync(string sessionKey, string? address = null, bool seen = true, CancellationToken ct = default)
    {
        var hash = SecretTokens.Hash(sessionKey);
        if (_known.TryGetValue(hash, out var known) && _clock.GetUtcNow() - known.ReadAt < MaxAge)
            return known.Who;

        var changes = Interlocked.Read(ref _changes);
        var who = await ReadAsync(hash, address, seen, ct);
        Keep(hash, who, changes);
        return who;
    }

    /// <summary>Whether the session was ended by signing out in its own browser, not by somebody else or by its age.</summary>
    public async Task<bool> SignedOutAsync(string sessionKey, CancellationToken ct = default)
    {
        var hash = SecretTokens.Hash(sessionKey);
        await using var scope = _scopes.CreateAsyncScope();
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<InventoryDb>>().CreateDbContextAsync(ct);
        return await db.Sessions.AnyAsync(s => s.KeyHash == hash && s.SignedOut, ct);
    }

    public void ForgetPerson(long personId) => Forget(personId);

    public void ForgetAll() => Forget(personId: null);

    public void Dispose()
    {
        foreach (var subscription in _news)
            subscription.Dispose();
    }

    // what was changed on another node; this one has forgotten its own already
    private Task OnNews(OutboxMessage news)
    {
        switch (news.Kind)
        {
            case nameof(PersonAccessChanged):
                Forget(news.Read<PersonAccessChanged>().PersonId);
                break;
            case nameof(SessionsEnded):
                Forget(news.Read<SessionsEnded>().PersonId);
                break;
            case nameof(RoleChanged) or LiveFeed.Missed:
                Forget(personId: null);
                break;
        }

        return Task.CompletedTask;
    }

    private void Keep(string hash, SignedIn? who, long changes)
    {
        lock (_forgetting)
        {
            // what was read while something changed may be outdated already
            if (who is null || changes != _changes)
            {
                _known.TryRemove(hash, out _);
                return;
            }

            if (_known.Count >= MaxKnown)
                _known.Clear();
            _known[hash] = new Known(who, _clock.GetUtcNow());
        }
    }

    private void Forget(long? personId)
    {
        lock (_forgetting)
        {
            _changes++;
            foreach (var (hash, known) in _known)
            {
                if (personId is null || known.Who.PersonId == personId)
                    _known.TryRemove(hash, out _);
            }
        }

        Changed?.Invoke(personId);
    }

    private async Task<SignedIn?> ReadAsync(string hash, string? address, bool seen, CancellationToken ct)
    {
        await using var scope = _scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("Sign-in");
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<InventoryDb>>().CreateDbContextAsync(ct);

        var now = _clock.GetUtcNow();
        var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.KeyHash == hash && s.EndedAt == null, ct);
        if (session is null || session.IsOver(now, await scope.ServiceProvider.GetRequiredService<ShopSettings>().GetAsync<SignInSettings>()))
            return null;

        var who = await WhoAsync(db, session, ct);
        if (who is not null && seen && (now - session.LastSeenAt >= SeenEvery || (address ?? session.Address) != session.Address))
        {
            await db.Sessions.Where(s => s.Id == session.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now).SetProperty(s => s.Address, address ?? session.Address), ct);
        }

        return who;
    }

    private static async Task<SignedIn?> WhoAsync(InventoryDb db, SignInSession session, CancellationToken ct)
    {
        var person = await db.People.AsNoTracking().Include(p => p.Locations).SingleOrDefaultAsync(p => p.Id == session.PersonId && !p.Deactivated, ct);
        if (person is null)
            return null;

        var roles = await (from given in db.UserRoles
                           join role in db.Roles on given.RoleId equals role.Id
                           where given.UserId == person.Id
                           orderby role.Name
                           select new { role.Name, role.Permissions }).ToListAsync(ct);
        return new SignedIn
        {
            SessionId = session.Id,
            PersonId = person.Id,
            Name = person.DisplayName,
            Email = person.Email ?? "",
            HasSecondFactor = person.TwoFactorEnabled,
            Address = session.Address,
            Roles = [.. roles.Select(r => r.Name!)],
            Permissions = roles.SelectMany(r => r.Permissions).ToHashSet(),
            Locations = person.LimitedToLocations ? person.Locations.Select(l => l.LocationId).ToHashSet() : null,
        };
    }

    private sealed record Known(SignedIn Who, DateTimeOffset ReadAt);
}
