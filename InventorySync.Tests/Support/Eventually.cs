namespace InventorySync.Tests.Support;

/// <summary>Waits for what another thread, node or process brings about; fails when it does not come.</summary>
public static class Eventually
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    public static Task TrueAsync(Func<bool> condition, string what, int seconds = 30) => TrueAsync(() => Task.FromResult(condition()), what, seconds);

    public static Task TrueAsync(Func<Task<bool>> condition, string what, int seconds = 30) => TrueAsync(condition, () => Task.FromResult(what), seconds);

    /// <summary>What is told when it does not come may be asked for then: how far things are.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, Func<Task<string>> what, int seconds = 30)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (!await condition())
        {
            if (patience.IsCancellationRequested)
                Assert.Fail($"Waited {seconds} seconds in vain: {await what()}");
            await Task.Delay(LookAgain);
        }
    }
}
