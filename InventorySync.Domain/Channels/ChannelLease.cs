using System.Diagnostics;
using System.Globalization;

namespace InventorySync.Domain.Channels;

/// <summary>Names the process that works for a channel, so that its successor on the same machine need not wait until the lease of a dead one runs out.</summary>
internal static class ChannelLease
{
    private const int MachineLength = 20;
    private const int LifeLength = 6;

    private static readonly string Machine = Environment.MachineName.Length <= MachineLength ? Environment.MachineName : Environment.MachineName[..MachineLength];
    private static readonly string Life = Text.RandomToken()[..LifeLength];

    public static string NewToken() => FormattableString.Invariant($"{Environment.ProcessId}@{Machine} {Life} {Text.RandomToken()}");

    /// <summary>It was given to a process of this machine that is not there any more. In a container each life has the same number: its first word tells them apart.</summary>
    public static bool IsOfTheDead(string token)
    {
        if (token.Split(' ') is not [var process, var life, _] || process.Split('@', 2) is not [var number, var machine]
            || machine != Machine || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var processId))
            return false;

        return processId == Environment.ProcessId ? life != Life : !Lives(processId);
    }

    private static bool Lives(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
