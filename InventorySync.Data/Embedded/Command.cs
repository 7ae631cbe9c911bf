using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace InventorySync.Data.Embedded;

internal sealed record CommandResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}

/// <summary>Runs a program of the system or of the database server to its end.</summary>
internal static class Command
{
    public static async Task<CommandResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken ct, string? input = null)
    {
        using var process = Start(program, arguments, capture: true);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(ct);
            var errors = process.StandardError.ReadToEndAsync(ct);
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(ct);
            return new CommandResult(process.ExitCode, await errors + await output);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>For a program that leaves a server behind, which must not hold open for years what we were started with: files of whoever started us,
    /// and on Windows our own pipes.</summary>
    public static async Task<CommandResult> RunLeavingAServerAsync(string program, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        if (!OperatingSystem.IsWindows())
            return await RunAsync("/bin/sh", ["-c", "exec 3<&- 4<&- 5<&- 6<&- 7<&- 8<&- 9<&-; exec \"$@\"", "sh", program, .. arguments], ct);
        using var process = Start(program, arguments, capture: false);
        await process.WaitForExitAsync(ct);
        return new CommandResult(process.ExitCode, "");
    }

    public static Process Start(string program, IReadOnlyList<string> arguments, bool capture)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true, // on Windows also keeps Ctrl+C of our console away from the server
            RedirectStandardInput = capture,
            RedirectStandardOutput = capture,
            RedirectStandardError = capture,
            WorkingDirectory = Path.GetPathRoot(Path.GetFullPath(AppContext.BaseDirectory)),
        };
        if (capture)
            (start.StandardOutputEncoding, start.StandardErrorEncoding) = (Encoding.UTF8, Encoding.UTF8);
        // Our reading of the server's words needs English; PG… variables of the user's shell must not steer it.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new StartProblemException(
                string.Create(CultureInfo.InvariantCulture, $"The program {program}, which the database of InventorySync needs, cannot be run ({e.Message})."),
                "Install InventorySync anew from the package for this system, or set a database server of your own in Database:ConnectionString.", e);
        }
    }
}
