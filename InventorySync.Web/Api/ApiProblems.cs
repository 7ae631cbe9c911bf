using System.Text.Json;
using System.Text.RegularExpressions;
using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Api;

/// <summary>Input of a call that cannot be read or is not allowed, by field or parameter.</summary>
public sealed class InvalidCallException(IReadOnlyDictionary<string, string[]> errors) : Exception("The call has errors in its fields.")
{
    public InvalidCallException(string field, string sentence)
        : this(new Dictionary<string, string[]> { [field] = [sentence] })
    {
    }

    public IReadOnlyDictionary<string, string[]> Errors { get; } = errors;
}

/// <summary>The call changes something without saying which version of it was read.</summary>
public sealed class VersionMissingException : Exception;

/// <summary>Every refusal and failure of the API as problem details (RFC 9457), in words that say what to do.</summary>
public sealed partial class ApiProblems(IStringLocalizer<Texts> texts)
{
    public const string ContentType = "application/problem+json";

    private const string TypePrefix = "urn:inventorysync:problem:";

    /// <summary>The problem that a failure of the call is answered with; null when nobody expected it.</summary>
    public ProblemDetails? For(Exception failure, HttpContext http) => failure switch
    {
        InvalidCallException invalid => Invalid(invalid.Errors),
        InvalidInputException input => Invalid(input.Problems.GroupBy(p => JsonNamingPolicy.CamelCase.ConvertName(p.Field)).ToDictionary(f => f.Key, f => f.Select(p => texts[p.Sentence].Value).ToArray())),
        VersionMissingException => Of(StatusCodes.Status428PreconditionRequired),
        ForbiddenException forbidden => Forbidden([forbidden.Permission]),
        NotFoundException missing => WithField(Of(StatusCodes.Status404NotFound, Words(failure)), missing.Field),
        ChangedMeanwhileException when http.Request.Headers.IfMatch.Count > 0 => Of(StatusCodes.Status412PreconditionFailed),
        ChangedMeanwhileException => Of(StatusCodes.Status409Conflict, Words(failure)),
        BusinessRuleException refused => WithField(Of(StatusCodes.Status422UnprocessableEntity, Words(failure)), refused.Field),
        BadHttpRequestException unreadable => Unreadable(unreadable),
        _ => null,
    };

    private static ProblemDetails WithField(ProblemDetails problem, string? field)
    {
        if (field is not null)
            problem.Extensions["field"] = JsonNamingPolicy.CamelCase.ConvertName(field);
        return problem;
    }

    public ProblemDetails Of(int status, string? detail = null)
    {
        var (name, title, standard) = Kind(status);
        return new ProblemDetails { Type = TypePrefix + name, Status = status, Title = texts[title], Detail = texts[detail ?? standard] };
    }

    /// <summary>What a status means, for the API's document.</summary>
    public static string TitleOf(int status) => Kind(status).Title;

    public ProblemDetails Invalid(IReadOnlyDictionary<string, string[]> errors)
    {
        var problem = Of(StatusCodes.Status400BadRequest);
        problem.Extensions["errors"] = errors;
        return problem;
    }

    public ProblemDetails Forbidden(IReadOnlyCollection<string> missing)
    {
        if (missing.Count == 0)
            return Of(StatusCodes.Status403Forbidden);

        var problem = Of(StatusCodes.Status403Forbidden, texts["This needs “{0}” ({1}). Create a key with this scope, or ask the shop's owner for the permission.", Permissions.TitleOf(missing.First()), missing.First()]);
        problem.Extensions["missingScopes"] = missing;
        return problem;
    }

    /// <summary>Nothing of what happened leaves the house; the correlation id finds it in the log.</summary>
    public ProblemDetails Unexpected() => Of(StatusCodes.Status500InternalServerError);

    public static Task WriteAsync(HttpContext http, ProblemDetails problem)
    {
        problem.Instance ??= http.Request.PathBase + http.Request.Path;
        problem.Extensions["correlationId"] = System.Diagnostics.Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        http.Response.StatusCode = problem.Status ?? StatusCodes.Status500InternalServerError;
        return http.Response.WriteAsJsonAsync(problem, options: null, ContentType, http.RequestAborted);
    }

