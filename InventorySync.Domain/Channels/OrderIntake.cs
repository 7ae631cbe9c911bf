using InventorySync.Domain.Jobs;
using InventorySync.Domain.Sales;
using Quartz;

namespace InventorySync.Domain.Channels;

/// <summary>Brings a channel's orders into the shop. It asks for the whole order as it is now, so old, doubled and lost news do no harm.</summary>
public sealed class OrderIntake(IDbContextFactory<InventoryDb> dbs, OpenChannels channels, Orders orders, Confirming confirming, SyncLog log, ShutDoors doors, TimeProvider clock)
{
    private const int AtOnce = 100;

    // clocks differ, and an order may become visible a little after its time
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ShortOverlap = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan History = TimeSpan.FromDays(730);

    /// <summary>One order that the channel told of. The calls are written down by whoever is done with a number of them.</summary>
    public async Task TakeAsync(long channelId, string externalId, CancellationToken ct = default)
    {
        var connection = await ConnectionAsync(channelId, ct);
        if (await channels.Open(connection).Channel.OrderAsync(externalId, ct) is { } order)
            await TakeAsync(connection, order, ct);
        else
            await LetGoAsync(channelId, externalId, ct);
    }

    /// <summary>Writes down what the channel was asked.</summary>
    public async Task WriteDownAsync(long channelId)
    {
        var calls = channels.Open(await ConnectionAsync(channelId, CancellationToken.None)).Calls.Take();
        if (calls.Count > 0)
            await log.WriteAsync(channelId, SyncKind.Orders, SyncCounts.None, calls, note: null, CancellationToken.None);
    }

    /// <summary>Everything that changed since the last time: it finds what no webhook told of. The answer is how many said something new.</summary>
    public Task<int> ReconcileAsync(long channelId, CancellationToken ct = default) => ReconcileAsync(channelId, Overlap, ct);

    /// <summary>What happened there just now; what became visible late is found by the next whole look.</summary>
    public Task<int> LookQuicklyAsync(long channelId, CancellationToken ct = default) => ReconcileAsync(channelId, ShortOverlap, ct);

    private async Task<int> ReconcileAsync(long channelId, TimeSpan overlap, CancellationToken ct)
    {
        var connection = await ConnectionAsync(channelId, ct);
        var (channel, calls) = channels.Open(connection);
        var (began, found) = (clock.GetUtcNow(), 0);
        Sentence? note = null;
        try
        {
            var together = new List<IncomingOrder>(AtOnce);
            await foreach (var order in channel.OrdersAsync((connection.OrdersReadUntil ?? connection.ConnectedAt - History) - overlap, ct))
            {
                together.Add(order);
                if (together.Count < AtOnce)
                    continue;
                found += await TakeNewsAsync(connection, together, ct);
                together.Clear();
            }

            found += await TakeNewsAsync(connection, together, ct);
            await using var db = await dbs.CreateDbContextAsync(ct);
            await db.ChannelConnections.Where(c => c.ChannelId == channelId).ExecuteUpdateAsync(set => set.SetProperty(c => c.OrdersReadUntil, began), ct);
            await dbs.ReachedAsync(channelId, clock.GetUtcNow(), ct);
        }
        catch (ChannelException failure)
        {
            note = failure.Words;
            await doors.NoteAsync(channelId, failure, ct);
            throw;
        }
        finally
        {
            await log.WriteAsync(channelId, SyncKind.Orders, SyncCounts.None with { Pushed = 0 }, calls.Take(), note ?? new Sentence("{0} orders were new or had changed.", found), CancellationToken.None);
        }

        return found;
    }

    // most of what is read again is known: one question tells for all of them
    private async Task<int> TakeNewsAsync(ChannelConnection connection, List<IncomingOrder> told, CancellationToken ct)
    {
        var origins = told.ConvertAll(o => Order.OriginOf(connection.ChannelId, o.ExternalId)).ToArray();
        Dictionary<string, DateTimeOffset?> known;
        await using (var db = await dbs.CreateDbContextAsync(ct))
            known = await db.Orders.IgnoreQueryFilters().Where(o => o.OriginKey != null && origins.Contains(o.OriginKey)).ToDictionaryAsync(o => o.OriginKey!, o => o.ExternalUpdatedAt, ct);
        var found = 0;
        foreach (var order in told.Where(o => !(known.GetValueOrDefault(Order.OriginOf(connection.ChannelId, o.ExternalId)) >= o.UpdatedAt)))
            found += await TakeAsync(connection, order, ct) ? 1 : 0;
        return found;
    }

