using InventorySync.Domain.Access;
using InventorySync.Domain.Alerts;
using InventorySync.Domain.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InventorySync.Data.Jobs;

/// <summary>Runs jobs of the schedule and writes down what came of it.</summary>
public sealed class JobRuns
{
    private readonly WorkPlace _place;
    private readonly IServiceScopeFactory _scopes;

    internal JobRuns(WorkPlace place, IServiceScopeFactory scopes)
    {
        _place = place;
        _scopes = scopes;
    }

    /// <summary>The job runs as the system, in a scope of its own. How it ended is thrown on: the schedule wants to know.</summary>
    public async Task RunAsync(string job, string title, string startedBy, long? startedById, Func<IServiceProvider, CancellationToken, Task> work, CancellationToken stopping)
    {
        using var trace = Telemetry.Begin($"job {job}");
        var begun = _place.Clock.GetTimestamp();
        var run = await BeginAsync(job, startedBy, startedById, stopping);
        var token = run.RunToken!;
        await using var scope = _scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System(job);
        var progress = scope.ServiceProvider.GetRequiredService<Progress>();
        var ending = new Ending(WorkState.Interrupted, null, null);
        try
        {
            await using var keeper = new WorkKeeper<JobRun>(_place, run, progress);
            ending = await EndingAsync(scope.ServiceProvider, work, keeper, stopping);
        }
        finally
        {
            await _place.SaveAsync(run, token, kept =>
            {
                kept.Show(progress.Now);
                kept.End(ending.State, ending.Said, ending.Failure, _place.Clock.GetUtcNow());
            });
        }

        Telemetry.JobEnded(job, ending.State.ToString(), _place.Clock.GetElapsedTime(begun));
        if (ending.State == WorkState.Failed)
            await TellAsync(job, title, run.Id);
        if (ending.State == WorkState.Interrupted)
            throw new OperationCanceledException($"{job} was interrupted.", stopping);
        if (ending is { State: WorkState.Failed, Failure: { } failure })
            throw new JobFailedException(failure);
    }

    /// <summary>Runs whose node died are over; the schedule begins them again.</summary>
    public async Task CloseAbandonedAsync(CancellationToken ct = default)
    {
        var now = _place.Clock.GetUtcNow();
        await using var db = _place.Open();
        foreach (var run in await db.JobRuns.Where(r => r.State == WorkState.Running && r.HeldUntil < now).ToListAsync(ct))
            await _place.SaveAsync(run, run.RunToken!, kept => kept.End(WorkState.Interrupted, Interrupted, null, now));
    }

    private static Sentence Interrupted { get; } = "The program stopped in the middle. It is begun again.";

    private async Task<JobRun> BeginAsync(string job, string startedBy, long? startedById, CancellationToken ct)
    {
        var now = _place.Clock.GetUtcNow();
        await using var db = _place.Open();
        var run = new JobRun(job, startedBy, startedById, _place.Node, WorkPlace.NewToken(), now, _place.Hold);
        db.JobRuns.Add(run);
        db.Tell(run, now);
        await db.SaveChangesAsync(ct);
        return run;
    }

    private async Task<Ending> EndingAsync(IServiceProvider services, Func<IServiceProvider, CancellationToken, Task> work, WorkKeeper<JobRun> keeper, CancellationToken stopping)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(keeper.Stopped, stopping);
        try
        {
            await work(services, stop.Token);
            return new Ending(WorkState.Done, null, null);
        }
        catch (Exception) when (keeper.CancelledBy is not null)
        {
            return new Ending(WorkState.Cancelled, Work.CancelledBy(keeper.CancelledBy), null);
        }
        catch (Exception) when (stopping.IsCancellationRequested || keeper.Lost)
        {
            return new Ending(WorkState.Interrupted, Interrupted, null);
        }
        catch (BusinessRuleException refusal)
        {
            return new Ending(WorkState.Failed, refusal.Said, refusal);
        }
        catch (Exception failure)
        {
            _place.Log.LogError(failure, "A job failed.");
            return new Ending(WorkState.Failed, "Something unexpected went wrong.", failure);
        }
    }

    // Only the first of several failures in a row: one that runs every minute would fill the bell.
    private async Task TellAsync(string job, string title, long runId)
    {
        await using var db = _place.Open();
        var before = await db.JobRuns
            .Where(r => r.Kind == job && r.Id < runId && (r.State == WorkState.Done || r.State == WorkState.Failed))
            .OrderByDescending(r => r.Id)
            .Select(r => (WorkState?)r.State)
            .FirstOrDefaultAsync();
        if (before == WorkState.Failed)
            return;

        await using var scope = _scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System(job);
        await scope.ServiceProvider.GetRequiredService<Notifications>().TellThoseWhoMayAsync(
            Permissions.JobsRun, new News(NotificationKind.Problem, new Sentence("“{0}” failed. It stands under Jobs, with what happened.", title)) { Href = "/operations/jobs" });
    }

    private sealed record Ending(WorkState State, Sentence? Said, Exception? Failure);
}

/// <summary>A job of the schedule failed; the inner exception is its own.</summary>
public sealed class JobFailedException(Exception failure) : Exception(failure.Message, failure);
