using System.Diagnostics;

namespace InventorySync.Tests.Support;

/// <summary>The real app as a process of its own, in a folder of its own, as a shop starts it.</summary>
public sealed class OwnApp : IDisposable
{
    private readonly DirectoryInfo _home = RunFolder.New("app");

    public OwnApp() => File.Copy(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), Settings);

    public string Folder => _home.FullName;

    public string Settings => Path.Combine(Folder, "appsettings.json");

    public string DataFolder => Path.Combine(Folder, "data");

    public Process Start(params string[] arguments) => Start(user: null, arguments);

    public Process Start(string? user, string[] arguments)
    {
        List<string> command = ["dotnet", Path.Combine(AppContext.BaseDirectory, "InventorySync.Web.dll"), .. arguments];
        if (user is not null)
            command.InsertRange(0, ["setpriv", "--reuid", user, "--regid", "65534", "--clear-groups", "--"]);
        return Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    /// <summary>Runs a command to its end.</summary>
    public Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments) => RunAsync(user: null, arguments);

    public async Task<(int ExitCode, string Output, string Errors)> RunAsync(string? user, string[] arguments)
    {
        using var bounded = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var process = Start(user, arguments);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(bounded.Token);
            var errors = process.StandardError.ReadToEndAsync(bounded.Token);
            await process.WaitForExitAsync(bounded.Token);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    public void Dispose()
    {
        if (Data.Embedded.PostmasterPid.ReadAlive(Path.Combine(DataFolder, "postgres", "cluster")) is { } left)
        {
            using var server = Process.GetProcessById(left.ProcessId);
            server.Kill(entireProcessTree: true);
        }
        _home.Delete(recursive: true);
    }
}
