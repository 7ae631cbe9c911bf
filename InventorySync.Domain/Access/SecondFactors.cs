using InventorySync.Domain.Audit;
using InventorySync.Domain.Outbox;
using Microsoft.AspNetCore.Identity;

namespace InventorySync.Domain.Access;

public sealed record SecondFactorState(bool App, DateTimeOffset? AppSince, int RecoveryCodesLeft, IReadOnlyList<OwnPasskey> Passkeys)
{
    public bool On => App || Passkeys.Count > 0;
}

/// <summary>Key is the credential's number as text, for addresses and buttons.</summary>
public sealed record OwnPasskey(string Key, string Name, DateTimeOffset CreatedAt);

/// <summary>The key for the app: as text to type, and as the address that its QR code says.</summary>
public sealed record AppKey(string Key, string Address);

/// <summary>The second step of the own account: authenticator app, passkeys, and recovery codes for the day both are out of reach.
/// Once there is one, the password alone opens the account no more.</summary>
public sealed class SecondFactors(
    IDbContextFactory<InventoryDb> dbs, CurrentActor actor, Confirmations confirmations, AuthenticatorKeys keys, SignedInPeople signedIn, TimeProvider clock)
{
    private const string Product = "InventorySync";
    private const int MaxPasskeys = 20;

    public async Task<SecondFactorState> StateAsync(CancellationToken ct = default)
    {
        var me = Me();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var app = await db.AuthenticatorApps.AsNoTracking().SingleOrDefaultAsync(a => a.PersonId == me && a.ConfirmedAt != null, ct);
        var passkeys = await db.UserPasskeys.AsNoTracking().Where(p => p.UserId == me).ToListAsync(ct);
        return new SecondFactorState(
            app is not null, app?.ConfirmedAt, await db.RecoveryCodes.CountAsync(c => c.PersonId == me && c.UsedAt == null, ct),
            [.. passkeys.OrderBy(p => p.Data.CreatedAt).Select(p => new OwnPasskey(KeyOf(p.CredentialId), p.Data.Name ?? "", p.Data.CreatedAt))]);
    }

    /// <summary>Begins with a new app. The present one goes on to work until a code of the new one was entered.</summary>
    public async Task<AppKey> BeginAppAsync(CancellationToken ct = default)
    {
        await confirmations.DemandAsync(ct);
        var me = Me();
        var key = OneTimeCode.NewKey();
        var email = "";
        await dbs.ChangeAsync(async db =>
        {
            email = await db.People.Where(p => p.Id == me).Select(p => p.Email!).SingleAsync(ct);
            var app = await db.AuthenticatorApps.SingleOrDefaultAsync(a => a.PersonId == me, ct);
            if (app is null)
                db.AuthenticatorApps.Add(app = new AuthenticatorApp { PersonId = me });
            app.ProtectedNewKey = keys.Protect(key);
        }, ct);
        return new AppKey(key, OneTimeCode.AddressOf(key, Product, email));
    }

    /// <summary>Ends with a code that the new app shows. The answer are recovery codes, where this is the first second factor.</summary>
    public Task<IReadOnlyList<string>?> ConfirmAppAsync(string? code, CancellationToken ct = default) => ChangeAsync("authenticator app added", async (db, me) =>
    {
        var now = clock.GetUtcNow();
        var app = await db.AuthenticatorApps.SingleOrDefaultAsync(a => a.PersonId == me.Id, ct);
        if (app?.ProtectedNewKey is not { } protectedKey || OneTimeCode.Match(keys.Open(protectedKey), code, now, lastUsed: 0) is not { } step)
            throw new BusinessRuleException("This is not the code that the app shows now. Wait for the next one and enter it.") { Field = "Code" };

        app.ProtectedKey = protectedKey;
        app.ProtectedNewKey = null;
        app.ConfirmedAt = now;
        app.LastStep = step;
    }, ct);

    public Task RemoveAppAsync(CancellationToken ct = default) =>
        ChangeAsync("authenticator app removed", (db, me) => db.AuthenticatorApps.Where(a => a.PersonId == me.Id).ExecuteDeleteAsync(ct), ct);

    /// <summary>Keeps a passkey that the browser made and the framework checked. The answer are recovery codes, where this is the first second factor.</summary>
    public Task<IReadOnlyList<string>?> AddPasskeyAsync(UserPasskeyInfo passkey, string? name, CancellationToken ct = default) => ChangeAsync("passkey added", async (db, me) =>
    {
        if (await db.UserPasskeys.CountAsync(p => p.UserId == me.Id, ct) >= MaxPasskeys)
            throw new BusinessRuleException("Twenty passkeys are enough. Remove one that you do not use any more.");
        if (await db.UserPasskeys.AnyAsync(p => p.CredentialId == passkey.CredentialId, ct))
            throw new BusinessRuleException("This passkey is here already.");

        db.UserPasskeys.Add(new IdentityUserPasskey<long>
        {
            UserId = me.Id,
            CredentialId = passkey.CredentialId,
            Data = new IdentityPasskeyData
            {
                Name = NameOf(name),
                PublicKey = passkey.PublicKey,
                CreatedAt = clock.GetUtcNow(),
                SignCount = passkey.SignCount,
                Transports = passkey.Transports,
                IsUserVerified = passkey.IsUserVerified,
                IsBackupEligible = passkey.IsBackupEligible,
                IsBackedUp = passkey.IsBackedUp,
                AttestationObject = passkey.AttestationObject,
                ClientDataJson = passkey.ClientDataJson,
            },
        });
    }, ct);

    public async Task RenamePasskeyAsync(string key, string? name, CancellationToken ct = default)
    {
        var me = Me();
        var credentialId = IdOf(key);
        await dbs.ChangeAsync(async db =>
        {
            var passkey = await db.UserPasskeys.SingleOrDefaultAsync(p => p.UserId == me && p.CredentialId == credentialId, ct) ?? throw Missing();
            passkey.Data.Name = NameOf(name);
        }, ct);
    }

    public Task RemovePasskeyAsync(string key, CancellationToken ct = default) => ChangeAsync("passkey removed", async (db, me) =>
    {
        var credentialId = IdOf(key);
        if (await db.UserPasskeys.Where(p => p.UserId == me.Id && p.CredentialId == credentialId).ExecuteDeleteAsync(ct) == 0)
            throw Missing();
    }, ct);

    /// <summary>Ten new recovery codes; the old ones open nothing any more.</summary>
    public async Task<IReadOnlyList<string>> RenewRecoveryCodesAsync(CancellationToken ct = default)
    {
        IReadOnlyList<string> codes = [];
        await ChangeAsync("recovery codes renewed", async (db, me) =>
        {
            if (!me.TwoFactorEnabled)
                throw new BusinessRuleException("Recovery codes stand in for a second factor. Set up an authenticator app or a passkey first.");
            codes = await WriteCodesAsync(db, me.Id, ct);
        }, ct);
        return codes;
    }

    private async Task<IReadOnlyList<string>?> ChangeAsync(string action, Func<InventoryDb, Person, Task> change, CancellationToken ct)
    {
        await confirmations.DemandAsync(ct);
        var me = Me();
        var codes = await dbs.ChangeAsync(async db =>
        {
            var person = await db.People.SingleAsync(p => p.Id == me, ct);
            await change(db, person);
            await db.SaveChangesAsync(ct);
            db.Audit(clock.GetUtcNow(), action, nameof(Person), me, person.DisplayName);
            return await SettleAsync(db, person, ct);
        }, ct);
        signedIn.ForgetPerson(me);
        return codes;
    }

    // The second step is asked as long as there is something to take it with, and then there are always recovery codes too.
    private async Task<IReadOnlyList<string>?> SettleAsync(InventoryDb db, Person person, CancellationToken ct)
    {
        var before = person.TwoFactorEnabled;
        person.TwoFactorEnabled = await db.AuthenticatorApps.AnyAsync(a => a.PersonId == person.Id && a.ConfirmedAt != null, ct)
            || await db.UserPasskeys.AnyAsync(p => p.UserId == person.Id, ct);
        person.Touch();
        db.Outbox.Add(OutboxMessage.Of(new PersonAccessChanged(person.Id), $"person:{person.Id}", clock.GetUtcNow()));
        if (!person.TwoFactorEnabled)
            await db.RecoveryCodes.Where(c => c.PersonId == person.Id).ExecuteDeleteAsync(ct);
        return person.TwoFactorEnabled && !before ? await WriteCodesAsync(db, person.Id, ct) : null;
    }

    private static async Task<IReadOnlyList<string>> WriteCodesAsync(InventoryDb db, long personId, CancellationToken ct)
    {
        var codes = RecoveryCodes.New();
        await db.RecoveryCodes.Where(c => c.PersonId == personId).ExecuteDeleteAsync(ct);
        foreach (var code in codes)
            await db.RecoveryCodes.AddAsync(new RecoveryCode { PersonId = personId, Hash = RecoveryCodes.Hash(personId, code) }, ct);
        return codes;
    }

    private long Me() => actor.Actor.PersonId ?? throw new ForbiddenException("");

    private static string NameOf(string? name) => name?.Trim() switch
    {
        null or "" => throw new BusinessRuleException("Give the passkey a name, such as “Office computer”.") { Field = "Name" },
        { Length: > 60 } => throw new BusinessRuleException("The name is too long: 60 characters at most.") { Field = "Name" },
        var given => given,
    };

    private static string KeyOf(byte[] credentialId) => Convert.ToHexStringLower(credentialId);

    private static byte[] IdOf(string key) => key.All(char.IsAsciiHexDigit) && key.Length % 2 == 0 ? Convert.FromHexString(key) : throw Missing();

    private static NotFoundException Missing() => new("This passkey is not here any more.");
}
