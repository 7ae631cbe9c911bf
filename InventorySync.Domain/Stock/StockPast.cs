using InventorySync.Domain.Places;

namespace InventorySync.Domain.Stock;

/// <summary>The books of one variant that begin with nothing and live through a past, without a database: for a shop that is filled at once.
/// The same arithmetic as the ledger's writes them.</summary>
public sealed class StockPast(VariantFacts variant, IReadOnlyDictionary<long, Bin> bins)
{
    private readonly SortedDictionary<long, StockAccount> _accounts = [];

    public IEnumerable<StockItem> Items => _accounts.Values.Select(a => a.Item);

    /// <summary>What is left of the receipts.</summary>
    public IEnumerable<StockLayer> Layers => _accounts.Values.SelectMany(a => a.Made.OfType<StockLayer>());

    public IEnumerable<BinStock> InBins => _accounts.Values.SelectMany(a => a.Made.OfType<BinStock>());

    public decimal OnHand(long locationId) => _accounts.TryGetValue(locationId, out var account) ? account.Item.OnHand : 0;

    /// <summary>One line of a command, whose lines before it made so many movements. What comes from elsewhere costs what it cost there.</summary>
    public IReadOnlyList<StockMovement> Post(StockLine line, MovementDetails details, int before = 0, IReadOnlyList<StockMovement>? from = null)
    {
        if (!_accounts.TryGetValue(line.LocationId, out var account))
            _accounts[line.LocationId] = account = new StockAccount(StockItem.Empty(new StockKey(variant.VariantId, line.LocationId)), variant, [], [], bins);
        var cost = from is null ? default((decimal, decimal)?) : (-from.Sum(m => m.Value), -from.Sum(m => m.FifoValue));
        List<StockMovement> movements = [.. account.Post(line, cost, bin => details with { BinId = bin })];
        foreach (var movement in movements)
            movement.Numbered(before++);
        return movements;
    }
}
