using System.Globalization;
using Microsoft.Extensions.Logging;

namespace InventorySync.Domain.Outbox;

/// <summary>One screen's ear: a short queue of its own, so that a slow screen holds up no other.</summary>
internal sealed class LiveSubscription(string prefix, Func<OutboxMessage, Task> onMessage, Action<LiveSubscription> leave, ILogger log) : IDisposable
{
    public const int Limit = 500;

    private readonly Lock _lock = new();
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo _language = CultureInfo.CurrentUICulture;
    private readonly OrderedDictionary<(string Kind, string Subject), OutboxMessage> _waiting = [];
    private bool _working;
    private bool _left;

    public void Offer(OutboxMessage message)
    {
        if (!Hears(message.Subject))
            return;

        lock (_lock)
        {
            if (_waiting.Count >= Limit && !_waiting.ContainsKey((message.Kind, message.Subject)))
                Replace(MissedMessage(message.HappenedAt));
            else
                _waiting[(message.Kind, message.Subject)] = message;
            Start();
        }
    }

    public void OfferMissed()
    {
        lock (_lock)
        {
            Replace(MissedMessage(default));
            Start();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _left = true;
            _waiting.Clear();
        }

        leave(this);
    }

    // "location:1" must not hear of "location:12"
    private bool Hears(string subject) =>
        subject.StartsWith(prefix, StringComparison.Ordinal)
        && (subject.Length == prefix.Length || prefix.Length == 0 || prefix[^1] is ':' or '/' || subject[prefix.Length] is ':' or '/');

    private OutboxMessage MissedMessage(DateTimeOffset at) => new(LiveFeed.Missed, prefix, "{}", at);

    private void Replace(OutboxMessage message)
    {
        _waiting.Clear();
        _waiting[(message.Kind, message.Subject)] = message;
    }

    private void Start()
    {
        if (_working || _left)
            return;

        _working = true;
        _ = Task.Run(WorkAsync);
    }

    private async Task WorkAsync()
    {
        // the screen speaks its person's language also when the news comes from elsewhere
        CultureInfo.CurrentCulture = _culture;
        CultureInfo.CurrentUICulture = _language;
        while (Next() is { } message)
        {
            try
            {
                await onMessage(message);
            }
            catch (ObjectDisposedException)
            {
                // the screen was closed while it was being told
                Dispose();
            }
            catch (Exception failure)
            {
                log.LogWarning(failure, "A screen failed to show {Kind} {Subject}.", message.Kind, message.Subject);
            }
        }
    }

    private OutboxMessage? Next()
    {
        lock (_lock)
        {
            if (_left || _waiting.Count == 0)
            {
                _working = false;
                return null;
            }

            var message = _waiting.GetAt(0).Value;
            _waiting.RemoveAt(0);
            return message;
        }
    }
}
