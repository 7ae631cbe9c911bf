using System.ComponentModel.DataAnnotations;

namespace InventorySync.Data.Embedded;

/// <summary>Section <c>Database:Embedded</c> of the settings; explained in docs/engineers/embedded-database.md.</summary>
public sealed record EmbeddedPostgresSettings
{
    /// <summary>Where the server keeps its files; on a disk of this machine, not on a network share. Empty: "postgres" in the data folder.</summary>
    public string DataFolder { get; init; } = "";

    /// <summary>Folder with the server's programs (bin, lib, share); found by itself when empty.</summary>
    public string? ProgramFolder { get; init; }

    /// <summary>0: no port is opened where the system has Unix sockets, any free one elsewhere. Otherwise reachable from this machine on this port.</summary>
    [Range(0, 65535)]
    public int Port { get; init; }

    /// <summary>The ordinary user who runs the server when the app itself is started as root.</summary>
    [Required]
    public string RunAsUser { get; init; } = "nobody";

    [Range(16, 65536)]
    public int SharedBuffersMegabytes { get; init; } = 128;

    [Range(1, 4096)]
    public int WorkMemoryMegabytes { get; init; } = 16;

    [Range(20, 2000)]
    public int MaxConnections { get; init; } = 200;

    /// <summary>Long enough for the server to put its files in order after a power cut.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>False only for tests: what was written may be lost in a power cut.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Further parameters of PostgreSQL by name, for those who know them.</summary>
    public Dictionary<string, string> Parameters { get; init; } = [];
}
