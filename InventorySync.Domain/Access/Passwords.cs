using System.Text;
using Microsoft.AspNetCore.Identity;

namespace InventorySync.Domain.Access;

/// <summary>Keeps and checks passwords. A check takes as long for a person who does not exist.</summary>
public sealed class Passwords(IPasswordHasher<Person> hasher)
{
    private static readonly Person Nobody = new();

    private readonly Lazy<string> _nobodysHash = new(() => hasher.HashPassword(Nobody, SecretTokens.New()));

    /// <summary>Gives the person this password, if the rules allow it.</summary>
    public void Give(Person person, string? password, string field)
    {
        PasswordRules.Demand(password, field, person.DisplayName, person.Email);
        person.PasswordHash = hasher.HashPassword(person, Composed(password!));
        person.SecurityStamp = Text.RandomToken();
        person.Touch();
    }

    public bool IsRight(Person? person, string? password) => IsRight(person, password, out _);

    /// <summary>The newer hash is to be kept from now on where the kept one is of an older kind; otherwise it is null.</summary>
    public bool IsRight(Person? person, string? password, out string? newerHash)
    {
        newerHash = null;
        var typed = Composed(password ?? "");
        if (person?.PasswordHash is not { } hash || typed.Length > PasswordRules.MaxLength)
        {
            hasher.VerifyHashedPassword(Nobody, _nobodysHash.Value, "");
            return false;
        }

        var check = hasher.VerifyHashedPassword(person, hash, typed);
        if (check == PasswordVerificationResult.SuccessRehashNeeded)
            newerHash = hasher.HashPassword(person, typed);
        return check != PasswordVerificationResult.Failed;
    }

    // the same letters typed on another keyboard may come in another composition
    private static string Composed(string password) => password.Normalize(NormalizationForm.FormKC);
}
