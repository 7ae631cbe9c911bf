using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace InventorySync.Web.Shared;

/// <summary>Hands what a page read while it was prerendered over to its circuit: nothing is read twice, and nothing flickers in between.</summary>
public sealed class Handoff(PersistentComponentState state, HandoffShelf shelf) : IDisposable
{
    private const string Ticket = "handoff";

    private PersistingComponentStateSubscription? _onPersisting;
    private string? _ticket;

    /// <summary>The first time in a circuit the value of the prerendered page, if it is still there; else what is read now.</summary>
    public async Task<T> ReadAsync<T>(string name, bool interactive, Func<Task<T>> read)
        where T : class
    {
        if (interactive)
        {
            if (_ticket is null && state.TryTakeFromJson<string>(Ticket, out var given))
                _ticket = given;
            return (_ticket is null ? null : shelf.Take(_ticket, name) as T) ?? await read();
        }

        var value = await read();
        _ticket ??= Text.RandomToken();
        _onPersisting ??= state.RegisterOnPersisting(KeepTicket, RenderMode.InteractiveServer);
        shelf.Put(_ticket, name, value);
        return value;
    }

    public void Dispose() => _onPersisting?.Dispose();

    private Task KeepTicket()
    {
        state.PersistAsJson(Ticket, _ticket);
        return Task.CompletedTask;
    }
}

/// <summary>Where values wait for the few moments until the circuit of their page fetches them. On another node they are simply read anew.</summary>
public sealed class HandoffShelf(TimeProvider clock)
{
    private const int Most = 5_000;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(string Ticket, string Name), (object Value, DateTimeOffset Until)> _shelf = new();

    public void Put(string ticket, string name, object value)
    {
        var now = clock.GetUtcNow();
        foreach (var (key, old) in _shelf)
        {
            if (old.Until < now)
                _shelf.TryRemove(key, out _);
        }

        if (_shelf.Count < Most)
            _shelf[(ticket, name)] = (value, now + Wait);
    }

    public object? Take(string ticket, string name) =>
        _shelf.TryRemove((ticket, name), out var waiting) && waiting.Until >= clock.GetUtcNow() ? waiting.Value : null;
}
