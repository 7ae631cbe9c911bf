using InventorySync.Data.Common;
using Npgsql;

namespace InventorySync.Data.Backup;

/// <summary>Puts a backup in the place of the shop. Everything is prepared and proven beside the shop first; then old and new change places.</summary>
public sealed class Restoring(InventoryDatabase database, ShopFolders folders)
{
    /// <summary>The shop as it was, kept until the next restore.</summary>
    public const string AsideSuffix = "_before_restore";

    public async Task<BackupManifest> RestoreAsync(string path, IProgress<BackupStep>? progress, CancellationToken ct = default)
    {
        var server = Backups.PostgresOnly(database);
        await using var backup = await BackupFile.OpenAsync(path, ct);
        progress?.Report(BackupStep.Words("Backup of {0} by version {1}.", backup.Manifest.MadeAt.ToString("u"), backup.Manifest.Version));
        await backup.VerifyAsync(progress, ct);
        await RefuseWhileInUseAsync(server, ct);

        var trial = new TrialDatabase(server, server.Database + "_restoring");
        try
        {
            await trial.FillAsync(backup, progress, ct);
            await UnpackFilesAsync(backup, ct);
            await RefuseWhileInUseAsync(server, ct);
            await ChangePlacesAsync(server, trial);
        }
        catch
        {
            await trial.DropAsync();
            DropUnpacked();
            throw;
        }
        progress?.Report(BackupStep.Words(
            "The shop is as it was on {0}. What was there before is kept as the database “{1}” until the next restore.", backup.Manifest.MadeAt.ToString("u"), server.Database + AsideSuffix));
        return backup.Manifest;
    }

    private async Task RefuseWhileInUseAsync(PostgresServer server, CancellationToken ct)
    {
        ((NpgsqlDataSource)database.Connections).Clear(); // our own idle connections
        var guests = await server.GuestsAsync(ct);
        for (var tries = 0; guests > 0 && tries < 10; tries++) // whoever has just left is still seen for a moment
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), ct);
            guests = await server.GuestsAsync(ct);
        }
        if (guests > 0)
        {
            throw new StartProblemException(
                $"The shop's database is in use ({guests} connections). Nothing was changed.",
                "Stop InventorySync on every machine, and other programs that look into its database, and restore again.");
        }
    }

    private async Task UnpackFilesAsync(BackupFile backup, CancellationToken ct)
    {
        foreach (var folder in folders.All)
        {
            DeleteFolder(folder.Restoring);
            PrivateFile.CreateFolder(folder.Restoring);
            foreach (var file in backup.Manifest.Files.Where(f => f.Path.StartsWith(folder.Prefix, StringComparison.Ordinal)))
            {
                var target = Path.GetFullPath(Path.Combine(folder.Restoring, file.Path[folder.Prefix.Length..]));
                if (!target.StartsWith(folder.Restoring + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                    throw new StartProblemException($"The backup {backup.Path} names a file outside of its folder ({file.Path}). Nothing was changed.", "Take another backup: this one was not written by InventorySync.");
                PrivateFile.CreateFolder(Path.GetDirectoryName(target)!);
                await using var written = new FileStream(target, PrivateFile.New);
                await backup.CopyFileAsync(file, written, ct);
            }
        }
    }

    private async Task ChangePlacesAsync(PostgresServer server, TrialDatabase trial)
    {
        var steps = new Stack<(string From, string To)>();
        try
        {
            foreach (var folder in folders.All)
            {
                DeleteFolder(folder.Aside);
                if (Directory.Exists(folder.Path))
                    Move(folder.Path, folder.Aside);
                Move(folder.Restoring, folder.Path);
            }
            await server.ReplaceAsync(trial.Name, server.Database + AsideSuffix, CancellationToken.None);
        }
        catch
        {
            while (steps.TryPop(out var step))
                Directory.Move(step.To, step.From);
            throw;
        }

        void Move(string from, string to)
        {
            Directory.Move(from, to);
            steps.Push((from, to));
        }
    }

    private void DropUnpacked()
    {
        foreach (var folder in folders.All)
            DeleteFolder(folder.Restoring);
    }

    private static void DeleteFolder(string path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }
}
