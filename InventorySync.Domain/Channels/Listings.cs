using InventorySync.Domain.Access;

namespace InventorySync.Domain.Channels;

/// <summary>What was found in a channel's catalogue.</summary>
public sealed record CatalogueRead(int Found, int Matched, int Unmatched, int Doubled, int Vanished);

/// <summary>Knows which variant is meant by what a channel sells: by SKU, then by barcode, and where that does not tell, by hand.</summary>
public sealed class Listings(IDbContextFactory<InventoryDb> dbs, OpenChannels channels, SyncLog log, ChannelSignal signal, CurrentActor actor, TimeProvider clock)
{
    private const int AtOnce = 500;

    /// <summary>Reads everything that is sold there. What was matched stays as it is; quantities are taken in as seen.</summary>
    public async Task<CatalogueRead> ReadAsync(long channelId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.ChannelsManage);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var connection = await db.ChannelConnections.AsNoTracking().SingleOrDefaultAsync(c => c.ChannelId == channelId, ct)
            ?? throw new NotFoundException("This channel is not connected.");
        var (channel, calls) = channels.Open(connection);
        var began = clock.GetUtcNow();
        var read = new CatalogueRead(0, 0, 0, 0, 0);
        try
        {
            var goods = new List<RemoteGoods>(AtOnce);
            await foreach (var one in channel.GoodsAsync(ct))
            {
                goods.Add(one);
                if (goods.Count < AtOnce)
                    continue;
                read = And(read, await TakeInAsync(channelId, goods, ct));
                goods.Clear();
            }

            read = And(read, await TakeInAsync(channelId, goods, ct));
        }
        catch (ChannelException failure)
        {
            await log.WriteAsync(channelId, SyncKind.Catalogue, SyncCounts.None, calls.Take(), failure.Words, ct);
            throw new BusinessRuleException(failure.Words);
        }

