using InventorySync.Domain.Audit;

namespace InventorySync.Domain.Access;

/// <summary>What came of an attempt to sign in.</summary>
public abstract record SignInOutcome
{
    private SignInOutcome()
    {
    }

    /// <summary>The key goes into the browser's cookie and is known nowhere else.</summary>
    public sealed record Done(long PersonId, string SessionKey) : SignInOutcome;

    /// <summary>The password is right; the second step is still to come.</summary>
    public sealed record SecondStep(long PersonId) : SignInOutcome;

    public sealed record Locked(DateTimeOffset Until) : SignInOutcome;

    public sealed record Refused : SignInOutcome;
}

/// <summary>The ways in.</summary>
public sealed class SigningIn(IDbContextFactory<InventoryDb> dbs, Passwords passwords, PasswordTries tries, AuthenticatorKeys keys, UnknownTries unknown, TimeProvider clock)
{
    public async Task<SignInOutcome> WithPasswordAsync(string email, string password, Device device, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var normalized = Emails.Normalized(email);
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.NormalizedEmail == normalized && !p.Deactivated, ct);
        if (person is null)
            return await RefuseUnknownAsync(db, email, normalized, password, device, ct);
        if (await tries.ChargeAsync(db, person.Id, ct) is { } until)
            return new SignInOutcome.Locked(until);

        if (!passwords.IsRight(person, password, out var newerHash))
            return await RefuseAsync(db, person, "the password was wrong", device, ct);
        if (newerHash is not null)
            await db.People.Where(p => p.Id == person.Id && p.PasswordHash == person.PasswordHash).ExecuteUpdateAsync(set => set.SetProperty(p => p.PasswordHash, newerHash), ct);
        if (!person.TwoFactorEnabled)
            return await LetInAsync(db, person, SignInMethod.Password, device, ct);

        await PasswordTries.GiveBackAsync(db, person.Id, ct);
        return new SignInOutcome.SecondStep(person.Id);
    }

    public Task<SignInOutcome> WithAuthenticatorAsync(long personId, string code, Device device, CancellationToken ct = default) =>
        SecondStepAsync(personId, SignInMethod.AuthenticatorApp, db => UseAppCodeAsync(db, personId, code, ct), "the code was wrong", device, ct);

    public Task<SignInOutcome> WithRecoveryCodeAsync(long personId, string code, Device device, CancellationToken ct = default) =>
        SecondStepAsync(personId, SignInMethod.RecoveryCode, db => UseRecoveryCodeAsync(db, personId, code, ct), "the recovery code was wrong", device, ct);

    /// <summary>With what the person can take the second step; recovery codes are always among it.</summary>
    public async Task<(bool App, bool Passkey)> SecondStepsOfAsync(long personId, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return (await db.AuthenticatorApps.AnyAsync(a => a.PersonId == personId && a.ConfirmedAt != null, ct), await db.UserPasskeys.AnyAsync(p => p.UserId == personId, ct));
    }

    /// <summary>After the browser proved that it holds the passkey. It stands for both steps, and a lock-out by somebody who guesses does not stop it.</summary>
    public async Task<SignInOutcome> WithPasskeyAsync(long personId, Device device, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId && !p.Deactivated, ct) is { } person
            ? await LetInAsync(db, person, SignInMethod.Passkey, device, ct)
            : new SignInOutcome.Refused();
    }

    /// <summary>For the moment at which somebody chose the password with a link or in the guide.</summary>
    public async Task<SignInOutcome> WithNewPasswordAsync(long personId, SignInMethod method, Device device, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == personId, ct);
        return person.TwoFactorEnabled ? new SignInOutcome.SecondStep(personId) : await LetInAsync(db, person, method, device, ct);
    }

    private async Task<SignInOutcome> SecondStepAsync(
        long personId, SignInMethod method, Func<InventoryDb, Task<bool>> isRight, string failure, Device device, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId && !p.Deactivated, ct);
        if (person is null)
            return new SignInOutcome.Refused();
        if (await tries.ChargeAsync(db, personId, ct) is { } until)
            return new SignInOutcome.Locked(until);

        return await isRight(db) ? await LetInAsync(db, person, method, device, ct) : await RefuseAsync(db, person, failure, device, ct);
    }

    private async Task<bool> UseAppCodeAsync(InventoryDb db, long personId, string code, CancellationToken ct)
    {
        var app = await db.AuthenticatorApps.AsNoTracking().SingleOrDefaultAsync(a => a.PersonId == personId && a.ConfirmedAt != null, ct);
        if (app is null || OneTimeCode.Match(keys.Open(app.ProtectedKey), code, clock.GetUtcNow(), app.LastStep) is not { } step)
            return false;

        // of two who enter the same code at once only one gets in
        return await db.AuthenticatorApps.Where(a => a.PersonId == personId && a.LastStep < step).ExecuteUpdateAsync(set => set.SetProperty(a => a.LastStep, step), ct) == 1;
    }

    private async Task<bool> UseRecoveryCodeAsync(InventoryDb db, long personId, string code, CancellationToken ct)
    {
        var hash = RecoveryCodes.Hash(personId, code);
        return await db.RecoveryCodes.Where(c => c.PersonId == personId && c.Hash == hash && c.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, clock.GetUtcNow()), ct) == 1;
    }

    private async Task<SignInOutcome> LetInAsync(InventoryDb db, Person person, SignInMethod method, Device device, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await PasswordTries.ForgetAsync(db, person.Id, ct);
        var key = SecretTokens.New();
        db.Sessions.Add(new SignInSession
        {
            PersonId = person.Id,
            KeyHash = SecretTokens.Hash(key),
            Method = method,
            Browser = device.Browser,
            Address = device.Address,
            Kept = device.Keep,
            StartedAt = now,
            LastSeenAt = now,
            ConfirmedAt = now,
        });
        db.Actor = ActorOf(person, device);
        db.Audit(now, "signed in", nameof(Person), person.Id, person.DisplayName, [new() { Name = "Method", To = method.ToString() }, new() { Name = "Browser", To = device.Browser }]);
        await db.SaveChangesAsync(ct);
        return new SignInOutcome.Done(person.Id, key);
    }

    private async Task<SignInOutcome> RefuseAsync(InventoryDb db, Person person, string why, Device device, CancellationToken ct)
    {
        db.Actor = Actor.Visitor with { Address = device.Address };
        return await tries.WriteFailureAsync(db, person, why, ct) is { } until ? new SignInOutcome.Locked(until) : new SignInOutcome.Refused();
    }

    // Somebody without an account is answered in the same words, after the same time and with the same lock-out.
    private async Task<SignInOutcome> RefuseUnknownAsync(InventoryDb db, string email, string normalized, string password, Device device, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (unknown.LockedUntil(normalized) is { } locked)
            return new SignInOutcome.Locked(locked);

        passwords.IsRight(null, password);
        var until = unknown.Charge(normalized);
        db.Actor = Actor.Visitor with { Address = device.Address };
        // somebody who typed a password into this field should not find it in the audit
        db.Audit(now, "sign-in failed", nameof(Person), null, Emails.Valid(email) ? email.Trim() : "not an e-mail address", [new() { Name = "Reason", To = "nobody has this e-mail" }]);
        await db.SaveChangesAsync(ct);
        return until is null ? new SignInOutcome.Refused() : new SignInOutcome.Locked(until.Value);
    }

    private static Actor ActorOf(Person person, Device device) => new(ActorKind.Person, person.DisplayName) { PersonId = person.Id, Address = device.Address };
}
