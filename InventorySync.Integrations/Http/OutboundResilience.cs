using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace InventorySync.Integrations.Http;

/// <summary>Passes every call through its host's pipeline.</summary>
internal sealed class OutboundResilience(OutboundPipelines pipelines) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // a body that was sent once can only be sent again from memory
        if (request.Content is not null)
            await request.Content.LoadIntoBufferAsync(cancellationToken);

        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(OutboundPipelines.Request, request);
        try
        {
            return await pipelines.For(request.RequestUri!).ExecuteAsync(
                static async (attempt, call) => await call.Handler.SendOnceAsync(call.Request, attempt.CancellationToken), context, (Handler: this, Request: request));
        }
        catch (TimeoutRejectedException late)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"{request.RequestUri!.Host} did not answer in time.", late);
        }
        catch (BrokenCircuitException resting)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"{request.RequestUri!.Host} did not answer lately and is left alone for a moment.", resting);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken ct) => base.SendAsync(request, ct);
}

/// <summary>HTTP/3 would go past the connections that judge addresses.</summary>
internal sealed class KnownVersions : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Version > HttpVersion.Version20)
            request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        return base.SendAsync(request, cancellationToken);
    }
}