        await dbs.ReachedAsync(channelId, clock.GetUtcNow(), ct);
        read = read with { Vanished = await VanishedAsync(channelId, began, ct) };
        await log.WriteAsync(channelId, SyncKind.Catalogue, SyncCounts.None, calls.Take(), new Sentence("{0} found, {1} matched, {2} to be matched by hand.", read.Found, read.Matched, read.Unmatched), ct);
        signal.Give();
        return read;
    }

    /// <summary>Says which variant it is. Two listings may show one variant; each gets the same figure.</summary>
    public Task MatchAsync(long listingId, long variantId, CancellationToken ct = default) => ChangeAsync(listingId, async (db, listing) =>
    {
        if (!await db.Variants.AnyAsync(v => v.Id == variantId, ct))
            throw new NotFoundException("This variant is not here any more.") { Field = "VariantId" };
        listing.Match(variantId, clock.GetUtcNow());
    }, ct);

    public Task UnmatchAsync(long listingId, CancellationToken ct = default) => ChangeAsync(listingId, (_, listing) =>
    {
        listing.Unmatch();
        return Task.CompletedTask;
    }, ct);

    public Task PauseAsync(long listingId, CancellationToken ct = default) => ChangeAsync(listingId, (_, listing) =>
    {
        listing.Pause();
        return Task.CompletedTask;
    }, ct);

    public Task GoOnAsync(long listingId, CancellationToken ct = default) => ChangeAsync(listingId, (_, listing) =>
    {
        listing.GoOn(clock.GetUtcNow());
        return Task.CompletedTask;
    }, ct);

    /// <summary>Sends our figure again, whatever stands there.</summary>
    public Task SendAgainAsync(long listingId, CancellationToken ct = default) => ChangeAsync(listingId, (_, listing) =>
    {
        listing.Mark(clock.GetUtcNow());
        return Task.CompletedTask;
    }, ct);

    private Task<CatalogueRead> TakeInAsync(long channelId, List<RemoteGoods> goods, CancellationToken ct) => goods.Count == 0
        ? Task.FromResult(new CatalogueRead(0, 0, 0, 0, 0))
        : dbs.ChangeAsync(async db =>
        {
            var now = clock.GetUtcNow();
            var ids = goods.Select(g => g.ExternalId).ToArray();
            var there = await db.Listings.Where(l => l.ChannelId == channelId && ids.Contains(l.ExternalId)).ToDictionaryAsync(l => l.ExternalId, ct);
            var variants = await VariantsAsync(db, goods, ct);
            var (matched, unmatched, doubled) = (0, 0, 0);
            foreach (var one in goods.DistinctBy(g => g.ExternalId))
            {
                if (there.GetValueOrDefault(one.ExternalId) is { } listing)
                    listing.Tell(one);
                else
                    await db.Listings.AddAsync(listing = new Listing(channelId, one), ct);
                listing.Look(one.Quantity, now);
                if (listing.VariantId is null && variants.Of(one) is { } variantId)
                    listing.Match(variantId, now);
                doubled += variants.IsDoubled(one) ? 1 : 0;
                _ = listing.VariantId is null ? unmatched++ : matched++;
            }

            return new CatalogueRead(goods.Count, matched, unmatched, doubled, 0);
        }, ct);

    private static async Task<Matches> VariantsAsync(InventoryDb db, List<RemoteGoods> goods, CancellationToken ct)
    {
        var skus = goods.Select(g => Text.Folded(g.Sku)).Where(s => s.Length > 0).Distinct().ToArray();
        var codes = goods.Select(g => g.Barcode).OfType<string>().Where(c => c.Length > 0).Distinct().ToArray();
        var bySku = await db.Variants.Where(v => skus.Contains(v.SkuFolded)).Select(v => new { v.SkuFolded, v.Id }).ToDictionaryAsync(v => v.SkuFolded, v => v.Id, ct);
        var byCode = await db.Barcodes.Where(b => codes.Contains(b.Code)).Select(b => new { b.Code, b.VariantId }).ToDictionaryAsync(b => b.Code, b => b.VariantId, ct);
        var twice = goods.GroupBy(g => Text.Folded(g.Sku)).Where(g => g.Key.Length > 0 && g.Count() > 1).Select(g => g.Key).ToHashSet();
        return new Matches(bySku, byCode, twice);
    }

    // what was not among the answers is not sold there any more
    private Task<int> VanishedAsync(long channelId, DateTimeOffset began, CancellationToken ct) => dbs.ChangeAsync(async db =>
        await db.Listings.Where(l => l.ChannelId == channelId && (l.SeenAt == null || l.SeenAt < began)).ExecuteDeleteAsync(ct), ct);

    private async Task ChangeAsync(long listingId, Func<InventoryDb, Listing, Task> change, CancellationToken ct)
    {
        actor.Demand(Permissions.ChannelsManage);
        await dbs.ChangeAsync(async db => await change(db, await db.Listings.SingleOrDefaultAsync(l => l.Id == listingId, ct) ?? throw new NotFoundException("This listing is not here any more.")), ct);
        signal.Give();
    }

    private static CatalogueRead And(CatalogueRead one, CatalogueRead more) =>
        new(one.Found + more.Found, one.Matched + more.Matched, one.Unmatched + more.Unmatched, one.Doubled + more.Doubled, one.Vanished + more.Vanished);

    private sealed record Matches(Dictionary<string, long> BySku, Dictionary<string, long> ByCode, HashSet<string> Twice)
    {
        public bool IsDoubled(RemoteGoods goods) => Twice.Contains(Text.Folded(goods.Sku));

        // a SKU that two of their goods share says nothing about either
        public long? Of(RemoteGoods goods)
        {
            if (!IsDoubled(goods) && BySku.TryGetValue(Text.Folded(goods.Sku), out var bySku))
                return bySku;
            return goods.Barcode is { Length: > 0 } code && ByCode.TryGetValue(code, out var byCode) ? byCode : null;
        }
    }
}
