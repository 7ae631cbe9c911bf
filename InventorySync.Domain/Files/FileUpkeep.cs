using InventorySync.Domain.Access;
using Microsoft.Extensions.Logging;

namespace InventorySync.Domain.Files;

/// <summary>A file whose content is missing or not what was stored.</summary>
public sealed record BrokenFile(string PublicId, string Name, string Reason);

/// <summary>Keeps rows and contents together: clears away what nobody has any more, and finds what is missing.</summary>
public sealed class FileUpkeep(IDbContextFactory<InventoryDb> dbs, IFileStore store, TimeProvider clock, ILogger<FileUpkeep> log)
{
    /// <summary>A content may be older than its row by as long as the change it belongs to takes.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    private const int Batch = 500;

    /// <summary>Removes expired files and contents without a row; the answer is how many contents went.</summary>
    public async Task<int> TidyAsync(CancellationToken ct = default)
    {
        await RemoveExpiredAsync(ct);
        var before = clock.GetUtcNow() - Grace;
        var removed = 0;
        var old = new List<string>(Batch);
        await foreach (var content in store.AllAsync(ct))
        {
            if (content.PutAt < before)
                old.Add(content.Sha256);
            if (old.Count == Batch)
                removed += await RemoveUnclaimedAsync(old, before, ct);
        }

        removed += await RemoveUnclaimedAsync(old, before, ct);
        if (removed > 0)
            log.LogInformation("{Count} file contents that belonged to nothing were removed.", removed);
        return removed;
    }

    /// <summary>Looks at every content; reading them all finds damage of the disk too.</summary>
    public async Task<IReadOnlyList<BrokenFile>> FindBrokenAsync(bool readContents, CancellationToken ct = default)
    {
        var broken = new List<BrokenFile>();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await foreach (var file in db.Files.AsNoTracking().OrderBy(f => f.Id).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (await ProblemOfAsync(file, readContents, ct) is { } reason)
                broken.Add(new BrokenFile(file.PublicId, file.Name, reason));
        }

        return broken;
    }

    private async Task<string?> ProblemOfAsync(StoredFile file, bool readContent, CancellationToken ct)
    {
        await using var content = await store.OpenAsync(file.Sha256, ct);
        if (content is null)
            return "its content is missing";
        if (content.Length != file.Size)
            return "its content has another length";
        if (readContent && Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(content, ct)) != file.Sha256)
            return "its content was changed";
        return null;
    }

    private async Task RemoveExpiredAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        db.Actor = Actor.System("Tidying files");
        var now = clock.GetUtcNow();
        db.Files.RemoveRange(await db.Files.Where(f => f.ExpiresAt <= now).ToListAsync(ct));
        await db.SaveChangesAsync(ct);
    }

    private async Task<int> RemoveUnclaimedAsync(List<string> contents, DateTimeOffset before, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var claimed = await db.Files.Where(f => contents.Contains(f.Sha256)).Select(f => f.Sha256).ToListAsync(ct);
        var removed = 0;
        foreach (var unclaimed in contents.Except(claimed))
        {
            if (await store.RemoveAsync(unclaimed, before, ct))
                removed++;
        }

        contents.Clear();
        return removed;
    }
}
