using InventorySync.Domain.Jobs;

namespace InventorySync.Domain.Channels;

public sealed record FirstReadingInput(long ChannelId, string Name);

/// <summary>After a channel was connected: its catalogue is read and matched, it is asked to tell us what happens, and its orders are fetched.
/// Each step does no harm when it is done twice.</summary>
public sealed class FirstReading(Listings listings, OrderIntake intake, Connecting connecting, Progress progress) : IBackgroundWork
{
    public const string KindName = "channel-first-reading";

    public string Kind => KindName;

    public async Task<WorkResult> RunAsync(RunningTask task, CancellationToken ct)
    {
        var (channelId, _) = task.Input<FirstReadingInput>();
        progress.Say("The catalogue is read.");
        var read = await listings.ReadAsync(channelId, ct);
        progress.Say("Orders are fetched.");
        try
        {
            await connecting.SubscribeAsync(channelId, ct);
            await intake.ReconcileAsync(channelId, ct);
        }
        catch (ChannelException failure)
        {
            throw new BusinessRuleException(failure.Words);
        }

        return new WorkResult(new Sentence("{0} found, {1} matched, {2} to be matched by hand.", read.Found, read.Matched, read.Unmatched), $"/channels/{channelId}/listings");
    }
}
