using System.Diagnostics;
using System.Globalization;

namespace InventorySync.Domain.Channels;

/// <summary>Only one node works for a channel at a time: it has it on lease for as long as it lives.</summary>
public sealed class ChannelLeases(IDbContextFactory<InventoryDb> dbs, TimeProvider clock)
{
    // long enough for a node that stumbles, short enough for one that died
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    /// <summary>Works while it has the channel; not at all when somebody else has it. The work gets a question that says whether it still has it.</summary>
    public async Task<T> WithAsync<T>(long channelId, Func<Func<Task<bool>>, Task<T>> work, T otherwise, CancellationToken ct)
    {
        var token = ChannelLease.NewToken();
        if (!await TakeAsync(channelId, token, ct))
            return otherwise;

        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var beat = BeatAsync(channelId, token, end.Token);
        try
        {
            return await work(() => RenewAsync(channelId, token, ct));
        }
        finally
        {
            await end.CancelAsync();
            await LeaveAsync(channelId, token);
            await beat;
        }
    }

    /// <summary>What processes of this machine still held when they died is free again; what those of other machines held runs out by itself.</summary>
    public async Task FreeWhatTheDeadHeldAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        foreach (var held in await db.ChannelConnections.Where(c => c.LeaseToken != null).Select(c => new { c.ChannelId, c.LeaseToken }).ToListAsync(ct))
        {
            if (ChannelLease.IsOfTheDead(held.LeaseToken!))
                await LeaveAsync(held.ChannelId, held.LeaseToken!);
        }
    }

    private async Task<bool> TakeAsync(long channelId, string token, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.ChannelConnections
            .Where(c => c.ChannelId == channelId && c.State == LinkState.Connected && (c.NotBefore == null || c.NotBefore <= now) && (c.LeasedUntil == null || c.LeasedUntil < now))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.LeasedUntil, now + Length).SetProperty(c => c.LeaseToken, token), ct) == 1;
    }

    private async Task<bool> RenewAsync(long channelId, string token, CancellationToken ct)
    {
        var until = clock.GetUtcNow() + Length;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.ChannelConnections.Where(c => c.ChannelId == channelId && c.LeaseToken == token && c.State == LinkState.Connected)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.LeasedUntil, until), ct) == 1;
    }

    // a call may take longer than the lease: it is kept for as long as this process lives
    private async Task BeatAsync(long channelId, string token, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await Task.Delay(Beat, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!ct.IsCancellationRequested)
                await RenewAsync(channelId, token, CancellationToken.None);
        }
    }

    private async Task LeaveAsync(long channelId, string token)
    {
        await using var db = await dbs.CreateDbContextAsync();
        await db.ChannelConnections.Where(c => c.ChannelId == channelId && c.LeaseToken == token)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.LeasedUntil, (DateTimeOffset?)null).SetProperty(c => c.LeaseToken, (string?)null));
    }
}

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
