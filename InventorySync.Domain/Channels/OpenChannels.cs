using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace InventorySync.Domain.Channels;

/// <summary>Keeps what was entered for a connection unreadable in the database and its backups.</summary>
public sealed class ChannelSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("InventorySync.Channels.Connection");

    public string Hide(IReadOnlyDictionary<string, string> entered) => _protector.Protect(JsonSerializer.Serialize(entered));

    public IReadOnlyDictionary<string, string> Show(string hidden) => JsonSerializer.Deserialize<Dictionary<string, string>>(_protector.Unprotect(hidden))!;
}

/// <summary>The channels that this node works with. Each stays open, because it remembers how much its limit still permits.</summary>
public sealed class OpenChannels(IEnumerable<IChannelConnector> connectors, ChannelSecrets secrets)
{
    private readonly ConcurrentDictionary<long, Opened> _opened = [];

    public IReadOnlyList<IChannelConnector> Connectors { get; } = [.. connectors.OrderBy(c => c.Title, StringComparer.Ordinal)];

    public IChannelConnector ConnectorOf(string name) =>
        Connectors.FirstOrDefault(c => c.Name == name) ?? throw new BusinessRuleException("This version of the product does not know the channel “{0}”.", name);

    /// <summary>With the calls made since it was taken last.</summary>
    public (IChannel Channel, CallBook Calls) Open(ChannelConnection connection)
    {
        var opened = _opened.AddOrUpdate(connection.ChannelId, _ => Made(connection), (_, there) => there.Entered == connection.Entered ? there : Made(connection));
        return (opened.Channel, opened.Calls);
    }

    /// <summary>What a call to our door tells; null when it was not this channel that called.</summary>
    public ChannelNews? Hear(ChannelConnection connection, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body) =>
        ConnectorOf(connection.Connector).Hear(new ChannelAccess(connection.ChannelId, secrets.Show(connection.Entered), _ => { }), headers, body);

    private Opened Made(ChannelConnection connection)
    {
        var calls = new CallBook();
        var channel = ConnectorOf(connection.Connector).Open(new ChannelAccess(connection.ChannelId, secrets.Show(connection.Entered), calls.Write));
        return new Opened(connection.Entered, channel, calls);
    }

    private sealed record Opened(string Entered, IChannel Channel, CallBook Calls);
}

/// <summary>Calls that were made and are not written down yet.</summary>
public sealed class CallBook
{
    private readonly ConcurrentQueue<ChannelCall> _calls = [];

    public void Write(ChannelCall call) => _calls.Enqueue(call);

    public IReadOnlyList<ChannelCall> Take()
    {
        var taken = new List<ChannelCall>();
        while (_calls.TryDequeue(out var call))
            taken.Add(call);
        return taken;
    }
}
