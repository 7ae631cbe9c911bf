namespace InventorySync.Web.Shared;

/// <summary>Of what is asked again before the answer is there, only the newest goes on: its token is the one that is not cancelled.</summary>
public sealed class Newest : IDisposable
{
    private CancellationTokenSource _now = new();

    /// <summary>Cancels the one before. In one step, because the next letter may come at any await.</summary>
    public CancellationToken Next()
    {
        var before = _now;
        _now = new CancellationTokenSource();
        var token = _now.Token;
        before.Cancel();
        before.Dispose();
        return token;
    }

    public void Dispose()
    {
        _now.Cancel();
        _now.Dispose();
    }
}
