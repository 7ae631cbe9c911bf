using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using InventorySync.Domain.Files;

namespace InventorySync.Data.Files;

/// <summary>Contents in the data folder, each under the hash of its bytes. A content comes in under another name, is forced to the disk and then gets
/// its name in one step: after a power cut it is there whole or not at all.</summary>
public sealed class DiskFileStore(DataFolder folder, TimeProvider clock) : IFileStore
{
    private const int BufferBytes = 128 * 1024;
    private const int DiskFull = 28; // ENOSPC
    private const int DiskFullOnWindows = unchecked((int)0x80070070);

    private readonly string _root = folder.Files;
    private readonly string _incoming = Directory.CreateDirectory(Path.Combine(folder.Files, "incoming")).FullName;

    public async Task<StoredContent> PutAsync(Stream content, long maxBytes, CancellationToken ct = default)
    {
        var draft = Path.Combine(_incoming, $"{Guid.CreateVersion7():N}.part");
        try
        {
            var (sha256, size) = await WriteAsync(content, draft, maxBytes, ct);
            var place = PlaceOf(sha256);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            var now = clock.GetUtcNow();
            File.SetLastWriteTimeUtc(draft, now.UtcDateTime);
            File.Move(draft, place, overwrite: true);
            return new StoredContent(sha256, size, now);
        }
        catch (IOException failure) when ((failure.HResult & 0xFFFF) == DiskFull || failure.HResult is DiskFull or DiskFullOnWindows)
        {
            throw new BusinessRuleException("There is no room left on the disk of the shop's machine. Tell whoever runs it; nothing was stored.");
        }
        finally
        {
            File.Delete(draft);
        }
    }

    public Task<Stream?> OpenAsync(string sha256, CancellationToken ct = default)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PlaceOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferBytes, FileOptions.Asynchronous | FileOptions.SequentialScan));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public async IAsyncEnumerable<StoredContent> AllAsync([EnumeratorCancellation] CancellationToken ct = default)
    {
        await Task.Yield();
        ForgetDrafts();
        foreach (var file in new DirectoryInfo(_root).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            ct.ThrowIfCancellationRequested();
            if (IsContent(file.Name))
                yield return new StoredContent(file.Name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));
        }
    }

    public Task<bool> RemoveAsync(string sha256, DateTimeOffset unlessPutAfter, CancellationToken ct = default)
    {
        var place = PlaceOf(sha256);
        var aside = Path.Combine(_incoming, $"{sha256}.leaving");
        if (!File.Exists(place))
            return Task.FromResult(false);

        // Looked at again once nobody can put it anew in its place: who did so in the meantime gets it back.
        File.Move(place, aside, overwrite: true);
        if (File.GetLastWriteTimeUtc(aside) > unlessPutAfter.UtcDateTime)
        {
            File.Move(aside, place, overwrite: true);
            return Task.FromResult(false);
        }

        File.Delete(aside);
        return Task.FromResult(true);
    }

    private static async Task<(string Sha256, long Size)> WriteAsync(Stream content, string draft, long maxBytes, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
            long size = 0;
            while (await content.ReadAsync(buffer, ct) is > 0 and var read)
            {
                if ((size += read) > maxBytes)
                    throw new BusinessRuleException("The file is too large: {0} at most.", Words(maxBytes));
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), ct);
            }

            file.Flush(flushToDisk: true);
            return (Convert.ToHexStringLower(hash.GetHashAndReset()), size);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // what a power cut left on its way in or out
    private void ForgetDrafts()
    {
        var before = clock.GetUtcNow().AddDays(-1).UtcDateTime;
        foreach (var left in new DirectoryInfo(_incoming).EnumerateFiles().Where(f => f.LastWriteTimeUtc < before))
            left.Delete();
    }

    private string PlaceOf(string sha256) => IsContent(sha256)
        ? Path.Combine(_root, sha256[..2], sha256)
        : throw new ArgumentException("This is not the SHA-256 of a content.", nameof(sha256));

    private static bool IsContent(string name) => name.Length == 64 && name.All(char.IsAsciiHexDigitLower);

    private static string Words(long bytes) => bytes >= 1024 * 1024 ? $"{bytes / 1024 / 1024} MB" : $"{bytes / 1024} kB";
}
