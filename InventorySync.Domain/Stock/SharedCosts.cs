namespace InventorySync.Domain.Stock;

/// <summary>Gives what a command took out on to what it puts in, by shares; the last share takes the rest, so that no cent is lost or made.</summary>
internal sealed class SharedCosts(IReadOnlyList<StockLine> lines)
{
    private decimal _shares = lines.Sum(l => l.CostShare ?? 0);
    private decimal _averageGiven;
    private decimal _fifoGiven;

    public (decimal Average, decimal Fifo)? Of(StockLine line, IReadOnlyList<StockMovement> before)
    {
        if (line.CostShare is not { } share)
            return null;

        var (average, fifo) = (-before.Where(m => m.Quantity < 0).Sum(m => m.Value) - _averageGiven, -before.Where(m => m.Quantity < 0).Sum(m => m.FifoValue) - _fifoGiven);
        var part = share / _shares;
        _shares -= share;
        var given = (StockItem.Round(average * part), StockItem.Round(fifo * part));
        (_averageGiven, _fifoGiven) = (_averageGiven + given.Item1, _fifoGiven + given.Item2);
        return given;
    }
}
