using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InventorySync.Domain.Operation;

public sealed record HealthFinding(string Title, string Icon, bool NeededToServe, HealthAnswer Answer, TimeSpan Took);

public sealed record HealthReport(DateTimeOffset At, IReadOnlyList<HealthFinding> Findings)
{
    public HealthState State => Findings.Count == 0 ? HealthState.Good : Findings.Max(f => f.Answer.State);

    public bool Ready => !Findings.Any(f => f.NeededToServe && f.Answer.State == HealthState.Bad);
}

/// <summary>Asks everything that has to be well, all at once. Answers are good for some seconds, so that whoever asks often costs nothing.</summary>
public sealed class ShopHealth(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ShopHealth> log) : IDisposable
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1);
    private HealthReport? _last;

    public async Task<HealthReport> ReportAsync(bool fresh = false, CancellationToken ct = default)
    {
        if (!fresh && IsFresh(_last))
            return _last!;

        await _one.WaitAsync(ct);
        try
        {
            if (fresh || !IsFresh(_last))
                _last = await AskAllAsync(ct);
            return _last!;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private bool IsFresh(HealthReport? report) => report is not null && clock.GetUtcNow() - report.At < GoodFor;

    private async Task<HealthReport> AskAllAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Access.CurrentActor>().Actor = Access.Actor.System("Health");
        var questions = scope.ServiceProvider.GetServices<IHealthQuestion>();
        var findings = await Task.WhenAll(questions.Select(q => AskAsync(q, ct)));
        return new HealthReport(clock.GetUtcNow(), findings);
    }

    private async Task<HealthFinding> AskAsync(IHealthQuestion question, CancellationToken ct)
    {
        var begun = clock.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        HealthAnswer answer;
        try
        {
            // a question that does not listen to its token is left alone after a while
            answer = await question.AskAsync(patience.Token).WaitAsync(Patience, ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            log.LogWarning(failure, "The health of “{Question}” could not be asked.", question.Title);
            answer = failure is OperationCanceledException or TimeoutException
                ? new HealthAnswer(HealthState.Bad, new Sentence("There was no answer within {0} seconds.", Patience.TotalSeconds), "Look whether the machine or the network is overloaded.")
                : new HealthAnswer(HealthState.Bad, "It could not be asked.", "The log of this machine says more.");
        }

        return new HealthFinding(question.Title, question.Icon, question.NeededToServe, answer, clock.GetElapsedTime(begun));
    }
}
