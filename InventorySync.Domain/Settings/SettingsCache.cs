using System.Collections.Concurrent;
using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Settings;

/// <summary>What this node knows of the settings. A change empties it at once on every node; the age is the safety net for a node that missed the news.</summary>
public sealed class SettingsCache : IDisposable
{
    /// <summary>In front of a section's name, the subject of the news about it.</summary>
    public const string Subject = "settings:";

    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Entry> _entries = new();
    private readonly TimeProvider _clock;
    private readonly IDisposable _news;

    public SettingsCache(TimeProvider clock, LiveFeed feed)
    {
        _clock = clock;
        _news = feed.Subscribe(Subject, message =>
        {
            Hear(message);
            return Task.CompletedTask;
        });
    }

    public async Task<object> GetAsync(string section, Func<Task<object>> read)
    {
        if (_entries.TryGetValue(section, out var old) && _clock.GetUtcNow() - old.ReadAt > MaxAge)
            _entries.TryRemove(new KeyValuePair<string, Entry>(section, old));

        // Whoever forgets a section while it is being read drops the entry, so that an outdated answer is never kept.
        var entry = _entries.GetOrAdd(section, _ => new Entry(_clock.GetUtcNow(), new Lazy<Task<object>>(read)));
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

    public void Dispose() => _news.Dispose();

    private void Hear(OutboxMessage message)
    {
        if (message.Kind == LiveFeed.Missed)
            _entries.Clear();
        else
            Forget(message.Subject[Subject.Length..]);
    }

    private sealed record Entry(DateTimeOffset ReadAt, Lazy<Task<object>> Value);
}
