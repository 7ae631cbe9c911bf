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
    // in a storm of news each door is looked up once in this time
    private static readonly TimeSpan DoorsKnown = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<long, Opened> _opened = [];
    private readonly ConcurrentDictionary<string, (ChannelConnection Connection, DateTimeOffset Until)> _doors = [];

    public IReadOnlyList<IChannelConnector> Connectors { get; } = [.. connectors.OrderBy(c => c.Title, StringComparer.Ordinal)];

    public IChannelConnector ConnectorOf(string name) =>
        Connectors.FirstOrDefault(c => c.Name == name) ?? throw new BusinessRuleException("This version of the product does not know the channel “{0}”.", name);

    /// <summary>With the calls made since it was taken last.</summary>
    public (IChannel Channel, CallBook Calls) Open(ChannelConnection connection)
    {
        var opened = OpenedAs(connection);
        return (opened.Channel, opened.Calls);
    }

    /// <summary>Whose door it is at which somebody knocks; null when nobody's.</summary>
    internal async Task<ChannelConnection?> ByHookAsync(string hookToken, Func<Task<ChannelConnection?>> look, DateTimeOffset now)
    {
        if (_doors.TryGetValue(hookToken, out var door) && now < door.Until)
            return door.Connection;

        if (await look() is not { } connection)
        {
            _doors.TryRemove(hookToken, out _); // what strangers try is not kept
            return null;
        }

        _doors[hookToken] = (connection, now + DoorsKnown);
        return connection;
    }

    /// <summary>What a call to our door tells; null when it was not this channel that called.</summary>
    public ChannelNews? Hear(ChannelConnection connection, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body) =>
        ConnectorOf(connection.Connector).Hear(new ChannelAccess(connection.ChannelId, OpenedAs(connection).Shown, _ => { }), headers, body);

    private Opened OpenedAs(ChannelConnection connection) =>
        _opened.AddOrUpdate(connection.ChannelId, _ => Made(connection), (_, there) => there.Entered == connection.Entered ? there : Made(connection));

    private Opened Made(ChannelConnection connection)
    {
        var calls = new CallBook();
        var shown = secrets.Show(connection.Entered);
        var channel = ConnectorOf(connection.Connector).Open(new ChannelAccess(connection.ChannelId, shown, calls.Write));
        return new Opened(connection.Entered, shown, channel, calls);
    }

    private sealed record Opened(string Entered, IReadOnlyDictionary<string, string> Shown, IChannel Channel, CallBook Calls);
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
