using InventorySync.Domain.Access;
using InventorySync.Domain.Alerts;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Places;
using InventorySync.Domain.Stock;
using Quartz;

namespace InventorySync.Domain.Channels;

/// <summary>How a channel's quantities stood against ours.</summary>
public sealed record Comparison(int Compared, int InStep, int Drifted, int Missing);

/// <summary>Holds the quantities that a channel shows against those that were sent, and heals what differs as the shop has chosen.</summary>
public sealed class Comparing(IDbContextFactory<InventoryDb> dbs, OpenChannels channels, Ledger ledger, Notifications notifications, SyncLog log, ShutDoors doors, ChannelSignal signal, CurrentActor actor, TimeProvider clock)
{
    private const int AtOnce = 500;

    public async Task<Comparison> CompareAsync(long channelId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.ChannelsManage);
        ChannelConnection connection;
        await using (var db = await dbs.CreateDbContextAsync(ct))
            connection = await db.ChannelConnections.AsNoTracking().SingleOrDefaultAsync(c => c.ChannelId == channelId, ct) ?? throw new NotFoundException("This channel is not connected.");

        var (channel, calls) = channels.Open(connection);
        var (sum, drifted) = (new Comparison(0, 0, 0, 0), new List<long>());
        try
        {
            var asked = clock.GetUtcNow();
            var goods = new List<RemoteGoods>(AtOnce);
            await foreach (var one in channel.GoodsAsync(ct))
            {
                goods.Add(one);
                if (goods.Count < AtOnce)
                    continue;
                sum = And(sum, await LookAsync(channelId, goods, asked, drifted, ct));
                goods.Clear();
                asked = clock.GetUtcNow();
            }

            sum = And(sum, await LookAsync(channelId, goods, asked, drifted, ct));
        }
        catch (ChannelException failure)
        {
            await log.WriteAsync(channelId, SyncKind.Comparison, SyncCounts.None, calls.Take(), failure.Words, ct);
            await doors.NoteAsync(channelId, failure, ct);
            throw new BusinessRuleException(failure.Words);
        }

