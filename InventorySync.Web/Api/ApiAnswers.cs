using System.Globalization;
using InventorySync.Domain.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace InventorySync.Web.Api;

/// <summary>The outermost part of the API: whatever happens further in, the answer is the endpoint's own or problem details.</summary>
public sealed class ApiAnswers(RequestDelegate next, Domain.Api.ApiSettings settings, ILogger<ApiAnswers> log)
{
    /// <summary>Calls of other systems; the pages under the same path are screens like all others.</summary>
    public static bool IsCall(HttpContext http) => http.Request.Path.StartsWithSegments("/api") && !http.Request.Path.StartsWithSegments("/api/docs");

    public async Task InvokeAsync(HttpContext http, ApiProblems problems)
    {
        if (!IsCall(http))
        {
            await next(http);
            return;
        }

        Speak(http);
        try
        {
            LimitBody(http);
            await next(http);
            if (http.Response is { StatusCode: >= 400, HasStarted: false, ContentLength: null, ContentType: null })
                await WriteBareAsync(http, problems);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            if (problems.For(failure, http) is not { } problem)
            {
                log.LogError(failure, "An API call failed: {Method} {Path}", http.Request.Method, http.Request.Path);
                problem = problems.Unexpected();
            }

            http.Response.Clear();
            await ApiProblems.WriteAsync(http, problem);
        }
    }

    // Words in the language that the caller asks for; figures never depend on one.
    private static void Speak(HttpContext http)
    {
        var wanted = http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Select(l => l.Value.ToString().Split('-')[0]).FirstOrDefault(Domain.Common.Languages.Exists);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(wanted ?? "en");
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
    }

    private void LimitBody(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is not null)
            return;

        // Where the length is known the server still takes the body in, or the caller would find a broken connection instead of the answer.
        if (http.Request.ContentLength > settings.MaxBodyBytes)
            throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
        if (http.Request.ContentLength is null && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = settings.MaxBodyBytes;
    }

    private static Task WriteBareAsync(HttpContext http, ApiProblems problems) => ApiProblems.WriteAsync(http, http.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => problems.Of(StatusCodes.Status401Unauthorized, http.Features.Get<ApiKeyRefusal>()?.Reason),
        StatusCodes.Status403Forbidden => problems.Forbidden(MissingScopes(http)),
        var status => problems.Of(status),
    });

    private static List<string> MissingScopes(HttpContext http)
    {
        var actor = http.RequestServices.GetRequiredService<CurrentActor>();
        var wanted = http.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>() ?? [];
        return [.. wanted.Select(w => w.Policy).OfType<string>().Where(p => Permissions.All.Any(known => known.Name == p) && !actor.May(p)).Distinct()];
    }
}
