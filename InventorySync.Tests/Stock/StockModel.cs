using InventorySync.Domain.Stock;

namespace InventorySync.Tests.Stock;

/// <summary>What the stock must be, as plain sums.</summary>
internal sealed class StockModel
{
    private readonly Dictionary<StockKey, (decimal OnHand, decimal Reserved)> _balances;
    private readonly List<Hold> _holds = [];

    public StockModel(IEnumerable<StockKey> keys, decimal onHand) => _balances = keys.ToDictionary(k => k, _ => (onHand, 0m));

    public IReadOnlyDictionary<StockKey, (decimal OnHand, decimal Reserved)> Balances => _balances;

    public IReadOnlyList<long> Owners => [.. _holds.Select(h => h.OwnerId).Distinct().Order()];

    /// <summary>Whether it is allowed; then it is done.</summary>
    public bool Move(StockKey key, decimal quantity)
    {
        var (onHand, reserved) = _balances[key];
        if (quantity < 0 && -quantity > onHand - reserved)
            return false;

        _balances[key] = (onHand + quantity, reserved);
        return true;
    }

    public IReadOnlyList<decimal> Reserve(long ownerId, IReadOnlyList<(StockKey Key, decimal Wanted)> lines, Extent extent, DateTimeOffset? until)
    {
        var possible = lines.Select(l => Math.Min(l.Wanted, _balances[l.Key].OnHand - _balances[l.Key].Reserved)).ToList();
        if (extent == Extent.AllOrNothing && lines.Select((l, i) => possible[i] < l.Wanted).Any(missing => missing))
            return [.. lines.Select(_ => 0m)];

        for (var i = 0; i < lines.Count; i++)
        {
            if (possible[i] <= 0)
                continue;

            var (onHand, reserved) = _balances[lines[i].Key];
            _balances[lines[i].Key] = (onHand, reserved + possible[i]);
            _holds.Add(new Hold(ownerId, lines[i].Key, until) { Quantity = possible[i] });
        }

        return possible;
    }

    public void Release(long ownerId) => Free(h => h.OwnerId == ownerId);

    public void Expire(DateTimeOffset now) => Free(h => h.Until <= now);

    public void Use(long ownerId, bool oneOfTheFirst)
    {
        var holds = _holds.Where(h => h.OwnerId == ownerId).ToList();
        foreach (var hold in oneOfTheFirst ? holds.Take(1) : holds)
        {
            var used = oneOfTheFirst ? 1 : hold.Quantity;
            var (onHand, reserved) = _balances[hold.Key];
            _balances[hold.Key] = (onHand - used, reserved - used);
            hold.Quantity -= used;
            if (hold.Quantity == 0)
                _holds.Remove(hold);
        }
    }

    private void Free(Func<Hold, bool> which)
    {
        foreach (var hold in _holds.Where(which).ToList())
        {
            var (onHand, reserved) = _balances[hold.Key];
            _balances[hold.Key] = (onHand, reserved - hold.Quantity);
            _holds.Remove(hold);
        }
    }

    private sealed record Hold(long OwnerId, StockKey Key, DateTimeOffset? Until)
    {
        public decimal Quantity { get; set; }
    }
}
