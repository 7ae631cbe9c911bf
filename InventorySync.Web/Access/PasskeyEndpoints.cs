using System.Globalization;
using InventorySync.Web.Languages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Access;

/// <summary>The two halves of a passkey ceremony that need a cookie: what the browser is asked for, and keeping what it made.</summary>
internal static class PasskeyEndpoints
{
    public const string AskPath = "/account/passkeys/ask";
    public const string NewPath = "/account/passkeys/new";
    public const string KeepPath = "/account/passkeys/keep";

    public static void MapPasskeys(this IEndpointRouteBuilder app)
    {
        app.MapPost(AskPath, AskAsync).AddEndpointFilter(Guard).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(NewPath, NewAsync).AddEndpointFilter(Guard).RequireAuthorization().ExcludeFromDescription();
        app.MapPost(KeepPath, KeepAsync).AddEndpointFilter(Guard).RequireAuthorization().ExcludeFromDescription();
    }

    // at the second step the browser is asked for a passkey of that person, otherwise for any of this shop
    private static async Task<IResult> AskAsync(HttpContext http, SignInManager<Person> identity, UserManager<Person> people)
    {
        var step = await SecondStepCookie.ReadAsync(http);
        var person = step is null ? null : await people.FindByIdAsync(step.PersonId.ToString(CultureInfo.InvariantCulture));
        return Results.Content(await identity.MakePasskeyRequestOptionsAsync(person), "application/json");
    }

    private static async Task<IResult> NewAsync(SignInManager<Person> identity, CurrentSession session, Confirmations confirmations, CancellationToken ct)
    {
        await confirmations.DemandAsync(ct);
        var who = session.SignedIn!;
        var options = await identity.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity
        {
            Id = who.PersonId.ToString(CultureInfo.InvariantCulture),
            Name = who.Email,
            DisplayName = who.Name,
        });
        return Results.Content(options, "application/json");
    }

    private static async Task<IResult> KeepAsync(NewPasskey passkey, SignInManager<Person> identity, SecondFactors factors, CancellationToken ct)
    {
        var made = await identity.PerformPasskeyAttestationAsync(passkey.Credential);
        if (!made.Succeeded)
            throw new BusinessRuleException("The passkey could not be checked. Try again, and stay on this page meanwhile.");

        return Results.Ok(new { codes = await factors.AddPasskeyAsync(made.Passkey, passkey.Name, ct) });
    }

    private static async ValueTask<object?> Guard(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var texts = http.RequestServices.GetRequiredService<IStringLocalizer<Texts>>();
        if (!await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
            return Results.Json(new { refusal = texts["This page was open for too long. Reload it and try again."].Value }, statusCode: StatusCodes.Status400BadRequest);

        try
        {
            return await next(context);
        }
        catch (BusinessRuleException refusal)
        {
            return Results.Json(new { refusal = refusal.In(texts) }, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }

    private sealed record NewPasskey(string Credential, string? Name);
}
