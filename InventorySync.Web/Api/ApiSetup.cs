using System.Text.Json;
using System.Text.Json.Serialization;
using InventorySync.Domain.Access;
using InventorySync.Domain.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace InventorySync.Web.Api;

public static class ApiSetup
{
    private const string Door = "Door";
    private const string Refusals = "Refusals";

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddApiKeys();
        services.AddSingleton(p => p.GetService<IConfiguration>()?.GetSection(ApiSettings.Section).Get<ApiSettings>() ?? new ApiSettings());
        services.AddSingleton<TokenBuckets>();
        services.AddScoped<ApiProblems>();
        services.AddHostedService<ApiKeyUseWriter>();
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.Configure<JsonOptions>(o => WriteAsTheApiDoes(o.SerializerOptions));
        services.AddApiDoor();
        ApiDocument.Add(services);
        services.AddSingleton<ApiReference>();
        return services;
    }

    /// <summary>Before sign-in: whatever happens further in becomes an answer that another system can read.</summary>
    public static IApplicationBuilder UseApiAnswers(this IApplicationBuilder app) => app.UseMiddleware<ApiAnswers>();

    /// <summary>After sign-in, before permissions.</summary>
    public static IApplicationBuilder UseApiLimits(this IApplicationBuilder app) => app.UseMiddleware<ApiLimits>();

    /// <summary>After permissions.</summary>
    public static IApplicationBuilder UseApiCalls(this IApplicationBuilder app) => app.UseMiddleware<ApiCalls>();

    /// <summary>The OpenAPI document, for everybody who has a key or is signed in.</summary>
    public static void MapApiDocument(this IEndpointRouteBuilder app) => app.MapOpenApi(ApiDocument.Path).RequireAuthorization();

    /// <summary>A capability's endpoints under /api/<paramref name="path"/>. Each says by RequireAuthorization which permission it needs.</summary>
    public static RouteGroupBuilder MapApiGroup(this IEndpointRouteBuilder app, string path, string title)
    {
        var group = app.MapGroup($"/api/{path}").WithTags(title).WithMetadata(new ApiEndpoint()).RequireAuthorization();
        group.AddEndpointFilterFactory((_, next) =>
        {
            return context => ActivatorUtilities.CreateInstance<InputValidation>(context.HttpContext.RequestServices).InvokeAsync(context, next);
        });
        return group;
    }

    public static void WriteAsTheApiDoes(JsonSerializerOptions json)
    {
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        json.NumberHandling = JsonNumberHandling.Strict;
        // a misspelled field that is passed over in silence is a change that somebody believes to be made
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.RespectNullableAnnotations = true;
    }

    // A key where one is sent, the browser's sign-in otherwise. What the API refuses it says itself, instead of showing the sign-in page.
    private static void AddApiDoor(this IServiceCollection services)
    {
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.Scheme, _ => { })
            .AddPolicyScheme(Door, null, o => o.ForwardDefaultSelector = http => ApiAnswers.IsCall(http) && ApiKeyHandler.Carries(http.Request) ? ApiKeyHandler.Scheme : SignInOf(http))
            .AddPolicyScheme(Refusals, null, o => o.ForwardDefaultSelector = http => ApiAnswers.IsCall(http) ? ApiKeyHandler.Scheme : SignInOf(http));
        services.PostConfigure<AuthenticationOptions>(o =>
        {
            o.DefaultAuthenticateScheme = Door;
            o.DefaultChallengeScheme = Refusals;
            o.DefaultForbidScheme = Refusals;
        });
    }

    private static string SignInOf(HttpContext http) =>
        http.RequestServices.GetRequiredService<IOptions<AuthenticationOptions>>().Value.SchemeMap.ContainsKey(IdentityConstants.ApplicationScheme)
            ? IdentityConstants.ApplicationScheme
            : ApiKeyHandler.Scheme;
}
