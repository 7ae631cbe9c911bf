using InventorySync.Domain.Access;
using InventorySync.Domain.Webhooks;

namespace InventorySync.Web.Webhooks;

/// <summary>Sends this node's share of the deliveries that are due, as many at once as the settings say.</summary>
internal sealed class WebhookSender(IServiceScopeFactory scopes, IDeliveryQueue queue, DeliverySignal signal, WebhookSettings settings, ILogger<WebhookSender> log) : BackgroundService
{
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _free = new(settings.AtOnce, settings.AtOnce);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await SendSomeAsync(stoppingToken))
                    await signal.WaitAsync(LookAnyway, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogWarning(failure, "Webhooks could not be sent; it is tried again in a moment.");
                await Task.Delay(LookAnyway, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    public override void Dispose()
    {
        _free.Dispose();
        base.Dispose();
    }

    private async Task<bool> SendSomeAsync(CancellationToken ct)
    {
        await _free.WaitAsync(ct);
        var free = 1 + _free.CurrentCount;
        _free.Release();
        var due = await queue.LeaseDueAsync(free, ct);
        foreach (var deliveryId in due)
        {
            await _free.WaitAsync(ct);
            _ = SendAsync(deliveryId, ct);
        }

        return due.Count > 0;
    }

    private async Task SendAsync(long deliveryId, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("Webhooks");
            await scope.ServiceProvider.GetRequiredService<WebhookSending>().SendAsync(deliveryId, ct);
            // the subscription has a place free again
            signal.Give();
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            log.LogWarning(failure, "Delivery {Delivery} could not be sent; its lease runs out in a minute.", deliveryId);
        }
        catch (OperationCanceledException)
        {
            log.LogDebug("Delivery {Delivery} was cut short by the stop of this node.", deliveryId);
        }
        finally
        {
            _free.Release();
        }
    }
}
