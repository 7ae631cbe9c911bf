using System.Collections.Concurrent;

namespace InventorySync.Web.Api;

/// <summary>How many calls are left, and after how many seconds there is one again or the bucket is full.</summary>
public sealed record BucketAnswer(bool Allowed, int Left, int RetryAfterSeconds, int FullAfterSeconds);

/// <summary>A bucket of calls for each caller, which fills at a steady rate. Each node counts for itself.</summary>
public sealed class TokenBuckets(TimeProvider clock)
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Bucket> _buckets = new();
    private readonly Lock _sweeping = new();
    private DateTimeOffset _sweptAt;

    public BucketAnswer Take(string caller, double perSecond, int burst)
    {
        var now = clock.GetUtcNow();
        Sweep(now);
        return _buckets.GetOrAdd(caller, _ => new Bucket(burst, now)).Take(perSecond, burst, now);
    }

    // A full bucket says nothing; without this, every address that ever called would stay in memory.
    private void Sweep(DateTimeOffset now)
    {
        lock (_sweeping)
        {
            if (_sweptAt + SweepEvery > now)
                return;
            _sweptAt = now;
        }

        foreach (var (caller, bucket) in _buckets)
        {
            if (bucket.FullAt <= now)
                _buckets.TryRemove(caller, out _);
        }
    }

    private sealed class Bucket(double left, DateTimeOffset at)
    {
        private readonly Lock _lock = new();
        private double _left = left;
        private DateTimeOffset _at = at;

        public DateTimeOffset FullAt { get; private set; } = at;

        public BucketAnswer Take(double perSecond, int burst, DateTimeOffset now)
        {
            lock (_lock)
            {
                _left = Math.Min(burst, _left + (Math.Max(0, (now - _at).TotalSeconds) * perSecond));
                _at = now;
                var allowed = _left >= 1;
                if (allowed)
                    _left--;

                var full = (burst - _left) / perSecond;
                FullAt = now.AddSeconds(full);
                return new BucketAnswer(allowed, (int)_left, allowed ? 0 : (int)Math.Ceiling((1 - _left) / perSecond), (int)Math.Ceiling(full));
            }
        }
    }
}