    private string Words(Exception failure) => failure is BusinessRuleException refused ? texts[refused.Sentence, [.. refused.Arguments]] : failure.Message;

    private ProblemDetails Unreadable(BadHttpRequestException unreadable)
    {
        if (unreadable.StatusCode != StatusCodes.Status400BadRequest)
            return Of(unreadable.StatusCode);
        if (unreadable.InnerException is JsonException json)
            return Invalid(UnreadableJson(json));
        if (UnboundParameter().Match(unreadable.Message) is { Success: true } match)
            return Invalid(Single(match.Groups["name"].Value, texts["“{0}” cannot be read here.", match.Groups["value"].Value]));
        if (MissingParameter().Match(unreadable.Message) is { Success: true } missing)
            return Invalid(Single(missing.Groups["name"].Value, texts["This is missing."]));
        return Of(StatusCodes.Status400BadRequest, texts["The body is missing or cannot be read. Send it as JSON."]);
    }

    private Dictionary<string, string[]> UnreadableJson(JsonException json)
    {
        if (MissingFields().Match(json.Message) is { Success: true } missing)
            return missing.Groups["names"].Value.Split(',').ToDictionary(n => n.Trim(' ', '\'', '.'), _ => new[] { texts["This field is missing."].Value });

        var field = (json.Path ?? "$").TrimStart('$', '.');
        if (json.Message.Contains("could not be mapped", StringComparison.Ordinal))
            return Single(field, texts["There is no such field here. The fields are listed in the API's documentation."]);
        return field.Length == 0
            ? Single("body", texts["The body is not well-formed JSON (line {0}, position {1}).", (json.LineNumber ?? 0) + 1, (json.BytePositionInLine ?? 0) + 1])
            : Single(field, texts["The value of this field is not of the kind that belongs here. The kinds are listed in the API's documentation."]);
    }

    private static Dictionary<string, string[]> Single(string field, string sentence) => new() { [field] = [sentence] };

    private static (string Name, string Title, string Standard) Kind(int status) => status switch
    {
        400 => ("invalid", "The call has mistakes", "Correct the fields named here and send the call again."),
        401 => ("unauthenticated", "No valid key", "Send a key of this shop as “Authorization: Bearer isk_…”."),
        403 => ("forbidden", "Not allowed", "The key or person that calls may not do this."),
        404 => ("not-found", "Not found", "There is nothing at this address. The addresses are listed in the API's documentation."),
        405 => ("method", "Not possible here", "This address does not take this method; the Allow header names those it takes."),
        409 => ("conflict", "Changed meanwhile", "Somebody else changed this meanwhile. Read it again, then repeat your change."),
        412 => ("stale", "Changed meanwhile", "Somebody else changed this after you read it. Read it again, then repeat your change with the new ETag."),
        413 => ("too-large", "Too large", "The body of this call is larger than this address takes. Send it in smaller parts."),
        415 => ("media-type", "Wrong kind of content", "Send the body as JSON, with the header “Content-Type: application/json”."),
        422 => ("refused", "The shop refuses", "The shop's rules do not allow this."),
        428 => ("version-missing", "Which version?", "Send the ETag that you read in the header If-Match, so that nobody's change is overwritten unseen."),
        429 => ("too-many", "Too many calls", "Wait as many seconds as the header Retry-After says, then go on more slowly."),
        503 => ("unavailable", "Not available at the moment", "Try again in a moment."),
        >= 500 => ("unexpected", "Something went wrong on our side", "Try again. If it happens again, tell the shop's administrator the correlation id."),
        _ => ("other", "The call cannot be carried out", "Check the call against the API's documentation."),
    };

    [GeneratedRegex("""^Failed to bind parameter "\S+ (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex UnboundParameter();

    [GeneratedRegex("""^Required parameter "\S+ (?<name>\w+)" was not provided from (query|route|header)""")]
    private static partial Regex MissingParameter();

    [GeneratedRegex("missing required properties including: (?<names>.+)$")]
    private static partial Regex MissingFields();
}
