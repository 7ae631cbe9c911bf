using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;

namespace InventorySync.Data.Backup;

/// <summary>Writes the whole shop, as it is at one moment, into one zip file; memory stays flat however large the shop is.</summary>
internal sealed class BackupWriter(InventoryDatabase database, TimeProvider clock)
{
    public const string ManifestEntry = "manifest.json";
    public const string ManifestHashEntry = "manifest.sha256";

    public static string ProductVersion { get; } = typeof(BackupWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public async Task<BackupManifest> WriteAsync(Stream output, IEnumerable<BackedUpFolder> folders, IProgress<BackupStep>? progress, CancellationToken ct)
    {
        await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
        await using var connection = (NpgsqlConnection)await database.OpenOwnAsync(ct);
        await PostgresCatalog.SettleFormatsAsync(connection, ct);
        await using var moment = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        await PostgresCatalog.AskAsync(connection, "SET TRANSACTION READ ONLY", ct);

        var madeAt = clock.GetUtcNow();
        var migrations = await PostgresCatalog.ListAsync(connection, """SELECT "MigrationId" FROM "__EFMigrationsHistory" ORDER BY 1 DESC LIMIT 1""", ct);
        var manifest = new BackupManifest
        {
            Format = BackupManifest.CurrentFormat,
            Version = ProductVersion,
            MadeAt = madeAt,
            Server = "PostgreSQL " + connection.ServerVersion,
            LastMigration = migrations.Single(),
            Tables = await WriteTablesAsync(zip, connection, progress, ct),
            Sequences = await PostgresCatalog.SequencesAsync(connection, ct), // after the tables: a key that is drawn in between is skipped, never given twice
            Files = await WriteFilesAsync(zip, folders, progress, ct),
        };
        await WriteManifestAsync(zip, manifest, ct);
        return manifest;
    }

    private static async Task<List<BackedUpTable>> WriteTablesAsync(ZipArchive zip, NpgsqlConnection connection, IProgress<BackupStep>? progress, CancellationToken ct)
    {
        var written = new List<BackedUpTable>();
        var tables = await PostgresCatalog.TablesAsync(connection, ct);
        foreach (var (i, table) in tables.Index())
        {
            var entry = new BackedUpTable(table.Name, table.Columns, 0, 0, "");
            await using var target = await zip.CreateEntry(entry.Entry, CompressionLevel.Fastest).OpenAsync(ct);
            var pumped = await PostgresCatalog.CopyOutAsync(connection, table, target, ct);
            written.Add(entry with { Rows = pumped.Lines, Bytes = pumped.Bytes, Sha256 = pumped.Sha256 });
            progress?.Report(new BackupStep(i + 1, tables.Count + 1, Rows(table, pumped)));
        }
        return written;
    }

    internal static Sentence? Rows(StoredTable table, Pumped pumped) => pumped.Lines == 0 ? null : new Sentence("{0}: {1} rows.", table.Name, pumped.Lines);

    private static async Task<List<BackedUpFile>> WriteFilesAsync(ZipArchive zip, IEnumerable<BackedUpFolder> folders, IProgress<BackupStep>? progress, CancellationToken ct)
    {
        var written = new List<BackedUpFile>();
        foreach (var folder in folders.Where(f => Directory.Exists(f.Path)))
        {
            foreach (var path in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                await using var source = TryOpen(path);
                if (source is null)
                    continue;
                var name = folder.Prefix + Path.GetRelativePath(folder.Path, path).Replace('\\', '/');
                await using var target = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(ct);
                var pumped = await Pump.RunAsync(source, target, ct);
                written.Add(new BackedUpFile(name, pumped.Bytes, pumped.Sha256));
            }
        }
        progress?.Report(BackupStep.Words("{0} files.", written.Count));
        return written;
    }

    // A file may be deleted while the backup runs; then nothing in the shop needs it.
    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static async Task WriteManifestAsync(ZipArchive zip, BackupManifest manifest, CancellationToken ct)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(manifest, BackupFile.Json);
        await using (var target = await zip.CreateEntry(ManifestEntry).OpenAsync(ct))
            await target.WriteAsync(text, ct);
        await using (var target = await zip.CreateEntry(ManifestHashEntry).OpenAsync(ct))
            await target.WriteAsync(System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(text))), ct);
    }
}
