using InventorySync.Domain.Importing;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Settings;
using Quartz;

namespace InventorySync.Data.Importing;

/// <summary>Imports the files that other programs put into a folder. A file lies in its kind's folder, then in “taken” while its rows come in,
/// then in “done”; what was not taken whole lies in “failed” with a note that says why.</summary>
public sealed class WatchedFolder(Imports imports, ShopSettings settings, DataFolder data, TimeProvider clock, Progress progress)
{
    private const string Taken = "taken";
    private const string Done = "done";
    private const string Failed = "failed";

    // somebody may still be writing it
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);
    private static readonly string[] Endings = [".csv", ".tsv", ".txt", ".xlsx"];

    public async Task LookAsync(CancellationToken ct = default)
    {
        var chosen = await settings.GetAsync<WatchedFolderSettings>();
        if (string.IsNullOrWhiteSpace(chosen.Folder))
            return;

        var root = Path.Combine(data.Root, chosen.Folder.Trim());
        foreach (var name in imports.Kinds.Select(k => k.Name).Concat([Taken, Done, Failed]))
            Directory.CreateDirectory(Path.Combine(root, name));
        await imports.SettleAsync(ct);
        var ended = await PutAwayAsync(root, ct);
        var taken = 0;
        foreach (var kind in imports.Kinds)
        {
            foreach (var file in FilesIn(Path.Combine(root, kind.Name)))
                taken += await TakeAsync(root, kind.Name, file, chosen.AllOrNothing, ct) ? 1 : 0;
        }

        if (taken + ended > 0)
            progress.Say(new Sentence("{0} files taken in, {1} put away.", taken, ended));
    }

    private async Task<bool> TakeAsync(string root, string kind, FileInfo file, bool allOrNothing, CancellationToken ct)
    {
        try
        {
            long runId;
            await using (var content = file.Open(FileMode.Open, FileAccess.Read, FileShare.None))
                runId = await imports.TakeInAsync(file.Name, content, kind, ct);
            var run = await imports.FindAsync(runId, ct);
            await imports.CheckAsync(runId, kind, run.Columns, run.Options with { AllOrNothing = allOrNothing }, goOn: true, ct);
            Move(file, Path.Combine(root, Taken), FormattableString.Invariant($"{runId}-{file.Name}"));
            return true;
        }
        catch (BusinessRuleException refusal)
        {
            await RefuseAsync(root, file, refusal.Message, ct);
            return false;
        }
        catch (IOException)
        {
            // another program still holds it: it is looked at again in a minute
            return false;
        }
    }

    private async Task<int> PutAwayAsync(string root, CancellationToken ct)
    {
        var ended = 0;
        foreach (var file in new DirectoryInfo(Path.Combine(root, Taken)).GetFiles().Where(f => f.Name.Contains('-')))
        {
            if (!long.TryParse(file.Name[..file.Name.IndexOf('-')], out var runId) || await ResultOfAsync(runId, ct) is not { } result)
                continue;

            if (result.Length == 0)
                Move(file, Path.Combine(root, Done), file.Name);
            else
                await RefuseAsync(root, file, result, ct);
            ended++;
        }

        return ended;
    }

    // empty when every row came in, null while it goes on
    private async Task<string?> ResultOfAsync(long runId, CancellationToken ct)
    {
        try
        {
            var run = await imports.FindAsync(runId, ct);
            return run.State switch
            {
                ImportState.Checking or ImportState.Running or ImportState.Undoing => null,
                ImportState.Done or ImportState.Undone when run.Wrong == 0 => "",
                ImportState.Done or ImportState.Undone => $"{run.Wrong} rows were wrong; the others came in. The page of the import says why: /import/{runId}",
                _ => $"{run.Note?.ToString() ?? "It was not imported."} The page of the import: /import/{runId}",
            };
        }
        catch (NotFoundException)
        {
            return "";
        }
    }

    private static async Task RefuseAsync(string root, FileInfo file, string why, CancellationToken ct)
    {
        var moved = Move(file, Path.Combine(root, Failed), file.Name);
        await File.WriteAllTextAsync(moved + ".why.txt", why + "\n", ct);
    }

    private static string Move(FileInfo file, string folder, string name)
    {
        var target = Path.Combine(folder, name);
        for (var number = 2; File.Exists(target); number++)
            target = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(name)}-{number}{Path.GetExtension(name)}");
        file.MoveTo(target);
        return target;
    }

    private IEnumerable<FileInfo> FilesIn(string folder) => new DirectoryInfo(folder).GetFiles()
        .Where(f => Endings.Contains(f.Extension, StringComparer.OrdinalIgnoreCase) && clock.GetUtcNow() - f.LastWriteTimeUtc > Settled && !f.Name.StartsWith('.') && !f.Name.StartsWith('~'))
        .OrderBy(f => f.LastWriteTimeUtc);
}

[Job("Import from the watched folder", "Files that other programs put into the watched folder are imported.")]
public sealed class LookIntoFolder(WatchedFolder folder) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await folder.LookAsync(cancellationToken);
}
