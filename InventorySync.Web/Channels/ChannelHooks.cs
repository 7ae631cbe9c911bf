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

/// <summary>Works on what channels told.</summary>
internal sealed class ChannelListener(IServiceScopeFactory scopes, InboxSignal signal, ILogger<ChannelListener> log) : BackgroundService
{
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await WorkAsync(stoppingToken) == 0)
                    await signal.WaitAsync(LookAnyway, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogWarning(failure, "News of channels could not be worked on; it is tried again in a moment.");
                await Task.Delay(LookAnyway, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<int> WorkAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("Channels");
        return await scope.ServiceProvider.GetRequiredService<ChannelInbox>().WorkAsync(ct);
    }
}
