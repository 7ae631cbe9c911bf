using System.Security.Claims;
using InventorySync.Web.Shared;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace InventorySync.Web.Access;

/// <summary>Says who acts on an open screen: when it opens, before each click, and as soon as somebody's rights or sessions change.</summary>
internal sealed class CircuitActor(
    AuthenticationStateProvider authentication, SignedInPeople people, CurrentActor actor, CurrentSession session, Screens screens, ILogger<CircuitActor> log)
    : CircuitHandler, IDisposable
{
    private string? _key;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _key = SessionCookie.KeyOf((await authentication.GetAuthenticationStateAsync()).User);
        people.Changed += OnChanged;
        await RefreshAsync();
        // read before the first drawing: had that to wait for it, the page that came with the answer would vanish for a moment, and keys pressed then with it
        await screens.CurrentAsync();
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        await RefreshAsync();
        await next(context);
    };

    public void Dispose() => people.Changed -= OnChanged;

    private async Task RefreshAsync()
    {
        var before = session.SignedIn;
        var who = _key is null ? null : await people.FindAsync(_key);
        if (ReferenceEquals(who, before))
            return;

        session.SignedIn = who;
        session.SignedOut = who is null && before is not null && await people.SignedOutAsync(_key!);
        actor.Actor = who?.AsActor() ?? Actor.Visitor;
        if (authentication is not SessionAuthentication shown || before is null)
            return;

        // what the screen shows follows: links that are gone, pages that are forbidden now, or the way out
        if (who is null)
            shown.End();
        else if (!who.Permissions.SetEquals(before.Permissions))
            shown.Refresh();
    }

    private void OnChanged(long? personId)
    {
        if (personId is null || personId == session.SignedIn?.PersonId)
            _ = RefreshSafelyAsync();
    }

    private async Task RefreshSafelyAsync()
    {
        try
        {
            await RefreshAsync();
        }
        catch (Exception failure)
        {
            // the next click asks again
            log.LogWarning(failure, "Could not read anew what {Person} may do.", session.SignedIn?.Name);
        }
    }
}
