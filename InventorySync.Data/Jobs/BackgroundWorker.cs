using System.Collections.Concurrent;
using InventorySync.Data.Outbox;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Outbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InventorySync.Data.Jobs;

/// <summary>Does background work on this node: some at once, and again and again looks for more. Woken when work is started anywhere.</summary>
internal sealed class BackgroundWorker(
    TaskQueue queue, TaskRunner runner, JobRuns runs, LiveFeed feed, WorkPlace place, IServiceScopeFactory scopes, ILogger<BackgroundWorker> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private readonly Pulse _work = new();
    private readonly ConcurrentDictionary<long, Task> _running = [];
    private readonly HashSet<string> _kinds = KindsOf(scopes);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var news = feed.Subscribe(BackgroundTask.SubjectPrefix, _ =>
        {
            _work.Beat();
            return Task.CompletedTask;
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = _work.Next;
            try
            {
                await runs.CloseAbandonedAsync(stoppingToken);
                await TakeAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "Background work could not be looked for; it is tried again in some seconds.");
            }
            catch (OperationCanceledException)
            {
                break;
            }

            await next.WaitAsync(Look, place.Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(_running.Values);
    }

    private async Task TakeAsync(CancellationToken stopping)
    {
        while (_running.Count < place.Settings.BackgroundWorkAtOnce && await queue.TakeAsync(_kinds, stopping) is { } task)
            _running[task.Id] = Task.Run(() => RunAsync(task, stopping), CancellationToken.None);
    }

    private async Task RunAsync(BackgroundTask task, CancellationToken stopping)
    {
        try
        {
            await runner.RunAsync(task, stopping);
        }
        catch (Exception failure)
        {
            log.LogError(failure, "How {Kind} {Id} ended could not be stored; it will be begun again.", task.Kind, task.Id);
        }
        finally
        {
            _running.TryRemove(task.Id, out _);
            _work.Beat();
        }
    }

    private static HashSet<string> KindsOf(IServiceScopeFactory scopes)
    {
        using var scope = scopes.CreateScope();
        return [.. scope.ServiceProvider.GetServices<IBackgroundWork>().Select(w => w.Kind)];
    }
}