        await dbs.ReachedAsync(channelId, clock.GetUtcNow(), ct);
        await HealAsync(connection, drifted, ct);
        await log.WriteAsync(channelId, SyncKind.Comparison, SyncCounts.None, calls.Take(), new Sentence("{0} compared, {1} in step, {2} different.", sum.Compared, sum.InStep, sum.Drifted), ct);
        return sum;
    }

    /// <summary>Decides one difference by hand.</summary>
    public Task DecideAsync(long listingId, DriftPolicy policy, CancellationToken ct = default)
    {
        actor.Demand(Permissions.ChannelsManage);
        return DecideInAsync(listingId, policy, ct);
    }

    private Task<Comparison> LookAsync(long channelId, List<RemoteGoods> goods, DateTimeOffset asked, List<long> drifted, CancellationToken ct) => goods.Count == 0
        ? Task.FromResult(new Comparison(0, 0, 0, 0))
        : dbs.ChangeAsync(async db =>
        {
            var ids = goods.Select(g => g.ExternalId).ToArray();
            var listings = await db.Listings.Where(l => l.ChannelId == channelId && ids.Contains(l.ExternalId) && l.VariantId != null && !l.Paused).ToDictionaryAsync(l => l.ExternalId, ct);
            var (inStep, different) = (0, new List<long>());
            foreach (var one in goods)
            {
                // what is on its way, or was sent while they answered, is not compared: it would look like a difference and is none
                if (listings.GetValueOrDefault(one.ExternalId) is not { WaitingSince: null, Pushed: { } pushed } listing || listing.PushedAt >= asked || one.Quantity is not { } quantity)
                    continue;

                listing.Look(quantity, clock.GetUtcNow());
                if (quantity == pushed)
                    inStep++;
                else
                    different.Add(listing.Id);
            }

            drifted.AddRange(different);
            return new Comparison(inStep + different.Count, inStep, different.Count, goods.Count - listings.Count);
        }, ct);

    private async Task HealAsync(ChannelConnection connection, List<long> drifted, CancellationToken ct)
    {
        if (drifted.Count == 0)
            return;

        foreach (var listingId in connection.Drift == DriftPolicy.Ask ? [] : drifted)
            await DecideInAsync(listingId, connection.Drift, ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var name = await db.Channels.Where(c => c.Id == connection.ChannelId).Select(c => c.Name).SingleAsync(ct);
        var words = connection.Drift switch
        {
            DriftPolicy.OursWins => new Sentence("On “{0}” {1} quantities were changed by somebody else. Ours were sent again.", name, drifted.Count),
            DriftPolicy.TheirsIsCounted => new Sentence("On “{0}” {1} quantities were changed by somebody else. The differences were written into the stock.", name, drifted.Count),
            _ => new Sentence("On “{0}” {1} quantities were changed by somebody else. Decide which are right.", name, drifted.Count),
        };
        await notifications.TellThoseWhoMayAsync(Permissions.ChannelsManage, new News(NotificationKind.Warning, words) { Href = $"/channels/{connection.ChannelId}/listings?state=Drifted" }, ct);
    }

    private async Task DecideInAsync(long listingId, DriftPolicy policy, CancellationToken ct)
    {
        if (policy == DriftPolicy.TheirsIsCounted)
            await CountAsync(listingId, ct);
        await dbs.ChangeAsync(async db =>
        {
            if (await db.Listings.SingleOrDefaultAsync(l => l.Id == listingId, ct) is { VariantId: not null } listing)
                listing.Mark(clock.GetUtcNow());
        }, ct);
        signal.Give();
    }

    // once for each sight of the difference, however often it is asked
    private Task CountAsync(long listingId, CancellationToken ct) => dbs.ChangeAsync(async db =>
    {
        var listing = await db.Listings.AsNoTracking().SingleOrDefaultAsync(l => l.Id == listingId, ct);
        if (listing is not { VariantId: { } variantId, Seen: { } seen, Pushed: { } pushed, SeenAt: { } seenAt } || seen == pushed)
            return;

        var locationId = await ServingAsync(db, listing.ChannelId, variantId, ct) ?? throw new BusinessRuleException("No location serves this channel, so the difference cannot be written into the stock.");
        var onHand = await db.StockItems.Where(i => i.VariantId == variantId && i.LocationId == locationId).Select(i => i.OnHand - i.Reserved).FirstOrDefaultAsync(ct);
        var difference = Math.Max(seen - pushed, -Math.Max(0, onHand));
        if (difference == 0)
            return;

        await ledger.PostAsync(db, new StockCommand(FormattableString.Invariant($"drift-{listingId}-{seenAt.UtcTicks}"), MovementKind.ChannelCorrection, [new StockLine(variantId, locationId, difference)]) { Reason = "Changed at the channel" }, ct);
    }, ct);

    private static async Task<long?> ServingAsync(InventoryDb db, long channelId, long variantId, CancellationToken ct)
    {
        var own = await db.Set<ChannelLocation>().Where(l => l.ChannelId == channelId).Select(l => l.LocationId).ToListAsync(ct);
        return await db.Locations.IgnoreQueryFilters()
            .Where(l => l.Active && (own.Count == 0 ? l.ServesOnlineOrders : own.Contains(l.Id)))
            .OrderByDescending(l => db.StockItems.Any(i => i.LocationId == l.Id && i.VariantId == variantId)).ThenBy(l => l.Priority).ThenBy(l => l.Id)
            .Select(l => (long?)l.Id).FirstOrDefaultAsync(ct);
    }

    private static Comparison And(Comparison one, Comparison more) =>
        new(one.Compared + more.Compared, one.InStep + more.InStep, one.Drifted + more.Drifted, one.Missing + more.Missing);
}

[Job("Compare channels", "Asks each channel what it shows, and tells of what differs from what was sent.")]
public sealed class CompareChannels(IDbContextFactory<InventoryDb> dbs, Comparing comparing, Progress progress) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        List<long> connected;
        await using (var db = await dbs.CreateDbContextAsync(cancellationToken))
            connected = await db.ChannelConnections.Where(c => c.State == LinkState.Connected).Select(c => c.ChannelId).ToListAsync(cancellationToken);
        var (compared, drifted, silent) = (0, 0, 0);
        foreach (var channelId in connected)
        {
            try
            {
                var one = await comparing.CompareAsync(channelId, cancellationToken);
                (compared, drifted) = (compared + one.Compared, drifted + one.Drifted);
            }
            catch (BusinessRuleException)
            {
                silent++; // its run tells why; the other channels are asked all the same
            }
        }

        progress.Say(new Sentence("{0} listings compared, {1} different; {2} channels did not answer.", compared, drifted, silent));
    }
}
