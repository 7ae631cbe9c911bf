using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace InventorySync.Data;

/// <summary>Setting "DataFolder": where this machine keeps what does not stand in the database. Only the user who runs the app may read it.</summary>
public sealed class DataFolder(string path)
{
    public const string Setting = "DataFolder";

    /// <summary>The folder that the settings name; a relative one lies where the settings lie, wherever the app is started from.</summary>
    public static string Of(IConfiguration configuration) =>
        Path.Combine(configuration[HostDefaults.ContentRootKey] ?? "", configuration[Setting] is { Length: > 0 } folder ? folder : "data");

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Root { get; } = Path.GetFullPath(path);

    public string Files => Part("files");

    public string Keys => Part("keys");

    public string Backups => Part("backups");

    public string Logs => Part("logs");

    private string Part(string name)
    {
        var part = Path.Combine(Root, name);
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(part);
            else
                Directory.CreateDirectory(part, OwnerOnly);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartProblemException(
                $"The data folder {Root} cannot be used: {failure.Message}",
                $"Give it to the user who runs InventorySync ({Environment.UserName}), or choose another folder in the setting {Setting}.", failure);
        }

        return part;
    }
}
