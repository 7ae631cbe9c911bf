using System.Diagnostics;
using InventorySync.Data.Embedded;

namespace InventorySync.Tests.Support;

/// <summary>The test assembly as a program of its own, for tests that need a second process that can be killed.</summary>
internal static class OwnProcess
{
    public const string HoldPostgres = "hold-postgres";

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [HoldPostgres, var folder, var programs])
            return 2;
        try
        {
            await using var postgres = await EmbeddedPostgres.StartAsync(new() { DataFolder = folder, Durable = false }, programs == "" ? null : programs);
            Console.WriteLine(postgres.Arrival);
            while (await Console.In.ReadLineAsync() is not null) { }
            return 0;
        }
        catch (Data.StartProblemException e)
        {
            Console.WriteLine(e.Message);
            return 1;
        }
    }

    /// <summary>Starts it, as an ordinary user where one is named; it ends when its input is closed.</summary>
    public static Process Start(string? user, params string[] arguments)
    {
        List<string> command = ["dotnet", typeof(OwnProcess).Assembly.Location, .. arguments];
        if (user is not null)
            command.InsertRange(0, ["setpriv", "--reuid", user, "--regid", "65534", "--clear-groups", "--"]);
        return Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        })!;
    }
}
