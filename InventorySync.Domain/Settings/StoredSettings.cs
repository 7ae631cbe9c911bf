using InventorySync.Domain.Access;

namespace InventorySync.Domain.Settings;

/// <summary>The values of one section as they hold now.</summary>
public sealed class StoredSettings : IVersioned
{
    public long Id { get; private set; }

    public string Section { get; init; } = "";

    /// <summary>JSON; secret values are encrypted.</summary>
    public string Content { get; set; } = "{}";

    public DateTimeOffset ChangedAt { get; set; }

    public ulong Version { get; private set; }
}

/// <summary>One change of a section: what was before, what came, and by whom. Any of them can be put back.</summary>
public sealed class SettingsChange : IAppendOnly
{
    public long Id { get; private set; }

    public string Section { get; init; } = "";

    public DateTimeOffset At { get; init; }

    public ActorKind ActorKind { get; init; }

    public long? ActorId { get; init; }

    public string ActorName { get; init; } = "";

    /// <summary>Null where the section held what the product comes with.</summary>
    public string? Before { get; init; }

    public string After { get; init; } = "";
}

/// <summary>Tells every node that a section holds new values.</summary>
public sealed record SettingsChanged(string Section);
