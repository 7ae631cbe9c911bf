namespace InventorySync.Domain.Stock;

/// <summary>What is wanted and what there is of it, read in as few questions as possible.</summary>
internal sealed record Market(IReadOnlyList<Demand> Demands, IReadOnlyList<Supply> Supplies)
{
    public SourcingPlan Choose() => Sourcing.Choose(Demands, Supplies);
}

internal static class Supplies
{
    public static async Task<Market> ReadAsync(InventoryDb db, ReserveCommand command, CancellationToken ct)
    {
        await DemandNamedLocationsAsync(db, command, ct);
        var wanted = command.Lines.Select(l => l.VariantId).Distinct().ToArray();
        var rows = await db.ReadSuppliesAsync(wanted, ct);
        var variants = rows.GroupBy(r => r.Variant.VariantId).ToDictionary(g => g.Key, g => g.First().Variant);
        if (variants.Count < wanted.Length)
            throw StockFacts.Unknown(wanted.First(id => !variants.ContainsKey(id)));
        if (variants.Values.Any(v => v.IsKit))
        {
            var facts = await db.VariantFactsAsync(wanted, ct);
            rows = await db.ReadSuppliesAsync([.. facts.Keys], ct);
            variants = new Dictionary<long, VariantFacts>(facts);
        }

        return new Market(Demands(command.Lines, variants), Ranked(rows, command));
    }

    private static async Task DemandNamedLocationsAsync(InventoryDb db, ReserveCommand command, CancellationToken ct)
    {
        var named = command.Lines.Select(l => l.LocationId).OfType<long>().Distinct().ToArray();
        if (named.Length > 0 && await db.Locations.CountAsync(l => named.Contains(l.Id), ct) < named.Length)
            throw new NotFoundException("This location is not here any more, or not among those you work in.") { Field = nameof(WantedLine.LocationId) };
    }

    /// <summary>Every wanted variant with a row for each location that has a balance of it, or one without a location.</summary>
    public static async Task<IReadOnlyList<SupplyRow>> RowsAsync(InventoryDb db, long[] variantIds, CancellationToken ct) => await (
        from variant in db.Variants.Where(v => variantIds.Contains(v.Id))
        join item in db.StockItems on variant.Id equals item.VariantId into items
        from item in items.DefaultIfEmpty()
        // whoever works in one location only may still sell what lies in another
        join location in db.Locations.IgnoreQueryFilters().Where(l => l.Active) on item.LocationId equals location.Id into locations
        from location in locations.DefaultIfEmpty()
        select new SupplyRow
        {
            Variant = new VariantFacts(variant.Id, variant.Sku, variant.QuantityDecimals, variant.Tracking, variant.IsKit, variant.Cost ?? 0),
            LocationId = location == null ? null : location.Id,
            Free = location == null ? 0 : item.OnHand - item.Reserved,
            Priority = location == null ? 0 : location.Priority,
            Serves = location != null && location.ServesOnlineOrders,
            Latitude = location == null ? null : location.Latitude,
            Longitude = location == null ? null : location.Longitude,
        }).AsNoTracking().ToListAsync(ct);

    // Two lines of one cart may want the same variant: they are summed before anything is checked.
    private static List<Demand> Demands(IReadOnlyList<WantedLine> lines, Dictionary<long, VariantFacts> variants) =>
    [
        .. lines.GroupBy(l => (l.VariantId, l.LocationId)).Select(g =>
        {
            var variant = variants[g.Key.VariantId];
            foreach (var line in g)
                variant.CheckQuantity(line.Quantity);
            return new Demand(g.Key.VariantId, g.Sum(l => l.Quantity))
            {
                LocationId = g.Key.LocationId,
                Uncounted = !variant.Counted,
                Parts = [.. variant.Parts.Where(p => variants[p.PartVariantId].Counted).Select(p => new PartOfKit(p.PartVariantId, p.Quantity))],
            };
        }),
    ];

    /// <summary>Nearest first where both ends are known, then by priority.</summary>
    private static List<Supply> Ranked(IReadOnlyList<SupplyRow> rows, ReserveCommand command)
    {
        var near = command.Near;
        var order = rows.Where(r => r.LocationId is not null)
            .DistinctBy(r => r.LocationId)
            .OrderBy(r => near is not null && r is { Latitude: { } latitude, Longitude: { } longitude } ? near.KmTo(latitude, longitude) : double.MaxValue)
            .ThenBy(r => r.Priority).ThenBy(r => r.LocationId)
            .Select((r, rank) => (r.LocationId, rank)).ToDictionary(r => r.LocationId!.Value, r => r.rank);
        return [.. rows.Where(r => r.LocationId is not null).Select(r => new Supply(new StockKey(r.Variant.VariantId, r.LocationId!.Value), r.Free, order[r.LocationId.Value]) { Serves = command.Among.Count == 0 ? r.Serves : command.Among.Contains(r.LocationId.Value) })];
    }
}

/// <summary>A variant, and how much of it is free at one location.</summary>
public sealed record SupplyRow
{
    public VariantFacts Variant { get; init; } = null!;

    public long? LocationId { get; init; }

    public decimal Free { get; init; }

    public int Priority { get; init; }

    public bool Serves { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }
}
