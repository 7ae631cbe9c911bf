using System.Globalization;
using System.Text.Json;
using InventorySync.Data.Common;
using Npgsql;

namespace InventorySync.Data.Backup;

/// <summary>Makes backups of the whole shop, proves that they can be restored, and keeps as many as are wanted.</summary>
public sealed class Backups(InventoryDatabase database, ShopFolders folders, TimeProvider clock)
{
    private const string Extension = ".zip";
    private const string ProofExtension = ".proof.json";
    private const string HalfMade = ".half-made";

    /// <summary>The nightly work: a new backup into the backup folder, a copy to the second place, and those that are no longer wanted out of both.</summary>
    public async Task<StoredBackup> RunAsync(BackupSettings settings, TimeZoneInfo zone, IProgress<BackupStep>? progress = null, CancellationToken ct = default)
    {
        var made = await MakeAsync(null, progress, ct);
        await PruneAsync(folders.Backups, settings.Retention, zone, ct);
        if (settings.SecondFolder.Length > 0)
        {
            await CopyAsync(made, settings.SecondFolder, ct);
            await PruneAsync(settings.SecondFolder, settings.Retention, zone, ct);
        }
        return made;
    }

    /// <summary>Without a path: into the backup folder, under the name of the moment.</summary>
    public async Task<StoredBackup> MakeAsync(string? path = null, IProgress<BackupStep>? progress = null, CancellationToken ct = default)
    {
        _ = PostgresOnly(database);
        var name = string.Create(CultureInfo.InvariantCulture, $"inventorysync-{clock.GetUtcNow():yyyy-MM-dd-HHmmss}{Extension}");
        var target = Path.GetFullPath(path ?? Path.Combine(folders.Backups, name));
        var half = target + HalfMade;
        try
        {
            PrivateFile.CreateFolder(Path.GetDirectoryName(target)!);
            await using (var file = new FileStream(half, PrivateFile.New))
            {
                await new BackupWriter(database, clock).WriteAsync(file, folders.All, progress, ct);
                file.Flush(flushToDisk: true);
            }
            File.Move(half, target, overwrite: true); // whoever sees the name sees the whole backup
            File.Delete(target + ProofExtension);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartProblemException($"The backup {target} could not be written: {e.Message}", "Make room on that disk or give this user the right to write there, or name another file.", e);
        }
        finally
        {
            DeleteQuietly(half);
        }
        return await DescribeAsync(target, ct);
    }

    /// <summary>Restores the backup into a database of its own, compares every row, and drops that database again.</summary>
    public async Task<BackupProof> ProveAsync(string path, IProgress<BackupStep>? progress = null, CancellationToken ct = default)
    {
        var server = PostgresOnly(database);
        await using var turn = await server.TryHoldAsync("proof", ct) ?? throw new BusinessRuleException("A backup is being proven at this moment. Try again when it has ended.");
        var begun = clock.GetTimestamp();
        string? failure = null;
        var trial = new TrialDatabase(server, server.Database + "_proof");
        try
        {
            await using var backup = await BackupFile.OpenAsync(path, ct);
            await backup.VerifyAsync(progress, ct);
            await trial.FillAsync(backup, progress, ct);
        }
        catch (StartProblemException e)
        {
            failure = e.Message;
        }
        finally
        {
            await trial.DropAsync();
        }
        var proof = new BackupProof(clock.GetUtcNow(), failure is null, failure ?? "Restored and compared row by row.", Math.Round(clock.GetElapsedTime(begun).TotalSeconds, 1));
        await File.WriteAllTextAsync(path + ProofExtension, JsonSerializer.Serialize(proof, BackupFile.Json), ct);
        return proof;
    }

    /// <summary>What lies in the backup folder, newest first.</summary>
    public Task<IReadOnlyList<StoredBackup>> ListAsync(CancellationToken ct = default) => ListAsync(folders.Backups, ct);

    private static async Task<IReadOnlyList<StoredBackup>> ListAsync(string folder, CancellationToken ct)
    {
        var list = new List<StoredBackup>();
        foreach (var path in Directory.EnumerateFiles(folder, "*" + Extension))
            list.Add(await DescribeAsync(path, ct));
        return [.. list.OrderByDescending(b => b.MadeAt)];
    }

    /// <summary>A backup of the list by its name; nothing outside of the backup folder can be named.</summary>
    public async Task<StoredBackup?> FindAsync(string name, CancellationToken ct = default) => (await ListAsync(ct)).FirstOrDefault(b => b.Name == name);

    public static void Delete(StoredBackup backup)
    {
        File.Delete(backup.Path);
        File.Delete(backup.Path + ProofExtension);
    }

    internal static PostgresServer PostgresOnly(InventoryDatabase database) => database.IsPostgres
        ? new PostgresServer(database.ConnectionString)
        : throw new StartProblemException(
            "The shop's database stands on SQL Server, which makes its backups itself.",
            "Let its administrator schedule BACKUP DATABASE and RESTORE VERIFYONLY (docs/users/backup.md says how), and copy the folders “files” and “keys” of the data folder as well.");

    private static async Task CopyAsync(StoredBackup backup, string folder, CancellationToken ct)
    {
        var target = Path.Combine(folder, backup.Name);
        try
        {
            // A stick that is not there must not become a folder on the first disk.
            if (!Directory.Exists(folder))
                throw new DirectoryNotFoundException("the folder is not there");
            await using (var from = File.OpenRead(backup.Path))
            await using (var to = new FileStream(target + HalfMade, PrivateFile.New))
            {
                await from.CopyToAsync(to, ct);
                to.Flush(flushToDisk: true);
            }
            File.Move(target + HalfMade, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartProblemException($"The backup was made, but it could not be copied to the second folder {folder}: {e.Message}", "Look whether that disk is connected and has room, or choose another folder in the settings.", e);
        }
        finally
        {
            DeleteQuietly(target + HalfMade);
        }
    }

    private static async Task PruneAsync(string folder, Retention retention, TimeZoneInfo zone, CancellationToken ct)
    {
        var ours = (await ListAsync(folder, ct)).Where(b => b.Damage is null && b.Name.StartsWith("inventorysync-", StringComparison.Ordinal)).ToList();
        var outlived = retention.Outlived(ours.Select(b => b.MadeAt), zone).ToHashSet();
        foreach (var old in ours.Where(b => outlived.Contains(b.MadeAt)))
            Delete(old);
    }

    private static async Task<StoredBackup> DescribeAsync(string path, CancellationToken ct)
    {
        var file = new FileInfo(path);
        try
        {
            await using var backup = await BackupFile.OpenAsync(path, ct);
            var manifest = backup.Manifest;
            return new StoredBackup(file.Name, path, file.Length, manifest.MadeAt, manifest.Rows, manifest.Files.Count, manifest.Version, await ProofAsync(path, ct));
        }
        catch (StartProblemException e)
        {
            return new StoredBackup(file.Name, path, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero), 0, 0, "", null) { Damage = e.Message };
        }
    }

    private static async Task<BackupProof?> ProofAsync(string path, CancellationToken ct)
    {
        try
        {
            return File.Exists(path + ProofExtension) ? JsonSerializer.Deserialize<BackupProof>(await File.ReadAllTextAsync(path + ProofExtension, ct), BackupFile.Json) : null;
        }
        catch (JsonException)
        {
            return null; // cut off by a full disk: as good as not proven
        }
    }

    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _ = e; // the first failure is the one to tell
        }
    }
}
