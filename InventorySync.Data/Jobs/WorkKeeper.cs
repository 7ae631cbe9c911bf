using InventorySync.Domain.Jobs;
using Microsoft.Extensions.Logging;

namespace InventorySync.Data.Jobs;

/// <summary>Keeps running work alive: about once a second it prolongs the hold, stores what was reported and looks whether somebody wants it to stop.</summary>
internal sealed class WorkKeeper<TWork> : IAsyncDisposable
    where TWork : Work
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    private readonly WorkPlace _place;
    private readonly TWork _work;
    private readonly string _token;
    private readonly Progress _progress;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _beating;
    private DateTimeOffset _heldUntil;
    private DateTimeOffset _storedAt;
    private int _storedVersion;

    public WorkKeeper(WorkPlace place, TWork work, Progress progress)
    {
        _place = place;
        _work = work;
        _token = work.RunToken!;
        _progress = progress;
        _heldUntil = work.HeldUntil!.Value;
        _storedAt = place.Clock.GetUtcNow();
        _storedVersion = progress.Now.Version;
        _beating = BeatAsync();
    }

    /// <summary>Set when the work should stop.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>Who asked for it to be cancelled.</summary>
    public string? CancelledBy { get; private set; }

    /// <summary>The hold ran out or another node has the work.</summary>
    public bool Lost { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _beating;
        _end.Dispose();
        _stop.Dispose();
    }

    private async Task BeatAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await Task.Delay(Beat, _place.Clock, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_end.IsCancellationRequested)
                return;

            try
            {
                await LookAsync();
            }
            catch (Exception failure)
            {
                _place.Log.LogDebug(failure, "{Kind} {Id} could not store its progress.", _work.Kind, _work.Id);
                Lost = _place.Clock.GetUtcNow() >= _heldUntil;
            }

            if (Lost || CancelledBy is not null)
                await _stop.CancelAsync();
        }
    }

    private async Task LookAsync()
    {
        var now = _place.Clock.GetUtcNow();
        var progress = _progress.Now;
        var moved = progress.Version != _storedVersion;
        if (moved || now - _storedAt >= Quiet)
        {
            Lost = !await StoreAsync(progress, moved, now);
            _storedVersion = progress.Version;
            _storedAt = now;
            _heldUntil = now + _place.Hold;
        }

        await using var db = _place.Open();
        CancelledBy = await db.Set<TWork>().Where(w => w.Id == _work.Id).Select(w => w.CancelAskedBy).SingleOrDefaultAsync(_end.Token);
    }

    private async Task<bool> StoreAsync(ProgressNow progress, bool moved, DateTimeOffset now)
    {
        await using var db = _place.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(_end.Token);
        var mine = await db.Set<TWork>().Where(w => w.Id == _work.Id && w.RunToken == _token).ExecuteUpdateAsync(
            set =>
            {
                set.SetProperty(w => w.HeldUntil, now + _place.Hold);
                if (moved)
                    set.SetProperty(w => w.Done, progress.Done).SetProperty(w => w.Total, progress.Total).SetProperty(w => w.Note, progress.Note);
            },
            _end.Token);
        if (mine > 0 && moved)
        {
            _work.Show(progress);
            db.Tell(_work, now);
            await db.SaveChangesAsync(_end.Token);
        }

        await transaction.CommitAsync(_end.Token);
        return mine > 0;
    }
}
