using InventorySync.Data.Embedded;
using Microsoft.Extensions.Configuration;

namespace InventorySync.Data;

public enum DatabaseProvider
{
    Embedded,
    PostgreSql,
    SqlServer,
}

/// <summary>Section "Database" of the settings: which database keeps the shop.</summary>
public sealed record DatabaseSettings
{
    public const string Section = "Database";

    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Embedded;

    /// <summary>For PostgreSql and SqlServer; the embedded server makes its own.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Bring the database to this version at start; when off, start is refused until --migrate was run.</summary>
    public bool MigrateAtStart { get; init; } = true;

    /// <summary>The server that the app brings along.</summary>
    public EmbeddedPostgresSettings Embedded { get; init; } = new();

    /// <summary>Reads and checks them; a name that is not known is refused, because it is most likely a mistyped one.</summary>
    public static DatabaseSettings Read(IConfiguration configuration) => (DatabaseSettings)SettingsReader.Read(configuration, Section, typeof(DatabaseSettings));
}
