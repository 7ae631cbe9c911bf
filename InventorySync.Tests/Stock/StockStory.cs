using InventorySync.Domain.Common;
using InventorySync.Domain.Stock;

namespace InventorySync.Tests.Stock;

/// <summary>What the answers to commands that ran all at once add up to. It knows only what was answered, nothing of the order.</summary>
internal sealed class StockStory(IReadOnlyCollection<StockKey> keys, decimal each)
{
    private readonly Lock _writing = new();
    private readonly Dictionary<long, StockMovement> _moved = [];
    private readonly Dictionary<long, Reservation> _held = [];
    private readonly Dictionary<string, List<long>> _answers = [];
    private readonly List<(StockKey Key, decimal Quantity)> _refused = [];

    /// <summary>What each owner's life left held: by the hold's number.</summary>
    private readonly Dictionary<long, decimal> _left = [];

    /// <summary>The same key gives the same answer, whichever of two calls was first.</summary>
    public void Moved(string commandKey, IReadOnlyList<StockMovement> movements)
    {
        lock (_writing)
        {
            Same(commandKey, movements.Select(m => m.Id));
            foreach (var movement in movements)
                _moved[movement.Id] = movement;
        }
    }

    public void Held(string commandKey, ReserveAnswer answer)
    {
        lock (_writing)
        {
            Same(commandKey, answer.Holds.Select(h => h.Id));
            foreach (var hold in answer.Holds.Where(h => _held.TryAdd(h.Id, h)))
                _left[hold.Id] = hold.Quantity;
        }
    }

    public void Used(long holdId, decimal quantity)
    {
        lock (_writing)
            _left[holdId] -= quantity;
    }

    public void Ended(IEnumerable<long> holdIds)
    {
        lock (_writing)
        {
            foreach (var holdId in holdIds)
                _left[holdId] = 0;
        }
    }

    public void Refused(StockKey key, decimal quantity)
    {
        lock (_writing)
            _refused.Add((key, quantity));
    }

    public decimal OnHandOf(StockKey key) => each + _moved.Values.Where(m => KeyOf(m) == key).Sum(m => m.Quantity);

    public decimal ReservedOf(StockKey key) => _held.Values.Where(h => h.StockKey == key).Sum(h => _left[h.Id]);

    /// <summary>Refusals that no order of the commands explains: even with everything gone that ever went or was held, there would have been enough.</summary>
    public IEnumerable<string> Unjust() =>
        from refused in _refused
        let least = each + _moved.Values.Where(m => KeyOf(m) == refused.Key && m.Quantity < 0).Sum(m => m.Quantity) - _held.Values.Where(h => h.StockKey == refused.Key).Sum(h => h.Quantity)
        where least >= refused.Quantity
        select $"{refused.Quantity} of {refused.Key} were refused though at least {least} were free all the time";

    public IReadOnlyCollection<StockKey> Keys => keys;

    private void Same(string commandKey, IEnumerable<long> answer)
    {
        var ids = answer.Order().ToList();
        if (_answers.TryGetValue(commandKey, out var first))
            Assert.Equal(first, ids);
        else
            _answers[commandKey] = ids;
    }

    private static StockKey KeyOf(StockMovement movement) => new(movement.VariantId, movement.LocationId);
}
