using InventorySync.Domain.Access;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Api;

/// <summary>When, from where and how often each key was used. A busy key is written at most once a minute by each node.</summary>
public sealed class ApiKeyUses(IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<long, Noted> _noted = [];

    public async Task NoteAsync(long keyId, string? address, CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            if (!_noted.TryGetValue(keyId, out var noted))
                _noted[keyId] = noted = new Noted();
            noted.Count++;
            noted.Address = address;
            noted.At = now;
            if (noted.WrittenAt + Pause > now)
                return;
            noted.WrittenAt = now;
        }

        await WriteAsync([keyId], ct);
    }

    /// <summary>Writes what is still only in memory.</summary>
    public async Task FlushAsync(CancellationToken ct = default)
    {
        List<long> waiting;
        lock (_lock)
        {
            waiting = [.. _noted.Where(n => n.Value.Count > 0).Select(n => n.Key)];
        }

        await WriteAsync(waiting, ct);
    }

    private async Task WriteAsync(List<long> keyIds, CancellationToken ct)
    {
        if (keyIds.Count == 0)
            return;

        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = Actor.System("API keys");
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<InventoryDb>>().CreateDbContextAsync(ct);
        foreach (var keyId in keyIds.Order())
        {
            var (count, address, at) = Take(keyId);
            await db.ApiKeys.Where(k => k.Id == keyId).ExecuteUpdateAsync(
                set => set.SetProperty(k => k.Uses, k => k.Uses + count).SetProperty(k => k.LastUsedAt, at).SetProperty(k => k.LastUsedFrom, address), ct);
        }
    }

    private (int Count, string? Address, DateTimeOffset At) Take(long keyId)
    {
        lock (_lock)
        {
            var noted = _noted[keyId];
            var taken = (noted.Count, noted.Address, noted.At);
            noted.Count = 0;
            return taken;
        }
    }

    private sealed class Noted
    {
        public int Count { get; set; }

        public string? Address { get; set; }

        public DateTimeOffset At { get; set; }

        public DateTimeOffset WrittenAt { get; set; }
    }
}
