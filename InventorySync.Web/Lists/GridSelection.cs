using InventorySync.Domain.Lists;

namespace InventorySync.Web.Lists;

/// <summary>The rows that were chosen in a grid: single ones, or all that match without those taken out again.</summary>
public sealed class GridSelection<TRow>(ListSource<TRow> source)
    where TRow : class, IListRow
{
    private readonly HashSet<long> _keys = [];
    private ListRequest? _all;
    private int _matching;

    internal event Action? Changed;

    /// <summary>Set while everything that matches is meant, also what is on other pages.</summary>
    public bool IsAll => _all is not null;

    public int Count => IsAll ? _matching - _keys.Count : _keys.Count;

    public bool Contains(long key) => IsAll != _keys.Contains(key);

    /// <summary>The keys of what was chosen, as the list is now.</summary>
    public async Task<IReadOnlyList<long>> KeysAsync(CancellationToken ct = default) => _all is null
        ? [.. _keys]
        : [.. (await source.KeysAsync(_all, ct)).Where(key => !_keys.Contains(key))];

    public void Clear()
    {
        _keys.Clear();
        _all = null;
        Changed?.Invoke();
    }

    internal void Set(IEnumerable<long> keys, bool chosen)
    {
        foreach (var key in keys)
        {
            if (chosen != IsAll)
                _keys.Add(key);
            else
                _keys.Remove(key);
        }

        Changed?.Invoke();
    }

    internal void SetAll(ListRequest request, int matching)
    {
        _keys.Clear();
        _all = request;
        _matching = matching;
        Changed?.Invoke();
    }

    internal void Recount(int matching) => _matching = matching;
}
