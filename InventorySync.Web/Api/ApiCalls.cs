using System.Security.Cryptography;
using System.Text;
using InventorySync.Data.Api;
using InventorySync.Domain.Access;
using Microsoft.AspNetCore.Antiforgery;

namespace InventorySync.Web.Api;

/// <summary>Marks an endpoint of the API frame.</summary>
public sealed class ApiEndpoint;

/// <summary>The innermost part of the API: calls that change something are protected from forgery, and carried out once per Idempotency-Key.</summary>
public sealed class ApiCalls(RequestDelegate next)
{
    public const string IdempotencyKey = "Idempotency-Key";
    public const string Replayed = "Idempotency-Replayed";

    public async Task InvokeAsync(HttpContext http, CurrentActor current, ApiProblems problems, IAntiforgery antiforgery, IdempotentCalls calls)
    {
        var changes = ApiAnswers.IsCall(http) && http.GetEndpoint()?.Metadata.GetMetadata<ApiEndpoint>() is not null
            && !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) && !HttpMethods.IsOptions(http.Request.Method);
        if (changes && http.Features.Get<ApiCaller>() is null && !await antiforgery.IsRequestValidAsync(http))
            await ApiProblems.WriteAsync(http, problems.Of(StatusCodes.Status403Forbidden, "Changes are made with an API key; a browser's sign-in alone is not enough."));
        else if (changes && http.Request.Headers.ContainsKey(IdempotencyKey) && ApiLimits.NameOf(current.Actor) is { } caller)
            await OnceAsync(http, caller, problems, calls);
        else
            await next(http);
    }

    private async Task OnceAsync(HttpContext http, string caller, ApiProblems problems, IdempotentCalls calls)
    {
        var key = http.Request.Headers[IdempotencyKey].ToString();
        if (key.Length is 0 or > IdempotentCalls.MaxKey || key.Any(c => c is < ' ' or > '~'))
            throw new InvalidCallException(IdempotencyKey, $"Use 1 to {IdempotentCalls.MaxKey} letters, digits or signs, such as a UUID.");

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var sent = body.ToArray();
        var (outcome, answer) = await calls.OnceAsync(caller, key, HashOf(http.Request, sent), () => CallAsync(http, sent, problems), http.RequestAborted);
        switch (outcome)
        {
            case IdempotentOutcome.OtherRequest:
                await ApiProblems.WriteAsync(http, problems.Of(StatusCodes.Status422UnprocessableEntity, "This Idempotency-Key was used for another call. Use a new key for each new call."));
                break;
            case IdempotentOutcome.StillRunning:
                http.Response.Headers.RetryAfter = "5";
                await ApiProblems.WriteAsync(http, problems.Of(StatusCodes.Status409Conflict, "The first call with this Idempotency-Key has not ended yet. Ask again in a moment."));
                break;
            default:
                await WriteAsync(http, answer!, replayed: outcome == IdempotentOutcome.Replayed);
                break;
        }
    }

    // May run more than once, when a deadlock undid the first attempt: so the body is given anew, and the answer is kept back.
    private async Task<ApiAnswer> CallAsync(HttpContext http, byte[] sent, ApiProblems problems)
    {
        var outside = http.Response.Body;
        using var answer = new MemoryStream();
        http.Request.Body = new MemoryStream(sent);
        http.Response.Body = answer;
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.Response.ContentType = null;
        try
        {
            await RefusedOrDoneAsync(http, problems);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
            return new ApiAnswer(http.Response.StatusCode, http.Response.ContentType, http.Response.Headers.Location, http.Response.Headers.ETag, answer.ToArray());
        }
        finally
        {
            http.Response.Body = outside;
            http.Response.ContentLength = null;
        }
    }

    private async Task RefusedOrDoneAsync(HttpContext http, ApiProblems problems)
    {
        try
        {
            await next(http);
        }
        catch (Exception failure) when (problems.For(failure, http) is { } problem)
        {
            await ApiProblems.WriteAsync(http, problem);
        }
    }

    private static async Task WriteAsync(HttpContext http, ApiAnswer answer, bool replayed)
    {
        var response = http.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        if (answer.Location is not null)
            response.Headers.Location = answer.Location;
        if (answer.Tag is not null)
            response.Headers.ETag = answer.Tag;
        if (replayed)
            response.Headers[Replayed] = "true";
        if (answer.Body.Length > 0)
            await response.Body.WriteAsync(answer.Body, http.RequestAborted);
    }

    private static string HashOf(HttpRequest request, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}{request.QueryString}\n{request.Headers.IfMatch}\n"));
        hash.AppendData(body);
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
