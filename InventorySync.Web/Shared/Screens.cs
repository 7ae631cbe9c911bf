using InventorySync.Domain.Settings;

namespace InventorySync.Web.Shared;

/// <summary>Reads how the person of this request or circuit sees the shop.</summary>
public sealed class Screens(ShopSettings settings, OwnChoices choices, CurrentActor actor, IHttpContextAccessor request)
{
    /// <summary>What a browser remembers for whoever has not signed in.</summary>
    public const string ThemeCookie = "theme";
    public const string LanguageCookie = "language";

    private Screen? _screen;

    public async Task<Screen> CurrentAsync() => _screen ??= new Screen(
        await settings.GetAsync<ShopProfile>(),
        actor.Actor.PersonId is null ? OfTheBrowser(request.HttpContext) : await choices.ReadAsync());

    private static Choices OfTheBrowser(HttpContext? context)
    {
        if (context is null)
            return new Choices();

        var language = context.Request.Cookies[LanguageCookie];
        if (!Domain.Common.Languages.Exists(language))
            language = context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Select(l => l.Value.ToString().Split('-')[0]).FirstOrDefault(Domain.Common.Languages.Exists);
        return new Choices(language, TimeZone: null, context.Request.Cookies[ThemeCookie] is OwnChoices.Light or OwnChoices.Dark ? context.Request.Cookies[ThemeCookie] : null);
    }
}

/// <summary>Gives every page and circuit the language and the way of writing numbers of the person who asked for it.</summary>
public sealed class ScreenCulture(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, Screens screens)
    {
        if (IsForPeople(context))
        {
            var screen = await screens.CurrentAsync();
            System.Globalization.CultureInfo.CurrentCulture = screen.Culture;
            System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo(screen.Language);
        }

        await next(context);
    }

    // files need no language, and programs get figures that do not depend on one
    private static bool IsForPeople(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null
        || context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal)
        || (!context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) && context.Request.GetTypedHeaders().Accept.Any(a => a.MediaType == "text/html"));
}
