using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace InventorySync.Data.Backup;

/// <summary>A backup on disk, opened for reading. Nothing of it is believed before its fingerprint was taken.</summary>
public sealed class BackupFile : IAsyncDisposable
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly ZipArchive _zip;

    private BackupFile(string path, ZipArchive zip, BackupManifest manifest)
    {
        Path = path;
        _zip = zip;
        Manifest = manifest;
    }

    public string Path { get; }

    public BackupManifest Manifest { get; }

    public static async Task<BackupFile> OpenAsync(string path, CancellationToken ct = default)
    {
        if (!File.Exists(path))
            throw new StartProblemException($"There is no backup {path}.", "Name the backup file with its whole path.");
        ZipArchive? zip = null;
        try
        {
            zip = await ZipFile.OpenReadAsync(path, ct);
            return new BackupFile(path, zip, await ReadManifestAsync(zip, path, ct));
        }
        catch (Exception e)
        {
            if (zip is not null)
                await zip.DisposeAsync();
            if (e is InvalidDataException or JsonException or EndOfStreamException or NotSupportedException or ArgumentException)
                throw Damaged(path, "its table of contents", e);
            if (e is IOException or UnauthorizedAccessException)
                throw new StartProblemException($"The backup {path} cannot be read ({e.Message}).", "Give this user the right to read it, or copy it to another folder.", e);
            throw;
        }
    }

    /// <summary>Reads the whole file once and compares everything in it with what the manifest promises.</summary>
    public async Task VerifyAsync(IProgress<BackupStep>? progress, CancellationToken ct)
    {
        foreach (var (i, table) in Manifest.Tables.Index())
        {
            progress?.Report(new BackupStep(i, Manifest.Tables.Count));
            var found = await ReadAsync(table.Entry, $"the table {table.Name}", Stream.Null, ct);
            if (found.Sha256 != table.Sha256 || found.Lines != table.Rows || found.Bytes != table.Bytes)
                throw Damaged(Path, $"the table {table.Name}");
        }
        foreach (var file in Manifest.Files)
            await CopyFileAsync(file, Stream.Null, ct);
        progress?.Report(BackupStep.Words("The backup is whole: {0} tables, {1} rows, {2} files.", Manifest.Tables.Count, Manifest.Rows, Manifest.Files.Count));
    }

    internal async Task<Stream> OpenTableAsync(BackedUpTable table, CancellationToken ct) => await Entry(table.Entry, $"the table {table.Name}").OpenAsync(ct);

    internal async Task CopyFileAsync(BackedUpFile file, Stream to, CancellationToken ct)
    {
        var found = await ReadAsync(file.Path, $"the file {file.Path}", to, ct);
        if (found.Sha256 != file.Sha256)
            throw Damaged(Path, $"the file {file.Path}");
    }

    private async Task<Pumped> ReadAsync(string name, string what, Stream to, CancellationToken ct)
    {
        try
        {
            await using var source = await Entry(name, what).OpenAsync(ct);
            return await Pump.RunAsync(source, to, ct);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(Path, what, e);
        }
    }

    private ZipArchiveEntry Entry(string name, string what) => _zip.GetEntry(name) ?? throw Damaged(Path, what);

    private static async Task<BackupManifest> ReadManifestAsync(ZipArchive zip, string path, CancellationToken ct)
    {
        var text = await ReadEntryAsync(zip, BackupWriter.ManifestEntry, ct);
        var promised = Encoding.ASCII.GetString(await ReadEntryAsync(zip, BackupWriter.ManifestHashEntry, ct));
        if (promised != Convert.ToHexStringLower(SHA256.HashData(text)))
            throw Damaged(path, "its table of contents");
        using var json = JsonDocument.Parse(text);
        if (json.RootElement.GetProperty("format").GetInt32() > BackupManifest.CurrentFormat)
        {
            throw new StartProblemException(
                $"The backup {path} was made by a newer version of InventorySync ({json.RootElement.GetProperty("version").GetString()}) than this one ({BackupWriter.ProductVersion}).",
                "Install that version or a later one, and restore with it.");
        }
        return json.Deserialize<BackupManifest>(Json)!;
    }

    private static async Task<byte[]> ReadEntryAsync(ZipArchive zip, string name, CancellationToken ct)
    {
        var entry = zip.GetEntry(name) ?? throw new InvalidDataException($"{name} is missing");
        await using var source = await entry.OpenAsync(ct);
        using var copy = new MemoryStream();
        await source.CopyToAsync(copy, ct);
        return copy.ToArray();
    }

    private static StartProblemException Damaged(string path, string what, Exception? cause = null) => new(
        $"The backup {path} is damaged or not whole: {what} cannot be read as it was written. Nothing was changed.",
        "Take another copy of this backup, or an older backup.", cause);

    public ValueTask DisposeAsync() => _zip.DisposeAsync();
}
