using System.Security.Cryptography;

namespace InventorySync.Data.Backup;

/// <summary>What went through: its size, its lines, its fingerprint.</summary>
internal readonly record struct Pumped(long Bytes, long Lines, string Sha256);

/// <summary>Moves a stream of any length in small pieces and takes its fingerprint on the way.</summary>
internal static class Pump
{
    public static async Task<Pumped> RunAsync(Stream from, Stream to, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[128 * 1024];
        long bytes = 0, lines = 0;
        int read;
        while ((read = await from.ReadAsync(piece, ct)) > 0)
        {
            hash.AppendData(piece, 0, read);
            bytes += read;
            lines += piece.AsSpan(0, read).Count((byte)'\n'); // COPY escapes line breaks inside a value
            await to.WriteAsync(piece.AsMemory(0, read), ct);
        }
        return new Pumped(bytes, lines, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
