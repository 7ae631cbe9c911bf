using InventorySync.Domain.Access;
using InventorySync.Domain.Alerts;
using InventorySync.Domain.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InventorySync.Data.Jobs;

/// <summary>Runs one piece of background work to its end, or gives it back when this node stops.</summary>
internal sealed class TaskRunner(WorkPlace place, IServiceScopeFactory scopes)
{
    private static readonly TimeSpan PauseAfterLostDatabase = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan WorthTelling = TimeSpan.FromSeconds(10);

    public async Task RunAsync(BackgroundTask task, CancellationToken stopping)
    {
        using var trace = Telemetry.Begin($"work {task.Kind}");
        var begun = place.Clock.GetTimestamp();
        var token = task.RunToken!;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = task.StarterActor;
        var progress = scope.ServiceProvider.GetRequiredService<Progress>();
        progress.Report(task.Done, task.Total, task.Note);

        Action<BackgroundTask> ending;
        await using (var keeper = new WorkKeeper<BackgroundTask>(place, task, progress))
            ending = await EndingAsync(scope.ServiceProvider, task, token, keeper, stopping);

        if (!await place.SaveAsync(task, token, kept =>
        {
            kept.Show(progress.Now);
            ending(kept);
        }))
            place.Log.LogWarning("{Kind} {Id} was taken over by another node.", task.Kind, task.Id);
        else
            await EndedAsync(scope.ServiceProvider, task.Id, place.Clock.GetElapsedTime(begun));
    }

    private async Task<Action<BackgroundTask>> EndingAsync(
        IServiceProvider services, BackgroundTask task, string token, WorkKeeper<BackgroundTask> keeper, CancellationToken stopping)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(keeper.Stopped, stopping);
        try
        {
            var handler = services.GetServices<IBackgroundWork>().Single(w => w.Kind == task.Kind);
            var result = await handler.RunAsync(new RunningTask(task, token), stop.Token);
            return kept => kept.Finish(result, place.Clock.GetUtcNow());
        }
        catch (Exception) when (keeper.CancelledBy is not null)
        {
            return kept => kept.End(WorkState.Cancelled, Work.CancelledBy(keeper.CancelledBy), null, place.Clock.GetUtcNow());
        }
        catch (Exception) when (stopping.IsCancellationRequested || keeper.Lost)
        {
            return kept => kept.GiveBack(null);
        }
        catch (BusinessRuleException refusal)
        {
            return kept => kept.End(WorkState.Failed, refusal.Said, null, place.Clock.GetUtcNow());
        }
        catch (Exception failure)
        {
            place.Log.LogError(failure, "{Kind} {Id} failed.", task.Kind, task.Id);
            return await AfterFailureAsync(task, failure);
        }
    }

    private async Task EndedAsync(IServiceProvider services, long taskId, TimeSpan took)
    {
        await using var db = place.Open();
        var task = await db.BackgroundTasks.AsNoTracking().SingleAsync(t => t.Id == taskId);
        Telemetry.JobEnded(task.Kind, task.State.ToString(), took);
        await TellAsync(services, task);
    }

    // Who waited for it a few seconds has seen it; who went on working is told.
    private async Task TellAsync(IServiceProvider services, BackgroundTask task)
    {
        if (task.StartedById is not { } starter || task.State is not (WorkState.Done or WorkState.Failed) || place.Clock.GetUtcNow() - task.CreatedAt < WorthTelling)
            return;

        var news = new News(task.State == WorkState.Done ? NotificationKind.Done : NotificationKind.Problem, task.Note!) { Href = task.ResultLink ?? $"/operations/jobs/work/{task.Id}" };
        await services.GetRequiredService<Notifications>().TellAsync(starter, news);
    }

    private async Task<Action<BackgroundTask>> AfterFailureAsync(BackgroundTask task, Exception failure)
    {
        await using var db = place.Open();
        var now = place.Clock.GetUtcNow();
        if (db.IsTransient(failure) && task.Attempts < TaskQueue.MaxAttempts)
            return kept => kept.GiveBack(now + PauseAfterLostDatabase);
        return kept => kept.End(WorkState.Failed, "Something unexpected went wrong. Try again; if it happens again, tell whoever looks after the system.", failure, now);
    }
}
