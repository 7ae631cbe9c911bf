namespace InventorySync.Domain.Sales;

/// <summary>What left the shelves for a line, in the order it left, to be taken back piece by piece: a kit that went as its parts comes back as its parts.</summary>
internal sealed class SentGoods
{
    private readonly Queue<Segment> _segments;
    private decimal _used;

    public SentGoods(Order order, OrderLine line)
    {
        _segments = new Queue<Segment>(order.Shipments.OrderBy(s => s.ShippedAt).ThenBy(s => s.Id).SelectMany(s => s.Lines).Where(l => l.OrderLineId == line.Id).SelectMany(l => SegmentsOf(l, line.VariantId)));
        Take(line.Returned);
    }

    /// <summary>The goods of so many more units of the line.</summary>
    public List<StockTake> Take(decimal quantity)
    {
        List<StockTake> goods = [];
        while (quantity > 0 && _segments.TryPeek(out var segment))
        {
            var part = Math.Min(quantity, segment.Quantity - _used);
            goods.AddRange(segment.Goods.Select(g => new StockTake { VariantId = g.VariantId, LocationId = g.LocationId, Quantity = Math.Round(g.Quantity * part, 3) }));
            (quantity, _used) = (quantity - part, _used + part);
            if (_used < segment.Quantity)
                break;

            _segments.Dequeue();
            _used = 0;
        }

        return goods;
    }

    private static IEnumerable<Segment> SegmentsOf(ShipmentLine sent, long? variantId)
    {
        var whole = sent.Takes.Where(t => t.VariantId == variantId).ToList();
        foreach (var take in whole)
            yield return new Segment(take.Quantity, [take with { Quantity = 1 }]);

        var kits = sent.Quantity - whole.Sum(t => t.Quantity);
        if (kits > 0 && whole.Count < sent.Takes.Count)
            yield return new Segment(kits, [.. sent.Takes.Where(t => t.VariantId != variantId).GroupBy(t => t.VariantId).Select(g => g.First() with { Quantity = g.Sum(t => t.Quantity) / kits })]);
    }

    private sealed record Segment(decimal Quantity, IReadOnlyList<StockTake> Goods);
}
