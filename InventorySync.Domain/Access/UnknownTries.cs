using System.Collections.Concurrent;

namespace InventorySync.Domain.Access;

/// <summary>Counts tries with e-mails that nobody has, so that a stranger cannot learn from the lock-out which ones exist.</summary>
public sealed class UnknownTries(TimeProvider clock)
{
    private const int MaxKnown = 10_000;

    private readonly ConcurrentDictionary<string, Tries> _tries = new();

    public DateTimeOffset? LockedUntil(string email) =>
        _tries.TryGetValue(email, out var tries) && tries.LockedUntil > clock.GetUtcNow() ? tries.LockedUntil : null;

    /// <summary>Counts one more and answers until when this e-mail is locked out, if so.</summary>
    public DateTimeOffset? Charge(string email)
    {
        if (_tries.Count >= MaxKnown)
            _tries.Clear();
        return _tries.AddOrUpdate(email, _ => After(0), (_, before) => After(before.LockedUntil is null ? before.Count : 0)).LockedUntil;
    }

    private Tries After(int before) => new(before + 1, before + 1 >= PasswordTries.MaxFailures ? clock.GetUtcNow() + PasswordTries.LockTime : null);

    private sealed record Tries(int Count, DateTimeOffset? LockedUntil);
}
