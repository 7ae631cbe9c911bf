using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Common;
using InventorySync.Integrations.Http;

namespace InventorySync.Integrations.Channels;

/// <summary>Calls to a channel: each is written down, and what fails becomes a ChannelException in words for people.</summary>
internal sealed class ChannelHttp(HttpClient client, ChannelAccess access, string title, TimeProvider clock)
{
    private const int KeptLetters = 8000;

    /// <summary>The body as text with the headers beside it. Answers that are no success become exceptions.</summary>
    public async Task<(string Body, HttpResponseHeaders Headers)> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var reply = await AskAsync(request, ct);
        return reply.IsSuccess ? (reply.Body, reply.Headers) : throw Refused(reply);
    }

    /// <summary>Whatever was answered, for those who know what the channel means by it.</summary>
    public async Task<ChannelReply> AskAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var asked = request.Content is null ? "" : await request.Content.ReadAsStringAsync(ct);
        var (at, began) = (clock.GetUtcNow(), Stopwatch.GetTimestamp());
        try
        {
            using var answer = await client.SendAsync(request, ct);
            var body = await answer.Content.ReadAsStringAsync(ct);
            Write(request, asked, (int)answer.StatusCode, body, at, began);
            return new ChannelReply(answer.StatusCode, body, answer.Headers, RetryAfter(answer));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            Write(request, asked, null, failure.Message, at, began);
            throw new ChannelException(ChannelFailure.Unavailable, OutboundWords.Of(failure, request.RequestUri!));
        }
    }

    public T Read<T>(string body, JsonSerializerOptions? options = null)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, options ?? JsonSerializerOptions.Web) ?? throw new JsonException("null");
        }
        catch (JsonException)
        {
            throw new ChannelException(ChannelFailure.Unavailable, new Sentence("{0} answered something that it never answers. Perhaps a page of another system stands before it.", title));
        }
    }

    public ChannelException Refused(ChannelReply reply) => reply.Status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(ChannelFailure.Unauthorized, new Sentence("{0} does not accept these credentials. Make new ones there and connect again.", title)),
        HttpStatusCode.TooManyRequests => new(ChannelFailure.RateLimited, new Sentence("{0} wants fewer calls; it goes on in a moment.", title), reply.RetryAfter),
        >= HttpStatusCode.InternalServerError => new(ChannelFailure.Unavailable, new Sentence("{0} has a problem of its own ({1}); it is tried again.", title, (int)reply.Status), reply.RetryAfter),
        HttpStatusCode.RequestTimeout => new(ChannelFailure.Unavailable, new Sentence("{0} took too long; it is tried again.", title)),
        _ => new(ChannelFailure.Rejected, new Sentence("{0} refused it: {1}", title, Shortened(Secrets.Hide(reply.Body), 200))),
    };

    private TimeSpan? RetryAfter(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - clock.GetUtcNow(),
        _ => null,
    };

    private void Write(HttpRequestMessage request, string asked, int? status, string answer, DateTimeOffset at, long began) =>
        access.Called(new ChannelCall(request.Method.Method, Secrets.Hide(request.RequestUri!.GetLeftPart(UriPartial.Path)), Kept(asked), status, Kept(answer), at, Stopwatch.GetElapsedTime(began)));

    // a file of many megabytes is not searched to its end, and no secret is cut through before it is found
    private static string Kept(string text) => Shortened(Secrets.Hide(Shortened(text, 2 * KeptLetters)), KeptLetters);

    private static string Shortened(string text, int most) => text.Length <= most ? text : text[..most];
}

/// <summary>What a channel answered.</summary>
internal sealed record ChannelReply(HttpStatusCode Status, string Body, HttpResponseHeaders Headers, TimeSpan? RetryAfter)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;
}
