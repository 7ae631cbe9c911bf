using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace InventorySync.Web.Api;

/// <summary>Answers one thing with its version as the ETag; a caller who has that version already gets 304 without a body.</summary>
public sealed class Versioned<TResource>(TResource resource, ulong version) : IResult, IEndpointMetadataProvider
{
    /// <summary>Set where the thing was created by this call.</summary>
    public string? CreatedAt { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var tag = ETags.Of(version);
        response.Headers.ETag = tag;
        if (CreatedAt is not null)
        {
            response.StatusCode = StatusCodes.Status201Created;
            response.Headers.Location = CreatedAt;
        }
        else if (HttpMethods.IsGet(httpContext.Request.Method) && ETags.Matches(httpContext.Request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return response.WriteAsJsonAsync(resource, httpContext.RequestAborted);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        var isPost = builder.Metadata.OfType<IHttpMethodMetadata>().Any(m => m.HttpMethods.Contains(HttpMethods.Post));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(isPost ? StatusCodes.Status201Created : StatusCodes.Status200OK, typeof(TResource), ["application/json"]));
        builder.Metadata.Add(new AnswersETag());
    }
}

/// <summary>The endpoint's answers carry an ETag; for the API's document.</summary>
public sealed class AnswersETag;

/// <summary>The endpoint wants If-Match; for the API's document.</summary>
public sealed class WantsIfMatch;

/// <summary>The version that the caller read, from the header If-Match. An endpoint that takes it refuses calls without it.</summary>
public sealed record ExpectedVersion(ulong Number) : IEndpointParameterMetadataProvider
{
    public static ValueTask<ExpectedVersion> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var header = http.Request.Headers.IfMatch.ToString();
        if (header.Length == 0)
            throw new VersionMissingException();
        return ValueTask.FromResult(new ExpectedVersion(ETags.Read(header)
            ?? throw new InvalidCallException(HeaderNames.IfMatch, "Send one ETag as you read it, in its quotation marks.")));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new WantsIfMatch());
}

internal static class ETags
{
    public static string Of(ulong version) => string.Create(CultureInfo.InvariantCulture, $"\"{version:x}\"");

    public static ulong? Read(string tag) =>
        tag.Trim() is ['"', .. { Length: > 0 } version, '"'] && ulong.TryParse(version, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static bool Matches(string? ifNoneMatch, string tag) =>
        (ifNoneMatch ?? "").Split(',', StringSplitOptions.TrimEntries).Any(t => t == "*" || t == tag || t == $"W/{tag}");
}
