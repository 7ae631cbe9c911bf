using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace InventorySync.Integrations.Http;

/// <summary>How calls to one host are repeated, cut short, and left alone for a while when the host is down.</summary>
public sealed class OutboundPipelines(OutboundSettings settings, TimeProvider clock, ILogger<OutboundPipelines> log)
{
    internal static readonly ResiliencePropertyKey<HttpRequestMessage> Request = new("request");

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(15);
    private const int EnoughCalls = 10;
    private const double ShareOfFailures = 0.5;

    private readonly ConcurrentDictionary<string, ResiliencePipeline<HttpResponseMessage>> _byHost = new(StringComparer.OrdinalIgnoreCase);

    public ResiliencePipeline<HttpResponseMessage> For(Uri address) => _byHost.GetOrAdd(address.Authority, Build);

    private ResiliencePipeline<HttpResponseMessage> Build(string host)
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock, Name = host };
        builder.AddTimeout(TimeSpan.FromSeconds(settings.TotalSeconds));
        if (settings.Retries > 0)
            builder.AddRetry(Retry(host));
        return builder.AddCircuitBreaker(Breaker(host)).AddTimeout(TimeSpan.FromSeconds(settings.AttemptSeconds)).Build();
    }

    private RetryStrategyOptions<HttpResponseMessage> Retry(string host) => new()
    {
        MaxRetryAttempts = settings.Retries,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = FirstPause,
        MaxDelay = LongestPause,
        ShouldHandle = args => ValueTask.FromResult(MayRepeat(args.Context) && IsPassing(args.Outcome)),
        DelayGenerator = args => ValueTask.FromResult(WantedPause(args.Outcome.Result)),
        OnRetry = args =>
        {
            log.LogInformation("{Host} is asked again ({Attempt}): {Reason}", host, args.AttemptNumber + 1, args.Outcome.Exception?.GetType().Name ?? args.Outcome.Result?.StatusCode.ToString());
            args.Outcome.Result?.Dispose();
            return ValueTask.CompletedTask;
        },
    };

    private CircuitBreakerStrategyOptions<HttpResponseMessage> Breaker(string host) => new()
    {
        FailureRatio = ShareOfFailures,
        MinimumThroughput = EnoughCalls,
        SamplingDuration = Watched,
        BreakDuration = LeftAlone,
        ShouldHandle = args => ValueTask.FromResult(IsDown(args.Outcome)),
        OnOpened = args =>
        {
            log.LogWarning("{Host} does not answer; it is left alone for {Seconds} seconds.", host, args.BreakDuration.TotalSeconds);
            return ValueTask.CompletedTask;
        },
    };

    private static bool MayRepeat(ResilienceContext context) =>
        context.Properties.TryGetValue(Request, out var request)
        && (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head || request.Method == HttpMethod.Put || request.Method == HttpMethod.Delete || request.Method == HttpMethod.Options
            || request.Headers.Contains("Idempotency-Key"));

    private static bool IsPassing(Outcome<HttpResponseMessage> outcome) => IsDown(outcome)
        || outcome.Result?.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;

    private static bool IsDown(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException { InnerException: InternalAddressException } } => false,
        { Exception: HttpRequestException or TimeoutRejectedException } => true,
        { Result.StatusCode: var status } => status >= HttpStatusCode.InternalServerError && status != HttpStatusCode.NotImplemented,
        _ => false,
    };

    // what the host asks for itself, within reason
    private TimeSpan? WantedPause(HttpResponseMessage? answer)
    {
        var wanted = answer?.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wanted > TimeSpan.Zero ? wanted < LongestPause ? wanted : LongestPause : null;
    }
}
