using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Access;

public sealed record OwnName
{
    [Required(ErrorMessage = "Enter your name.")]
    [StringLength(120, ErrorMessage = "The name is too long: 120 characters at most.")]
    public string Name { get; set; } = "";
}

public sealed record OwnEmail
{
    [Required(ErrorMessage = "Enter your e-mail address.")]
    public string Email { get; set; } = "";
}

public sealed record NewPassword
{
    [Required(ErrorMessage = "Enter your present password.")]
    public string Present { get; set; } = "";

    [Required(ErrorMessage = "Choose a new password.")]
    public string Password { get; set; } = "";
}

/// <summary>What everybody may change about the own account.</summary>
public sealed class OwnAccount(
    IDbContextFactory<InventoryDb> dbs, CurrentActor actor, CurrentSession session, Confirmations confirmations, Passwords passwords, SignedInPeople signedIn, TimeProvider clock)
{
    public Task RenameAsync(OwnName input, CancellationToken ct = default)
    {
        Input.Check(input);
        return ChangeAsync((_, person) =>
        {
            person.DisplayName = input.Name.Trim();
            return Task.CompletedTask;
        }, ct);
    }

    public async Task ChangeEmailAsync(OwnEmail input, CancellationToken ct = default)
    {
        var email = Emails.Demand(input.Email, nameof(input.Email));
        await confirmations.DemandAsync(ct);
        await ChangeAsync((_, person) =>
        {
            person.GiveEmail(email);
            return Task.CompletedTask;
        }, ct);
    }

    /// <summary>Sets a new password and signs out all other browsers.</summary>
    public async Task ChangePasswordAsync(NewPassword input, CancellationToken ct = default)
    {
        Input.Check(input);
        await confirmations.ConfirmAsync(input.Present, nameof(input.Present), ct);
        await ChangeAsync(async (db, person) =>
        {
            passwords.Give(person, input.Password, nameof(input.Password));
            var here = session.SignedIn?.SessionId;
            await db.EndSessionsAsync(person.Id, s => s.Id != here, "signed out everywhere", clock.GetUtcNow(), ct);
        }, ct);
    }

    private async Task ChangeAsync(Func<InventoryDb, Person, Task> change, CancellationToken ct)
    {
        var me = actor.Actor.PersonId ?? throw new ForbiddenException("");
        await dbs.ChangeAsync(async db =>
        {
            var person = await db.People.SingleAsync(p => p.Id == me, ct);
            await change(db, person);
            person.Touch();
            db.Outbox.Add(OutboxMessage.Of(new PersonAccessChanged(me), $"person:{me}", clock.GetUtcNow()));
        }, ct);
        signedIn.ForgetPerson(me);
    }
}
