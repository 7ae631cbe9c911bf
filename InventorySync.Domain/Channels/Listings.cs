using InventorySync.Domain.Access;

namespace InventorySync.Domain.Channels;

/// <summary>What was found in a channel's catalogue.</summary>
public sealed record CatalogueRead(int Found, int Matched, int Unmatched, int Doubled, int Vanished);

/// <summary>Knows which variant is meant by what a channel sells: by SKU, then by barcode, and where that does not tell, by hand.</summary>
public sealed class Listings(IDbContextFactory<InventoryDb> dbs, OpenChannels channels, SyncLog log, ShutDoors doors, ChannelSignal signal, CurrentActor actor, TimeProvider clock)
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
        var (found, open) = (new Dictionary<string, RemoteGoods>(), new List<RemoteGoods>());
        try
        {
            var goods = new List<RemoteGoods>(AtOnce);
            await foreach (var one in channel.GoodsAsync(ct))
            {
                if (found.TryAdd(one.ExternalId, one))
                    goods.Add(one);
                if (goods.Count < AtOnce)
                    continue;
                open.AddRange(await TakeInAsync(channelId, goods, ct));
                goods.Clear();
            }

            open.AddRange(await TakeInAsync(channelId, goods, ct));
        }
        catch (ChannelException failure)
        {
            await log.WriteAsync(channelId, SyncKind.Catalogue, SyncCounts.None, calls.Take(), failure.Words, ct);
            await doors.NoteAsync(channelId, failure, ct);
            throw new BusinessRuleException(failure.Words);
        }

        await dbs.ReachedAsync(channelId, clock.GetUtcNow(), ct);
        var read = await MatchAllAsync(channelId, found.Values, open, ct) with { Vanished = await VanishedAsync(channelId, began, ct) };
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

    /// <summary>Forgets it. It comes back when the catalogue is read again and it is still sold there.</summary>
    public Task RemoveAsync(long listingId, CancellationToken ct = default) => ChangeAsync(listingId, (db, listing) =>
    {
        db.Listings.Remove(listing);
        return Task.CompletedTask;
    }, ct);

    /// <summary>Takes in what the channel says; the answer is what nobody has matched yet.</summary>
    private Task<List<RemoteGoods>> TakeInAsync(long channelId, List<RemoteGoods> goods, CancellationToken ct) => goods.Count == 0
        ? Task.FromResult(new List<RemoteGoods>())
        : dbs.ChangeAsync(async db =>
        {
            var now = clock.GetUtcNow();
            var ids = goods.Select(g => g.ExternalId).ToArray();
            var there = await db.Listings.Where(l => l.ChannelId == channelId && ids.Contains(l.ExternalId)).ToDictionaryAsync(l => l.ExternalId, ct);
            var open = new List<RemoteGoods>();
            foreach (var one in goods)
            {
                if (there.GetValueOrDefault(one.ExternalId) is { } listing)
                    listing.Tell(one);
                else
                    await db.Listings.AddAsync(listing = new Listing(channelId, one), ct);
                listing.Look(one.Quantity, now);
                if (listing.VariantId is null)
                    open.Add(one);
            }

            return open;
        }, ct);

    // only when everything was read is it known which SKU is there twice
    private async Task<CatalogueRead> MatchAllAsync(long channelId, IReadOnlyCollection<RemoteGoods> found, List<RemoteGoods> open, CancellationToken ct)
    {
        var twice = found.GroupBy(g => Text.Folded(g.Sku)).Where(g => g.Key.Length > 0 && g.Count() > 1).Select(g => g.Key).ToHashSet();
        var matched = 0;
        foreach (var part in open.Chunk(AtOnce))
            matched += await MatchAsync(channelId, part, twice, ct);
        return new CatalogueRead(found.Count, found.Count - open.Count + matched, open.Count - matched, found.Count(g => twice.Contains(Text.Folded(g.Sku))), 0);
    }

    private Task<int> MatchAsync(long channelId, RemoteGoods[] goods, HashSet<string> twice, CancellationToken ct) => dbs.ChangeAsync(async db =>
    {
        var ids = goods.Select(g => g.ExternalId).ToArray();
        var there = await db.Listings.Where(l => l.ChannelId == channelId && ids.Contains(l.ExternalId) && l.VariantId == null).ToDictionaryAsync(l => l.ExternalId, ct);
        var variants = await VariantsAsync(db, goods, twice, ct);
        var matched = 0;
        foreach (var one in goods)
        {
            if (there.GetValueOrDefault(one.ExternalId) is not { } listing)
                continue;

            listing.Share(variants.IsDoubled(one));
            if (variants.Of(one) is not { } variantId)
                continue;
            listing.Match(variantId, clock.GetUtcNow());
            matched++;
        }

        return matched;
    }, ct);

    private static async Task<Matches> VariantsAsync(InventoryDb db, RemoteGoods[] goods, HashSet<string> twice, CancellationToken ct)
    {
        var skus = goods.Select(g => Text.Folded(g.Sku)).Where(s => s.Length > 0).Distinct().ToArray();
        var codes = goods.Select(g => g.Barcode).OfType<string>().Where(c => c.Length > 0).Distinct().ToArray();
        var bySku = await db.Variants.Where(v => skus.Contains(v.SkuFolded)).Select(v => new { v.SkuFolded, v.Id }).ToDictionaryAsync(v => v.SkuFolded, v => v.Id, ct);
        var byCode = await db.Barcodes.Where(b => codes.Contains(b.Code)).Select(b => new { b.Code, b.VariantId }).ToDictionaryAsync(b => b.Code, b => b.VariantId, ct);
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
