using InventorySync.Domain.Access;

namespace InventorySync.Domain.Files;

/// <summary>A file as somebody hands it over. Its name and type are only what they say.</summary>
public sealed record FileToStore(string Name, Stream Content)
{
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>A file on its way out.</summary>
public sealed record FileToSend(StoredFile File, Stream Content) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}

/// <summary>Takes files in, hands them out and takes them away again.</summary>
public sealed class ShopFiles(IDbContextFactory<InventoryDb> dbs, IFileStore store, IEnumerable<FilePurpose> purposes, CurrentActor actor, TimeProvider clock)
{
    private const int LongestName = 200;

    /// <summary>Takes a file in and writes it down.</summary>
    public async Task<StoredFile> StoreAsync(string purpose, FileToStore file, CancellationToken ct = default)
    {
        var stored = await TakeInAsync(purpose, file, ct);
        await dbs.ChangeAsync(db =>
        {
            db.Files.Add(stored);
            return Task.CompletedTask;
        }, ct);
        return stored;
    }

    /// <summary>Takes the content in; the row is the caller's to save, in the transaction of what it belongs to. A content whose row is never saved is cleared away.</summary>
    public async Task<StoredFile> TakeInAsync(string purpose, FileToStore file, CancellationToken ct = default)
    {
        var rules = PurposeOf(purpose);
        if (rules.UploadPermission is { } permission)
            actor.Demand(permission);

        var name = Tidy(file.Name);
        var (head, whole) = await PeekAsync(file.Content, ct);
        await using var _ = whole;
        if (head.Length == 0)
            throw new BusinessRuleException("The file “{0}” is empty.", name);
        var kind = Array.Find(rules.Kinds, k => k.Is(name, head))
            ?? throw new BusinessRuleException("“{0}” is not a file that can be used here. Choose one of these kinds: {1}.", name, string.Join(", ", rules.Kinds.Select(k => k.Title)));

        var content = await store.PutAsync(whole, rules.MaxBytes, ct);
        return new StoredFile
        {
            Name = name,
            ContentType = kind.ContentType,
            Size = content.Size,
            Sha256 = content.Sha256,
            Purpose = rules.Name,
            StoredAt = clock.GetUtcNow(),
            StoredBy = actor.Actor.Name,
            ExpiresAt = file.ExpiresAt,
        };
    }

    public async Task<FileToSend> OpenAsync(string publicId, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var file = await db.Files.AsNoTracking().SingleOrDefaultAsync(f => f.PublicId == publicId && (f.ExpiresAt == null || f.ExpiresAt > now), ct)
            ?? throw new NotFoundException("This file is not there any more.");
        if (PurposeOf(file.Purpose).ReadPermission is { } permission)
            actor.Demand(permission);

        var content = await store.OpenAsync(file.Sha256, ct)
            ?? throw new NotFoundException("The content of “{0}” is missing on the shop's machine. Restore the files from a backup.", file.Name);
        return new FileToSend(file, content);
    }

    /// <summary>The content is cleared away later, when no other row has it.</summary>
    public async Task RemoveAsync(string publicId, CancellationToken ct = default)
    {
        await dbs.ChangeAsync(async db =>
        {
            if (await db.Files.SingleOrDefaultAsync(f => f.PublicId == publicId, ct) is not { } file)
                return;

            if (PurposeOf(file.Purpose).UploadPermission is { } permission)
                actor.Demand(permission);
            db.Files.Remove(file);
        }, ct);
    }

    private FilePurpose PurposeOf(string name) =>
        purposes.FirstOrDefault(p => p.Name == name) ?? throw new InvalidOperationException($"The purpose “{name}” is not registered by AddFilePurpose.");

    private static async Task<(byte[] Head, Stream Whole)> PeekAsync(Stream content, CancellationToken ct)
    {
        var head = new byte[FileKind.HeadBytes];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        Array.Resize(ref head, length);
        return (head, new RejoinedStream(head, content));
    }

    private static string Tidy(string name)
    {
        // some browsers send the whole path of the sender's machine
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = string.Concat(last.Where(c => !char.IsControl(c) && c is not ('"' or '<' or '>' or '|' or ':' or '*' or '?'))).Trim().TrimStart('.');
        if (clean.Length == 0)
            return "file";
        var extension = Path.GetExtension(clean);
        return clean.Length <= LongestName ? clean : clean[..(LongestName - extension.Length)] + extension;
    }
}
