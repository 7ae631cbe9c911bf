using InventorySync.Domain.Outbox;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Channels;

/// <summary>Marks every listing whose figure may have changed. What the figure is now is asked when it is sent, so no old one can be on its way.</summary>
[Follower("Channels", "Notes which quantities have to be sent to the shop's channels.")]
public sealed class ListingMarks(IDbContextFactory<InventoryDb> dbs, ChannelSignal signal, SettingsCache settings, TimeProvider clock) : IFollower
{
    public string Name => "channels";

    public async Task HandleAsync(IReadOnlyList<OutboxMessage> batch, CancellationToken ct)
    {
        var marked = await MarkAsync(batch, ct);
        if (marked > 0)
            signal.Give();
    }

    private async Task<int> MarkAsync(IReadOnlyList<OutboxMessage> batch, CancellationToken ct)
    {
        var all = false;
        var channels = new HashSet<long>();
        var variants = new HashSet<long>();
        foreach (var message in batch)
        {
            switch (message.Kind)
            {
                case nameof(StockChanged):
                    variants.Add(message.Read<StockChanged>().VariantId);
                    break;
                case nameof(ChannelChanged):
                    channels.Add(message.Read<ChannelChanged>().ChannelId);
                    break;
                case nameof(AllocationChanged):
                    var rule = message.Read<AllocationChanged>();
                    if (rule.VariantId is { } variant)
                        variants.Add(variant);
                    else if (rule.ChannelId is { } channel)
                        channels.Add(channel);
                    else
                        all = true;
                    break;
                case nameof(TurnoverComputed):
                    all = true;
                    break;
                case nameof(SettingsChanged):
                    all |= message.Read<SettingsChanged>().Section == AllocationSettings.Section;
                    settings.Forget(AllocationSettings.Section); // what is figured out next must not go by the old ones
                    break;
            }
        }

        return all || channels.Count + variants.Count > 0 ? await MarkAsync(all, [.. channels], [.. variants], ct) : 0;
    }

    private Task<int> MarkAsync(bool all, long[] channels, long[] variants, CancellationToken ct) => dbs.ChangeAsync(async db =>
    {
        var now = clock.GetUtcNow();
        // a kit has what its parts allow
        var kits = db.KitParts.Where(p => variants.Contains(p.PartVariantId)).Select(p => p.KitVariantId);
        return await db.Listings
            .Where(l => l.VariantId != null && (all || channels.Contains(l.ChannelId) || variants.Contains(l.VariantId.Value) || kits.Contains(l.VariantId.Value)))
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Marks, l => l.Marks + 1).SetProperty(l => l.WaitingSince, l => l.WaitingSince ?? now), ct);
    }, ct);
}

/// <summary>Wakes this node's publisher: there is something to send.</summary>
public sealed class ChannelSignal : WakeUp;
