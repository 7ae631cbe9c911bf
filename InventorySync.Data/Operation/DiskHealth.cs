using InventorySync.Domain.Operation;

namespace InventorySync.Data.Operation;

/// <summary>Whether there is room on the disk of the data folder, and whether it can be written to.</summary>
internal sealed class DiskHealth(DataFolder folder) : IHealthQuestion
{
    private const long Gigabyte = 1024L * 1024 * 1024;
    private const long Little = 2 * Gigabyte;
    private const long TooLittle = Gigabyte / 5;

    public string Title => "Disk";

    public string Icon => "hard_drive";

    public bool NeededToServe => true;

    public async Task<HealthAnswer> AskAsync(CancellationToken ct)
    {
        if (await RefusalAsync(ct) is { } refusal)
            return new HealthAnswer(HealthState.Bad, new Sentence("Nothing can be written to {0}: {1}", folder.Root, refusal), "Make room on the disk, or give the user who runs InventorySync the right to write there.");

        var free = new DriveInfo(folder.Root).AvailableFreeSpace;
        var words = Words(free);
        return free switch
        {
            < TooLittle => new HealthAnswer(HealthState.Bad, new Sentence("Only {0} are free on the disk of the data folder.", words), "Make room at once: the shop stops when the disk is full. Old backups and logs are the first to go."),
            < Little => new HealthAnswer(HealthState.Watch, new Sentence("Only {0} are free on the disk of the data folder.", words), "Make room soon, or move the data folder to a larger disk."),
            _ => HealthAnswer.Good("{0} are free.", words),
        };
    }

    private async Task<string?> RefusalAsync(CancellationToken ct)
    {
        var probe = Path.Combine(folder.Root, $".health-{Environment.ProcessId}");
        try
        {
            await File.WriteAllTextAsync(probe, "InventorySync looks whether it may write here.", ct);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure.Message;
        }
        finally
        {
            Forget(probe);
        }
    }

    private static void Forget(string probe)
    {
        if (File.Exists(probe))
            File.Delete(probe);
    }

    private static string Words(long bytes) => bytes >= Gigabyte ? $"{bytes / Gigabyte} GB" : $"{bytes / 1024 / 1024} MB";
}
