using InventorySync.Domain.Places;

namespace InventorySync.Domain.Stock;

/// <summary>A balance with its layers and bins, locked for one change.</summary>
internal sealed class StockAccount(StockItem item, VariantFacts variant, List<StockLayer> layers, List<BinStock> bins, IReadOnlyDictionary<long, Bin> places)
{
    public StockItem Item => item;

    public VariantFacts Variant => variant;

    /// <summary>Layers and bins that this change made or used up, for the context to save.</summary>
    public List<object> Made { get; } = [];

    public List<object> UsedUp { get; } = [];

    private decimal Loose => item.OnHand - bins.Sum(b => b.OnHand);

    public IEnumerable<StockMovement> Post(StockLine line, (decimal Average, decimal Fifo)? cost, Func<long?, MovementDetails> details) =>
        line switch
        {
            { AddsCost: { } late } => AddCost(late, details(null)),
            { Quantity: > 0 } => Receive(line, cost, details),
            { BinId: { } binId } => [IssueFrom(binId, line, details)],
            _ => IssueAnywhere(line, details),
        };

    private IEnumerable<StockMovement> Receive(StockLine line, (decimal Average, decimal Fifo)? cost, Func<long?, MovementDetails> details)
    {
        if (line.BinId is { } binId)
            Bin(binId, goesIn: true).Move(line.Quantity);
        var value = line.TotalCost ?? StockItem.Round(line.Quantity * (line.UnitCost ?? UsualCost));
        var layered = Math.Min(line.Quantity, item.OnHand + line.Quantity);
        foreach (var movement in item.Receive(line.Quantity, cost?.Average ?? value, cost?.Fifo ?? value, details(line.BinId)))
        {
            if (movement.Quantity > 0 && layered > 0)
                AddLayer(new StockLayer(movement, layered));
            yield return movement;
        }
    }

    /// <summary>On to what is left of the receipt: by the oldest first what is left in its layer, by the average as many as may still stand here.</summary>
    private IEnumerable<StockMovement> AddCost(LateCost late, MovementDetails details)
    {
        var fifo = layers.Find(l => l.Sequence == late.Sequence)?.AddCost(late) ?? 0;
        return item.AddCost(late.Amount, late.Amount * Math.Clamp(item.OnHand, 0, late.Quantity) / late.Quantity, fifo, details);
    }

    private decimal UsualCost => item.AverageCost != 0 || item.Movements > 0 ? item.AverageCost : variant.Cost;

    private StockMovement IssueFrom(long binId, StockLine line, Func<long?, MovementDetails> details)
    {
        var bin = Bin(binId, goesIn: false);
        if (-line.Quantity > bin.OnHand)
            throw new BusinessRuleException("Only {0} lie in bin {1}; {2} are wanted.", bin.OnHand, places[binId].Code, -line.Quantity) { Field = nameof(StockLine.Quantity) };

        var movement = Issue(-line.Quantity, line, details(binId));
        Take(bin, -line.Quantity);
        return movement;
    }

    /// <summary>From the location itself first, then from its bins by their codes, a movement each.</summary>
    private IEnumerable<StockMovement> IssueAnywhere(StockLine line, Func<long?, MovementDetails> details)
    {
        RefuseMissing(line);
        var missing = -line.Quantity;
        var loose = bins.Count == 0 ? missing : Math.Min(missing, Math.Max(Loose, 0));
        if (loose > 0)
            yield return Issue(loose, line, details(null));
        missing -= loose;
        foreach (var bin in bins.Where(b => b.OnHand > 0).OrderBy(b => places[b.BinId].CodeKey, StringComparer.Ordinal).ToList())
        {
            if (missing <= 0)
                yield break;

            var taken = Math.Min(missing, bin.OnHand);
            missing -= taken;
            yield return Issue(taken, line, details(bin.BinId));
            Take(bin, taken);
        }

        if (missing > 0)
            yield return Issue(missing, line, details(null));
    }

    // Asked for the whole before a part of it is taken, so that the refusal names what is there and what is wanted.
    private void RefuseMissing(StockLine line)
    {
        var free = line.Promised ? item.Reserved : item.Available - item.Lowest;
        if (-line.Quantity > free && item.Lowest == 0)
            throw new BusinessRuleException(line.Promised ? "Only {0} are reserved here; {1} are wanted." : "Only {0} are free here; {1} are wanted.", free, -line.Quantity) { Field = nameof(StockLine.Quantity) };
    }

    private StockMovement Issue(decimal quantity, StockLine line, MovementDetails details)
    {
        if (line.TakesBack is { } receipt)
            return item.TakeBack(quantity, FifoCostOf(quantity, receipt.Sequence), StockItem.Round(receipt.Value * quantity / receipt.Quantity), details);

        var fifo = FifoCostOf(quantity);
        return line.Promised ? item.IssueReserved(quantity, fifo, details) : item.Issue(quantity, fifo, details);
    }

    /// <summary>From the layer that the receipt made, as far as it is still there.</summary>
    private decimal FifoCostOf(decimal quantity, long sequence)
    {
        if (layers.Find(l => l.Sequence == sequence) is not { } layer)
            return FifoCostOf(quantity);

        var (taken, value) = layer.Take(quantity);
        if (layer.Remaining == 0)
        {
            Drop(layer);
            layers.Remove(layer);
        }

        return taken < quantity ? value + FifoCostOf(quantity - taken) : value;
    }

    private decimal FifoCostOf(decimal quantity)
    {
        var value = 0m;
        while (quantity > 0 && layers.Count > 0)
        {
            var (taken, cost) = layers[0].Take(quantity);
            quantity -= taken;
            value += cost;
            if (layers[0].Remaining > 0)
                break;

            Drop(layers[0]);
            layers.RemoveAt(0);
        }

        return value + item.Unlayered(quantity);
    }

    private void AddLayer(StockLayer layer)
    {
        layers.Add(layer);
        Made.Add(layer);
    }

    private BinStock Bin(long binId, bool goesIn)
    {
        if (!places.TryGetValue(binId, out var place))
            throw new NotFoundException("This bin is not there any more. Scan its label, or choose another one.") { Field = nameof(StockLine.BinId) };
        if (place.LocationId != item.LocationId)
            throw new BusinessRuleException("Bin {0} belongs to another location. Choose a bin of this location.", place.Code) { Field = nameof(StockLine.BinId) };
        if (goesIn && !place.Active)
            throw new BusinessRuleException("Bin {0} is deactivated. Choose another one, or reactivate it first.", place.Code) { Field = nameof(StockLine.BinId) };
        if (bins.Find(b => b.BinId == binId) is { } bin)
            return bin;

        bin = new BinStock(item.VariantId, item.LocationId, binId);
        bins.Add(bin);
        Made.Add(bin);
        return bin;
    }

    private void Take(BinStock bin, decimal quantity)
    {
        bin.Move(-quantity);
        if (bin.OnHand != 0)
            return;

        bins.Remove(bin);
        Drop(bin);
    }

    private void Drop(object gone)
    {
        if (!Made.Remove(gone))
            UsedUp.Add(gone);
    }
}
