using InventorySync.Domain.Integrity;
using InventorySync.Domain.Jobs;
using Quartz;

namespace InventorySync.Domain.Files;

[Job("Tidy up files", "Files that have expired, and contents that belong to nothing any more, are removed.")]
public sealed class TidyFiles(FileUpkeep upkeep, Progress progress) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        progress.Say(new Sentence("{0} contents removed.", await upkeep.TidyAsync(cancellationToken)));
}

public sealed class FilesCheck(FileUpkeep upkeep) : IIntegrityCheck
{
    public string Name => "Every file has its content, and it is the one that was stored";

    public async Task<IReadOnlyList<string>> FindAsync(CancellationToken ct) =>
        [.. (await upkeep.FindBrokenAsync(readContents: true, ct)).Select(b => $"The file “{b.Name}” is broken: {b.Reason}. Restore the files from a backup.")];
}
