using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Common;

namespace InventorySync.Integrations.Channels.Shopify;

/// <summary>The shop, and what opens its door: the client ID of an app with its secret, or the lasting token of an older app.</summary>
internal sealed record ShopifyKey(string Shop, string TokenOrClientId, string Secret)
{
    public bool IsToken => TokenOrClientId.StartsWith("shpat_", StringComparison.Ordinal) || TokenOrClientId.StartsWith("shpca_", StringComparison.Ordinal);
}

/// <summary>Knows Shopify's address, how much may be asked of it, and what its refusals mean.</summary>
internal sealed class ShopifyClient(ChannelHttp http, Uri address, ShopifyKey key, TimeProvider clock)
{
    public const string Version = "2026-10";

    private const int Patience = 8;
    private const double UsualCost = 20;

    private static readonly TimeSpan BeforeItRunsOut = TimeSpan.FromMinutes(10);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private Budget? _budget;
    private (string Token, DateTimeOffset Until)? _lent;

    /// <summary>Asks once; when Shopify wants fewer questions, that is for the caller to heed.</summary>
    public async Task<T> AskAsync<T>(string query, object variables, CancellationToken ct)
    {
        var reply = await SendAsync(query, variables, ct);
        // a borrowed token can be taken back before its time
        if (reply.Status == HttpStatusCode.Unauthorized && _lent is not null)
        {
            _lent = null;
            reply = await SendAsync(query, variables, ct);
        }

        if (!reply.IsSuccess)
            throw Refused(reply);

        var answer = http.Read<ShopifyAnswer>(reply.Body, Json);
        Remember(answer.Extensions?.Cost);
        if (answer.Errors is { Count: > 0 } errors && !IsOnlyPartlyDenied(answer))
            throw Refused(errors, answer.Extensions?.Cost);
        return http.Read<T>(answer.Data?.GetRawText() ?? "null", Json);
    }

