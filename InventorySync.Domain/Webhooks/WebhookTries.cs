namespace InventorySync.Domain.Webhooks;

/// <summary>When a delivery is tried again: eight times within about a day, a little scattered, so that a receiver that comes back is not run over.</summary>
public static class WebhookTries
{
    private const double Scatter = 0.15;

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(45),
        TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromHours(15),
    ];

    public static int Most => Pauses.Length + 1;

    /// <summary>Null when no try is left. The receiver may ask for more patience, up to the longest pause.</summary>
    public static TimeSpan? PauseAfter(int tries, TimeSpan? asked, double random)
    {
        if (tries >= Most)
            return null;

        var pause = Pauses[tries - 1] * (1 + (Scatter * ((2 * random) - 1)));
        return asked > pause ? asked < Pauses[^1] ? asked : Pauses[^1] : pause;
    }
}
