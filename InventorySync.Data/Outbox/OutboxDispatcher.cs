using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InventorySync.Data.Outbox;

/// <summary>Keeps the outbox going on this node: places for what is committed, work for the followers, news for the screens.</summary>
public sealed class OutboxDispatcher(
    InventoryDatabase database, Sequencer sequencer, FollowerWork followers, LiveReader live, OutboxSignal signal, Node node, TimeProvider clock, ILogger<OutboxDispatcher> log)
    : BackgroundService
{
    /// <summary>Between two rounds of the sequencer, so that a burst of commits shares one round.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly OutboxDialect _dialect = OutboxDialect.Of(database);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await KeepGoingAsync("Enrolling followers", signal.Placed, EnrolAsync, stoppingToken);
        await Task.WhenAll(
        [
            KeepGoingAsync("Placing messages", signal.Written, PlaceAsync, stoppingToken),
            KeepGoingAsync("Telling the screens", signal.Placed, WhileAnyAsync(live.StepAsync), stoppingToken),
            _dialect.Hears ? KeepGoingAsync("Hearing from other nodes", signal.Placed, HearAsync, stoppingToken) : Task.CompletedTask,
            .. followers.Followers.Keys.Select(name => KeepGoingAsync(name, signal.Placed, WhileAnyAsync(ct => followers.StepAsync(name, ct)), stoppingToken)),
        ]);
    }

    private async Task<bool> EnrolAsync(CancellationToken ct)
    {
        await followers.EnrolAsync(ct);
        return true;
    }

    private async Task<bool> PlaceAsync(CancellationToken ct)
    {
        await sequencer.PlaceAllAsync(ct);
        await Task.Delay(Gathering, clock, ct);
        return false;
    }

    private async Task<bool> HearAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenOwnAsync(ct);
        await _dialect.HearAsync(connection, node.Name, signal.Placed.Beat, ct);
        return false;
    }

    private static Func<CancellationToken, Task<bool>> WhileAnyAsync(Func<CancellationToken, Task<bool>> step) => async ct =>
    {
        while (await step(ct))
            ct.ThrowIfCancellationRequested();
        return false;
    };

    /// <summary>Does the work at every beat, and now and then without one, until it says it is done or the app stops. A database that is away is waited for.</summary>
    private async Task KeepGoingAsync(string what, Pulse beat, Func<CancellationToken, Task<bool>> work, CancellationToken stopping)
    {
        var failed = false;
        while (!stopping.IsCancellationRequested)
        {
            var next = beat.Next;
            try
            {
                if (await work(stopping))
                    return;

                if (failed)
                    log.LogInformation("{What} works again.", what);
                failed = false;
                await next.WaitAsync(_dialect.Poll, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                if (!failed)
                    log.LogWarning(failure, "{What} failed; it is tried again every second.", what);
                failed = true;
                await Task.Delay(AfterFailure, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
