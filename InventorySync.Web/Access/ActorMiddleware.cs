namespace InventorySync.Web.Access;

/// <summary>Says for each request who acts, before anything is allowed or refused.</summary>
internal sealed class ActorMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http, CurrentActor actor, CurrentSession session)
    {
        var address = SessionCookie.AddressOf(http);
        if (session.SignedIn is { } person)
            actor.Actor = person.AsActor(address);
        else if (actor.Actor.Kind == ActorKind.Visitor)
            actor.Actor = Actor.Visitor with { Address = address };
        return next(http);
    }
}
