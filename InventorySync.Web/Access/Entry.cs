using Microsoft.AspNetCore.Components;

namespace InventorySync.Web.Access;

/// <summary>Leads on after an attempt to sign in: into the shop, to the second step, or back with the reason.</summary>
internal sealed class Entry(SessionCookie session, NavigationManager navigation, PasswordTries tries)
{
    public async Task LetAsync(HttpContext http, SignInOutcome outcome, bool keep, string? returnUrl, string refusal)
    {
        switch (outcome)
        {
            case SignInOutcome.Done done:
                await SecondStepCookie.TakeBackAsync(http);
                await session.GiveAsync(http, done, keep);
                navigation.NavigateTo(LocalAddress.Of(returnUrl));
                break;
            case SignInOutcome.SecondStep step:
                await new SecondStepCookie(step.PersonId, keep).GiveAsync(http);
                navigation.NavigateTo(navigation.GetUriWithQueryParameters(SecondStepPage.Path, new Dictionary<string, object?> { [SignInPage.ReturnParameter] = returnUrl }));
                break;
            case SignInOutcome.Locked locked:
                throw tries.Locked(locked.Until);
            default:
                throw new BusinessRuleException(refusal);
        }
    }
}