    /// <summary>Asks, and waits where Shopify wants fewer questions: for reading a lot.</summary>
    public async Task<T> AskPatientlyAsync<T>(string query, object variables, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await PauseAsync(PauseBefore(), ct);
            try
            {
                return await AskAsync<T>(query, variables, ct);
            }
            catch (ChannelException busy) when (busy.Failure == ChannelFailure.RateLimited && attempt < Patience)
            {
                await PauseAsync(busy.RetryAfter ?? TimeSpan.FromSeconds(attempt), ct);
            }
        }
    }

    public async IAsyncEnumerable<TNode> AllAsync<TAnswer, TNode>(string query, Func<string?, object> variables, Func<TAnswer, Nodes<TNode>?> pick, [EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        do
        {
            if (pick(await AskPatientlyAsync<TAnswer>(query, variables(after), ct)) is not { } page)
                yield break;

            foreach (var node in page.Items)
                yield return node;
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>A file that Shopify has written. It lies elsewhere, so our token does not go there.</summary>
    public async Task<string> DownloadAsync(Uri file, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, file);
        return (await http.SendAsync(request, ct)).Body;
    }

    public T Read<T>(string json) => http.Read<T>(json, Json);

    /// <summary>Until the next question of the usual size can be paid.</summary>
    public TimeSpan PauseBefore() => _budget?.Until(UsualCost, clock) ?? TimeSpan.Zero;

    private async Task<ChannelReply> SendAsync(string query, object variables, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, $"admin/api/{Version}/graphql.json"));
        request.Headers.Add("X-Shopify-Access-Token", key.IsToken ? key.TokenOrClientId : await LentTokenAsync(ct));
        request.Content = JsonContent.Create(new { Query = query, Variables = variables }, options: Json);
        return await http.AskAsync(request, ct);
    }

    /// <summary>Apps made since 2026 have no lasting token: with its ID and secret the app borrows one for a day.</summary>
    private async Task<string> LentTokenAsync(CancellationToken ct)
    {
        if (_lent is { } lent && lent.Until > clock.GetUtcNow())
            return lent.Token;

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "admin/oauth/access_token"));
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = key.TokenOrClientId, ["client_secret"] = key.Secret });
        var reply = await http.AskAsync(request, ct);
        if (!reply.IsSuccess)
            throw NotLent(reply);

        var token = http.Read<ShopifyToken>(reply.Body, new JsonSerializerOptions(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower });
        if (token.AccessToken is not { Length: > 0 } text)
            throw NotLent(reply);
        _lent = (text, clock.GetUtcNow() + TimeSpan.FromSeconds(token.ExpiresIn ?? 3600) - BeforeItRunsOut);
        return text;
    }

    private ChannelException NotLent(ChannelReply reply) => reply.Body switch
    {
        var body when body.Contains("app_not_installed", StringComparison.Ordinal) => new ChannelException(ChannelFailure.Unauthorized, "The app is not installed in this shop yet. Open it in the Dev Dashboard and press “Install app”.")
            .At(ShopifyConnector.TokenField, "The app was removed from the shop at Shopify. Open it in the Dev Dashboard, press “Install app”, then connect again."),
        _ when reply.Status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized => new ChannelException(ChannelFailure.Unauthorized, "Shopify does not accept the client ID and the secret for this shop. Copy both anew from the settings of the app.")
            .At(ShopifyConnector.SecretField, "Shopify does not accept the client ID and the secret any more: the secret was renewed there, or has run out. Copy both anew from the settings of the app and connect again."),
        _ => Refused(reply),
    };

    private ChannelException Refused(ChannelReply reply) => (int)reply.Status switch
    {
        401 when key.IsToken => new ChannelException(ChannelFailure.Unauthorized, "Shopify does not accept this access token. Copy it anew from the settings of the app.")
            .At(ShopifyConnector.TokenField, "Shopify does not accept the access token any more: the app was removed there, or its token was taken back or has run out. Install the app again and connect again with the new token."),
        404 => new ChannelException(ChannelFailure.Unavailable, new Sentence("There is no shop at {0}. Check the address: it ends with myshopify.com.", key.Shop)).At(ShopifyConnector.ShopField),
        402 => new(ChannelFailure.Unavailable, "Shopify has closed the shop because a bill is open. It is tried again; what changes meanwhile waits."),
        423 => new(ChannelFailure.Unavailable, "Shopify has locked the shop. It is tried again; what changes meanwhile waits."),
        430 => new(ChannelFailure.RateLimited, new Sentence("{0} wants fewer calls; it goes on in a moment.", "Shopify"), reply.RetryAfter),
        _ => http.Refused(reply),
    };

    private static ChannelException Refused(IReadOnlyList<ShopifyError> errors, ShopifyCost? cost)
    {
        var first = errors[0];
        return first.Extensions?.Code switch
        {
            "THROTTLED" => new(ChannelFailure.RateLimited, new Sentence("{0} wants fewer calls; it goes on in a moment.", "Shopify"), WaitFor(cost)),
            "INTERNAL_SERVER_ERROR" or "TIMEOUT" => new(ChannelFailure.Unavailable, new Sentence("{0} has a problem of its own ({1}); it is tried again.", "Shopify", first.Extensions.Code)),
            "SHOP_INACTIVE" => new(ChannelFailure.Unavailable, "Shopify has locked the shop. It is tried again; what changes meanwhile waits."),
            "ACCESS_DENIED" => new(ChannelFailure.Rejected, new Sentence("Shopify does not allow the app to do this: {0}", first.Message)),
            _ => new(ChannelFailure.Rejected, new Sentence("{0} refused it: {1}", "Shopify", first.Message)),
        };
    }

    // small plans keep customers' names and addresses from apps: the rest of the answer counts all the same
    private static bool IsOnlyPartlyDenied(ShopifyAnswer answer) =>
        answer.Errors!.All(e => e.Extensions?.Code == "ACCESS_DENIED")
        && answer.Data is { ValueKind: JsonValueKind.Object } data && data.EnumerateObject().All(p => p.Value.ValueKind != JsonValueKind.Null);

    private static TimeSpan? WaitFor(ShopifyCost? cost) => cost is { RequestedQueryCost: { } wanted, ThrottleStatus: { RestoreRate: > 0 } throttle }
        ? TimeSpan.FromSeconds(Math.Max(0.1, (Math.Min(wanted, throttle.MaximumAvailable) - throttle.CurrentlyAvailable) / throttle.RestoreRate))
        : null;

    private void Remember(ShopifyCost? cost)
    {
        if (cost is { ThrottleStatus: { RestoreRate: > 0 } throttle })
            _budget = new Budget(throttle.CurrentlyAvailable, throttle.MaximumAvailable, throttle.RestoreRate, clock.GetTimestamp());
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken ct)
    {
        if (pause > TimeSpan.Zero)
            await Task.Delay(pause, clock, ct);
    }

    /// <summary>Points that questions are paid with; they come back by themselves.</summary>
    private sealed record Budget(double Left, double Most, double PerSecond, long At)
    {
        public TimeSpan Until(double cost, TimeProvider clock)
        {
            var now = Left + clock.GetElapsedTime(At).TotalSeconds * PerSecond;
            return now >= cost ? TimeSpan.Zero : TimeSpan.FromSeconds((Math.Min(cost, Most) - now) / PerSecond);
        }
    }
}
