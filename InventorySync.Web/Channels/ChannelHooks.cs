using System.Collections.Concurrent;
using InventorySync.Domain.Access;
using InventorySync.Domain.Channels;
using Microsoft.AspNetCore.Http.Features;

namespace InventorySync.Web.Channels;

/// <summary>The door at which channels tell us something. It stores and answers; the work is done after.</summary>
public static class ChannelHooks
{
    private const int LargestBody = 2 * 1024 * 1024;

    public static void MapChannelHooks(this IEndpointRouteBuilder app) =>
        app.MapPost("/hooks/{token}", HearAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();

    private static async Task<IResult> HearAsync(string token, HttpContext http, ChannelInbox inbox, CurrentActor actor, CancellationToken ct)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = LargestBody;
        actor.Actor = Actor.System("Channels");
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, ct);
        var headers = http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        // who does not know the secret learns nothing, not even whether there is such a door
        return await inbox.ReceiveAsync(token, headers, body.GetBuffer().AsMemory(0, (int)body.Length), ct) ? Results.Ok() : Results.NotFound();
    }
}

/// <summary>Works on what channels told, each channel's news apart from the others, so that a slow or broken one holds up none.</summary>
internal sealed class ChannelListener(IServiceScopeFactory scopes, InboxSignal signal, ILogger<ChannelListener> log) : BackgroundService
{
    // channels like to tell several things of one order at once
    private static readonly TimeSpan MergeWindow = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<long, Task> _working = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var channelId in await InboxAsync(inbox => inbox.DueAsync(stoppingToken)))
                    Begin(channelId, stoppingToken);
                await signal.WaitAsync(LookAnyway, stoppingToken);
                await Task.Delay(MergeWindow, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                log.LogWarning(failure, "It could not be seen which channels told something; it is tried again in a moment.");
                await Task.Delay(LookAnyway, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(_working.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Begin(long channelId, CancellationToken ct)
    {
        var done = new TaskCompletionSource();
        if (_working.TryAdd(channelId, done.Task))
            _ = WorkAsync(channelId, done, ct);
    }

    private async Task WorkAsync(long channelId, TaskCompletionSource done, CancellationToken ct)
    {
        var worked = false;
        try
        {
            while (await InboxAsync(inbox => inbox.WorkAsync(channelId, ct)) > 0)
                worked = true;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            log.LogDebug("The work on news of channel {Channel} was cut short by the stop of this node.", channelId);
        }
        catch (Exception failure)
        {
            log.LogWarning(failure, "News of channel {Channel} could not be worked on; it is tried again in a moment.", channelId);
        }
        finally
        {
            _working.TryRemove(channelId, out _);
            done.SetResult();
            if (worked)
                signal.Give(); // what came in this very moment
        }
    }

    private async Task<TAnswer> InboxAsync<TAnswer>(Func<ChannelInbox, Task<TAnswer>> ask)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("Channels");
        return await ask(scope.ServiceProvider.GetRequiredService<ChannelInbox>());
    }
}
