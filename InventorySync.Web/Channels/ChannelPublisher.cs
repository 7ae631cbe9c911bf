using System.Collections.Concurrent;
using InventorySync.Domain.Access;
using InventorySync.Domain.Channels;

namespace InventorySync.Web.Channels;

/// <summary>Sends to channels what waits for them, each channel apart from the others, so that a slow or broken one holds up none.</summary>
internal sealed class ChannelPublisher(IServiceScopeFactory scopes, ChannelSignal signal, ILogger<ChannelPublisher> log) : BackgroundService
{
    // changes that come close together go in one call
    private static readonly TimeSpan MergeWindow = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<long, Task> _working = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var freed = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await signal.WaitAsync(LookAnyway, stoppingToken);
                await Task.Delay(MergeWindow, stoppingToken);
                if (!freed)
                    await FreeAsync(stoppingToken);
                freed = true;
                foreach (var channelId in await DueAsync(stoppingToken))
                    Begin(channelId, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                log.LogWarning(failure, "It could not be seen what waits for channels; it is tried again in a moment.");
                await Task.Delay(LookAnyway, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(_working.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Begin(long channelId, CancellationToken ct)
    {
        var done = new TaskCompletionSource();
        if (_working.TryAdd(channelId, done.Task))
            _ = PublishAsync(channelId, done, ct);
    }

    private async Task FreeAsync(CancellationToken ct)
    {
        await using var scope = Open();
        await scope.ServiceProvider.GetRequiredService<ChannelLeases>().FreeWhatTheDeadHeldAsync(ct);
    }

    private async Task<IReadOnlyList<long>> DueAsync(CancellationToken ct)
    {
        await using var scope = Open();
        return await scope.ServiceProvider.GetRequiredService<Publishing>().DueAsync(ct);
    }

    private async Task PublishAsync(long channelId, TaskCompletionSource done, CancellationToken ct)
    {
        try
        {
            await using var scope = Open();
            await scope.ServiceProvider.GetRequiredService<Publishing>().PublishAsync(channelId, ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            log.LogWarning(failure, "Channel {Channel} could not be brought in step; it is tried again in a moment.", channelId);
        }
        catch (OperationCanceledException)
        {
            log.LogDebug("The work for channel {Channel} was cut short by the stop of this node.", channelId);
        }
        finally
        {
            _working.TryRemove(channelId, out _);
            done.SetResult();
            signal.Give(); // what was marked meanwhile
        }
    }

    private AsyncServiceScope Open()
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("Channels");
        return scope;
    }
}
