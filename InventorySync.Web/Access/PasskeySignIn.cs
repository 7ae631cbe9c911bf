using Microsoft.AspNetCore.Identity;

namespace InventorySync.Web.Access;

/// <summary>Lets in whoever proves to hold a passkey.</summary>
internal sealed class PasskeySignIn(SignInManager<Person> identity, UserManager<Person> people, SigningIn signingIn)
{
    /// <summary>At the second step it has to be a passkey of the person who entered the password.</summary>
    public async Task<SignInOutcome> TryAsync(HttpContext http, string credential, bool keep, long? ofPerson = null)
    {
        if (string.IsNullOrWhiteSpace(credential))
            return new SignInOutcome.Refused();

        var shown = await identity.PerformPasskeyAssertionAsync(credential);
        if (!shown.Succeeded || (ofPerson is not null && shown.User.Id != ofPerson))
            return new SignInOutcome.Refused();

        // keeps the counter by which a copied passkey would be noticed
        await people.AddOrUpdatePasskeyAsync(shown.User, shown.Passkey);
        return await signingIn.WithPasskeyAsync(shown.User.Id, SessionCookie.DeviceOf(http, keep), http.RequestAborted);
    }
}
