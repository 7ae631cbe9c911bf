using System.Globalization;
using System.Text;

namespace InventorySync.Data.Embedded;

/// <summary>The text of <c>postgresql.conf</c>: written by us at each start, so the settings of the app are the only ones.</summary>
internal static class ServerConfiguration
{
    public static string Write(EmbeddedPostgresSettings settings, string? socketFolder, int port)
    {
        var text = new StringBuilder("# Written by InventorySync at each start. Further parameters belong into Database:Embedded:Parameters of its settings.\n");
        foreach (var (name, value) in Parameters(settings, socketFolder, port))
            text.Append(name).Append(" = '").Append(value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)).Append("'\n");
        return text.ToString();
    }

    private static IEnumerable<(string Name, string Value)> Parameters(EmbeddedPostgresSettings settings, string? socketFolder, int port)
    {
        yield return ("listen_addresses", socketFolder is null || settings.Port != 0 ? "127.0.0.1" : "");
        yield return ("unix_socket_directories", socketFolder ?? "");
        yield return ("unix_socket_permissions", "0700");
        yield return ("port", Number(port));
        yield return ("max_connections", Number(settings.MaxConnections));
        yield return ("shared_buffers", Number(settings.SharedBuffersMegabytes) + "MB");
        yield return ("work_mem", Number(settings.WorkMemoryMegabytes) + "MB");
        yield return ("maintenance_work_mem", "64MB");
        if (OperatingSystem.IsLinux())
            yield return ("dynamic_shared_memory_type", "sysv"); // containers give /dev/shm only 64 MB
        yield return ("wal_level", "minimal"); // nobody replicates a private server, and bulk loads write half as much
        yield return ("max_wal_senders", "0");
        yield return ("max_wal_size", "512MB");
        yield return ("timezone", "UTC");
        yield return ("log_timezone", "UTC");
        yield return ("lc_messages", "C"); // ServerWords reads English
        yield return ("default_text_search_config", "pg_catalog.simple");
        yield return ("log_checkpoints", "off");
        // Statements and details of errors can hold customers' names; the app logs what it needs.
        yield return ("log_min_error_statement", "panic");
        yield return ("log_error_verbosity", "terse");
        yield return ("jit", "off");
        if (!settings.Durable)
        {
            yield return ("fsync", "off");
            yield return ("synchronous_commit", "off");
            yield return ("full_page_writes", "off");
        }
        foreach (var (name, value) in settings.Parameters)
            yield return (name, value);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
