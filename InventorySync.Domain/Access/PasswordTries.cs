using InventorySync.Domain.Audit;

namespace InventorySync.Domain.Access;

/// <summary>Counts tries against a person's password and codes. Each is charged before it is checked, so that many at once count like one after the other.</summary>
public sealed class PasswordTries(Passwords passwords, TimeProvider clock)
{
    public const int MaxFailures = 5;

    public static readonly TimeSpan LockTime = TimeSpan.FromMinutes(15);

    /// <summary>Counts this try as a failure. The answer is until when the person is locked out, if so: then nothing is to be checked.</summary>
    public async Task<DateTimeOffset?> ChargeAsync(InventoryDb db, long personId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        DateTimeOffset? lockedUntil = now + LockTime;
        var charged = await db.People.Where(p => p.Id == personId && (p.LockoutEnd == null || p.LockoutEnd <= now)).ExecuteUpdateAsync(
            set => set
                .SetProperty(p => p.AccessFailedCount, p => p.LockoutEnd == null ? p.AccessFailedCount + 1 : 1)
                .SetProperty(p => p.LockoutEnd, p => p.LockoutEnd == null && p.AccessFailedCount + 1 >= MaxFailures ? lockedUntil : null),
            ct);
        return charged == 1 ? null : await db.People.Where(p => p.Id == personId).Select(p => p.LockoutEnd).SingleAsync(ct) ?? now;
    }

    /// <summary>The try was right, but the way in is not over yet.</summary>
    public static Task GiveBackAsync(InventoryDb db, long personId, CancellationToken ct) =>
        db.People.Where(p => p.Id == personId && p.AccessFailedCount > 0).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.AccessFailedCount, p => p.AccessFailedCount - 1).SetProperty(p => p.LockoutEnd, (DateTimeOffset?)null), ct);

    public static Task ForgetAsync(InventoryDb db, long personId, CancellationToken ct) =>
        db.People.Where(p => p.Id == personId).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.AccessFailedCount, 0).SetProperty(p => p.LockoutEnd, (DateTimeOffset?)null), ct);

    /// <summary>Writes the failure down, and the lock-out it may have led to. The answer is until when.</summary>
    public async Task<DateTimeOffset?> WriteFailureAsync(InventoryDb db, Person person, string why, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var until = await db.People.Where(p => p.Id == person.Id).Select(p => p.LockoutEnd).SingleAsync(ct);
        db.Audit(now, "sign-in failed", nameof(Person), person.Id, person.DisplayName, [new() { Name = "Reason", To = why }]);
        if (until > now)
            db.Audit(now, "locked out", nameof(Person), person.Id, person.DisplayName, [new() { Name = "Until", To = AuditText.Of(until) }]);
        await db.SaveChangesAsync(ct);
        return until > now ? until : null;
    }

    /// <summary>For somebody who is signed in already and confirms the own password.</summary>
    public async Task DemandRightAsync(InventoryDb db, Person person, string password, string field, CancellationToken ct)
    {
        if (await ChargeAsync(db, person.Id, ct) is { } locked)
            throw Locked(locked);
        if (!passwords.IsRight(person, password))
        {
            throw await WriteFailureAsync(db, person, "the password was wrong", ct) is { } until
                ? Locked(until)
                : new BusinessRuleException("This is not your present password.") { Field = field };
        }

        await ForgetAsync(db, person.Id, ct);
    }

    /// <summary>The refusal says how long it lasts, whatever zone the reader lives in.</summary>
    public BusinessRuleException Locked(DateTimeOffset until) => new(
        "Too many wrong tries. To keep strangers out, signing in is locked for another {0} minutes.", Math.Max(1, (int)Math.Ceiling((until - clock.GetUtcNow()).TotalMinutes)));
}
