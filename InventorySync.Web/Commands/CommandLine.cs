using InventorySync.Data;

namespace InventorySync.Web.Commands;

public enum AppCommand
{
    Run,
    Help,
    Version,
    Migrate,
    Backup,
    Restore,
    Check,
    ForgetKeys,
    PasswordLink,
}

/// <summary>What was asked for on the command line: one command at most, and settings.</summary>
public sealed record CommandLine(AppCommand Command, string? Argument, string[] Settings)
{
    private static readonly Dictionary<string, AppCommand> Commands = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--help"] = AppCommand.Help,
        ["-h"] = AppCommand.Help,
        ["-?"] = AppCommand.Help,
        ["--version"] = AppCommand.Version,
        ["--migrate"] = AppCommand.Migrate,
        ["--backup"] = AppCommand.Backup,
        ["--restore"] = AppCommand.Restore,
        ["--check"] = AppCommand.Check,
        ["--password-link"] = AppCommand.PasswordLink,
        ["--forget-keys"] = AppCommand.ForgetKeys,
    };

    // Settings of the outermost level; those with a section (Database:Provider) are the settings' own affair.
    private static readonly HashSet<string> OutermostSettings = new(StringComparer.OrdinalIgnoreCase)
    {
        "urls", "http_ports", "https_ports", "environment", "contentRoot", "applicationName", "DataFolder", "AllowedHosts", "Demo",
    };

    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var settings = new List<string>();
        (AppCommand Command, string? Argument)? asked = null;
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, value) = Split(arguments[i]);
            if (Commands.TryGetValue(name, out var command))
            {
                if (asked is not null && asked.Value.Command != command)
                    throw Misunderstood("Two commands were given at once.");
                if (value is null && command is AppCommand.Backup or AppCommand.Restore or AppCommand.PasswordLink && i + 1 < arguments.Count && !arguments[i + 1].StartsWith('-'))
                    value = arguments[++i];
                asked = (command, value);
            }
            else if (IsSetting(name))
            {
                value ??= i + 1 < arguments.Count ? arguments[++i] : throw Misunderstood($"The setting {name} has no value.");
                settings.Add($"{name}={value}");
            }
            else
            {
                throw Misunderstood($"InventorySync does not know “{arguments[i]}”.");
            }
        }
        if (asked is (AppCommand.Restore, null or ""))
            throw Misunderstood("--restore needs the backup file.");
        if (asked is (AppCommand.PasswordLink, null or ""))
            throw Misunderstood("--password-link needs the e-mail address of the person.");
        return new CommandLine(asked?.Command ?? AppCommand.Run, asked?.Argument, [.. settings]);
    }

    private static (string Name, string? Value) Split(string argument) =>
        argument.StartsWith('-') && argument.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (argument[..at], argument[(at + 1)..]) : (argument, null);

    private static bool IsSetting(string name) =>
        name.StartsWith("--", StringComparison.Ordinal) && (name.Contains(':', StringComparison.Ordinal) || name.Contains("__", StringComparison.Ordinal) || OutermostSettings.Contains(name[2..]));

    private static StartProblemException Misunderstood(string problem) => new(problem, "Start it with --help to see what it understands.");
}
