namespace InventorySync.Data.Backup;

/// <summary>What a backup says of itself: from which version it is, and what must be in it to the byte.</summary>
public sealed record BackupManifest
{
    public const int CurrentFormat = 1;

    public required int Format { get; init; }

    /// <summary>Version of InventorySync that made it.</summary>
    public required string Version { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required string Server { get; init; }

    public required string LastMigration { get; init; }

    public required IReadOnlyList<BackedUpTable> Tables { get; init; }

    public required IReadOnlyList<BackedUpSequence> Sequences { get; init; }

    public required IReadOnlyList<BackedUpFile> Files { get; init; }

    public long Rows => Tables.Sum(t => t.Rows);
}

/// <summary>One table: a text file with one line a row, as PostgreSQL's COPY writes it, in the order of the key.</summary>
public sealed record BackedUpTable(string Name, IReadOnlyList<string> Columns, long Rows, long Bytes, string Sha256)
{
    internal string Entry => $"tables/{Name}.txt";
}

public sealed record BackedUpSequence(string Name, long LastValue, bool IsCalled);

/// <summary>One file of the folders that belong to the shop, named with the folder first.</summary>
public sealed record BackedUpFile(string Path, long Bytes, string Sha256);
