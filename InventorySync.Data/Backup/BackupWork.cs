using InventorySync.Domain.Jobs;
using Quartz;

namespace InventorySync.Data.Backup;

[Job("Back up the shop", "Writes everything the shop knows into one file, proves that it can be restored, and deletes backups that are no longer wanted.")]
public sealed class NightlyBackup(BackupDesk desk) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await desk.RunNightlyAsync(cancellationToken);
}

/// <summary>Somebody wants a backup now.</summary>
internal sealed class BackUpNow(BackupDesk desk) : IBackgroundWork
{
    public const string KindName = "backup";

    public string Kind => KindName;

    public async Task<WorkResult> RunAsync(RunningTask task, CancellationToken ct)
    {
        var made = await desk.MakeAsync(ct);
        return new WorkResult(new Sentence("{0} rows and {1} files are in {2}.", made.Rows, made.Files, made.Name), "/operations/backups");
    }

    public sealed record Asked;
}

/// <summary>Somebody wants to know whether a backup can be restored.</summary>
internal sealed class ProveBackup(BackupDesk desk) : IBackgroundWork
{
    public const string KindName = "backup-proof";

    public string Kind => KindName;

    public async Task<WorkResult> RunAsync(RunningTask task, CancellationToken ct)
    {
        var name = task.Input<Asked>().Name;
        await desk.ProveAsync(name, ct);
        return new WorkResult(new Sentence("{0} can be restored.", name), "/operations/backups");
    }

    public sealed record Asked(string Name);
}
