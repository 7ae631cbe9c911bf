using System.ComponentModel.DataAnnotations;
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
    public static DatabaseSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        try
        {
            var settings = section.Get<DatabaseSettings>(options => options.ErrorOnUnknownConfiguration = true) ?? new DatabaseSettings();
            Refuse(settings.Embedded, Section + ":Embedded");
            return settings;
        }
        catch (InvalidOperationException e) when (e.Message.Contains("ErrorOnUnknownConfiguration", StringComparison.Ordinal))
        {
            var unknown = e.Message.Split('\'').ElementAtOrDefault(3) ?? "";
            throw new StartProblemException($"The settings below {Section} contain a name that InventorySync does not know: {unknown}.", "Correct or remove it; docs/engineers/settings.md lists them all.", e);
        }
    }

    private static void Refuse(object settings, string section)
    {
        var failures = new List<ValidationResult>();
        if (!Validator.TryValidateObject(settings, new ValidationContext(settings), failures, validateAllProperties: true))
            throw new StartProblemException($"A setting below {section} is out of range: {string.Join(" ", failures.Select(f => f.ErrorMessage!.Replace("The field ", "", StringComparison.Ordinal)))}", "Correct it in appsettings.json or on the command line; docs/engineers/settings.md explains it.");
    }
}
