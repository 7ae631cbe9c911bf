using System.Collections.Concurrent;

namespace InventorySync.Domain.Settings;

/// <summary>What this node knows of the settings. A change empties it at once on every node; the age is the safety net for a node that missed the news.</summary>
public sealed class SettingsCache(TimeProvider clock)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Entry> _entries = new();

    public async Task<object> GetAsync(string section, Func<Task<object>> read)
    {
        if (_entries.TryGetValue(section, out var old) && clock.GetUtcNow() - old.ReadAt > MaxAge)
            _entries.TryRemove(new KeyValuePair<string, Entry>(section, old));

        // Whoever forgets a section while it is being read drops the entry, so that an outdated answer is never kept.
        var entry = _entries.GetOrAdd(section, _ => new Entry(clock.GetUtcNow(), new Lazy<Task<object>>(read)));
        try
        {
            return await entry.Value.Value;
        }
        catch
        {
            _entries.TryRemove(new KeyValuePair<string, Entry>(section, entry));
            throw;
        }
    }

    public void Forget(string section) => _entries.TryRemove(section, out _);

    private sealed record Entry(DateTimeOffset ReadAt, Lazy<Task<object>> Value);
}
