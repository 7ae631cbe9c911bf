using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace InventorySync.Web.Api;

/// <summary>Answers one thing with its version as the ETag; a caller who has that version already gets 304 without a body.</summary>
public sealed class Versioned<TResource>(TResource resource, ulong version) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var tag = ETags.Of(version);
        httpContext.Response.Headers.ETag = tag;
        if (!HttpMethods.IsGet(httpContext.Request.Method) || !ETags.Matches(httpContext.Request.Headers.IfNoneMatch, tag))
            return httpContext.Response.WriteAsJsonAsync(resource, httpContext.RequestAborted);

        httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(TResource), ["application/json"]));
        builder.Metadata.Add(new AnswersETag());
    }
}

/// <summary>Answers what this call created, with its version and the address at which it can be read.</summary>
public sealed class CreatedVersion<TResource>(TResource resource, ulong version, string address) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status201Created;
        httpContext.Response.Headers.ETag = ETags.Of(version);
        httpContext.Response.Headers.Location = address;
        return httpContext.Response.WriteAsJsonAsync(resource, httpContext.RequestAborted);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(TResource), ["application/json"]));
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