    // Deleted there, or not to be kept any more because it was never paid: what is still promised for it is free again.
    private async Task LetGoAsync(long channelId, string externalId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var origin = Order.OriginOf(channelId, externalId);
        var open = await db.Orders.IgnoreQueryFilters().AsNoTracking().FirstOrDefaultAsync(o => o.OriginKey == origin, ct);
        if (open is { IsOpen: true })
            await confirming.VanishThereAsync(open.Id, ct);
    }

    // What was sent before the connection moved no stock of ours: it is history. What is still to be sent is promised and becomes an order.
    private async Task<bool> TakeAsync(ChannelConnection connection, IncomingOrder order, CancellationToken ct)
    {
        if (order.PlacedAt >= connection.ConnectedAt || !(order.CancelledAt is not null || order.Lines.All(l => l.Sent + l.Cancelled >= l.Quantity)))
        {
            await NoteMovedAsync(connection.ChannelId, order, ct);
            return (await orders.TakeAsync(order with { ChannelId = connection.ChannelId, Lines = await MatchedAsync(connection.ChannelId, order, ct) }, ct: ct)).Changed;
        }

        if (order.CancelledAt is not null)
            return false;
        return await RememberAsync(connection.ChannelId, order, ct);
    }

    // Before our stock changes by it: whoever figures out after that the same is wanted as was sent, must not believe that it stands there.
    private async Task NoteMovedAsync(long channelId, IncomingOrder order, CancellationToken ct)
    {
        var goods = order.Lines.Select(l => l.GoodsId).OfType<string>().Distinct().ToArray();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.Listings.Where(l => l.ChannelId == channelId && goods.Contains(l.ExternalId))
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Moves, l => l.Moves + 1), ct);
    }

    // what a listing says goes before the SKU: somebody may have matched it by hand
    private async Task<IReadOnlyList<IncomingLine>> MatchedAsync(long channelId, IncomingOrder order, CancellationToken ct)
    {
        var goods = order.Lines.Select(l => l.GoodsId).OfType<string>().Distinct().ToArray();
        if (goods.Length == 0)
            return order.Lines;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var known = await db.Listings.Where(l => l.ChannelId == channelId && goods.Contains(l.ExternalId) && l.VariantId != null).ToDictionaryAsync(l => l.ExternalId, l => l.VariantId, ct);
        return [.. order.Lines.Select(l => l.GoodsId is { } id && known.TryGetValue(id, out var variantId) ? l with { VariantId = variantId } : l)];
    }

    private Task<bool> RememberAsync(long channelId, IncomingOrder order, CancellationToken ct) => dbs.ChangeAsync(async db =>
    {
        if (await db.PastSales.AnyAsync(p => p.ChannelId == channelId && p.OrderId == order.ExternalId, ct))
            return false;

        var lines = await MatchedAsync(channelId, order, ct);
        var skus = lines.Where(l => l.VariantId is null).Select(l => Text.Folded(l.Sku ?? "")).Where(s => s.Length > 0).Distinct().ToArray();
        var bySku = await db.Variants.Where(v => skus.Contains(v.SkuFolded)).ToDictionaryAsync(v => v.SkuFolded, v => v.Id, ct);
        foreach (var line in lines)
        {
            var variantId = line.VariantId ?? bySku.GetValueOrDefault(Text.Folded(line.Sku ?? ""));
            if (variantId != 0 && line.Sent > line.Returned)
                db.PastSales.Add(new PastSale(channelId, order.ExternalId, line.ExternalId, variantId, line.Sent - line.Returned, order.PlacedAt));
        }

        return true;
    }, ct);

    private async Task<ChannelConnection> ConnectionAsync(long channelId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.ChannelConnections.AsNoTracking().SingleOrDefaultAsync(c => c.ChannelId == channelId, ct) ?? throw new NotFoundException("This channel is not connected.");
    }
}

[Job("Look for orders", "Asks each channel for orders that changed, so that those are found of which nobody told, and mends what tells us.")]
public sealed class ReconcileOrders(IDbContextFactory<InventoryDb> dbs, OrderIntake intake, Connecting connecting, Progress progress) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        List<long> connected;
        await using (var db = await dbs.CreateDbContextAsync(cancellationToken))
            connected = await db.ChannelConnections.Where(c => c.State == LinkState.Connected).Select(c => c.ChannelId).ToListAsync(cancellationToken);
        var (found, silent) = (0, 0);
        foreach (var channelId in connected)
        {
            try
            {
                found += await intake.ReconcileAsync(channelId, cancellationToken);
                await connecting.SubscribeAsync(channelId, cancellationToken);
            }
            catch (Exception failure) when (failure is ChannelException or BusinessRuleException)
            {
                silent++; // its run tells why; the other channels are asked all the same
            }
        }

        progress.Say(new Sentence("{0} orders were new or had changed; {1} channels did not answer.", found, silent));
    }
}
