using System.Collections;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace InventorySync.Data;

/// <summary>Reads a section of the settings and refuses what cannot be meant: a name that nobody knows, which is most likely a mistyped one, and a value out of its range.</summary>
public static class SettingsReader
{
    public const string Explained = "docs/engineers/settings.md";

    public static object Read(IConfiguration configuration, string section, Type type)
    {
        try
        {
            var settings = configuration.GetSection(section).Get(type, options => options.ErrorOnUnknownConfiguration = true) ?? Activator.CreateInstance(type)!;
            RefuseOutOfRange(settings, section);
            return settings;
        }
        catch (InvalidOperationException e) when (e.Message.Contains("ErrorOnUnknownConfiguration", StringComparison.Ordinal))
        {
            var unknown = e.Message.Split('\'').ElementAtOrDefault(3) ?? "";
            throw new StartProblemException($"The settings below {section} contain a name that InventorySync does not know: {unknown}.", $"Correct or remove it; {Explained} lists them all.", e);
        }
    }

    private static void RefuseOutOfRange(object settings, string section)
    {
        var failures = new List<ValidationResult>();
        if (!Validator.TryValidateObject(settings, new ValidationContext(settings), failures, validateAllProperties: true))
        {
            throw new StartProblemException(
                $"A setting below {section} is out of range: {string.Join(" ", failures.Select(f => f.ErrorMessage!.Replace("The field ", "", StringComparison.Ordinal)))}",
                $"Correct it in appsettings.json or on the command line; {Explained} explains it.");
        }
        foreach (var property in settings.GetType().GetProperties().Where(p => p.PropertyType.IsClass && p.PropertyType != typeof(string) && !p.PropertyType.IsAssignableTo(typeof(IEnumerable))))
        {
            if (property.GetValue(settings) is { } inner)
                RefuseOutOfRange(inner, $"{section}:{property.Name}");
        }
    }
}
