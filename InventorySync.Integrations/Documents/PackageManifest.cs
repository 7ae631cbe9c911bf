namespace InventorySync.Integrations.Documents;

/// <summary>What stands in manifest.json of a package: of which shop it is, and what is in it.</summary>
public sealed record PackageManifest
{
    public const string Path = "manifest.json";
    public const string FormatName = "InventorySync shop";
    public const int FormatVersion = 1;

    public string Format { get; init; } = FormatName;

    public int Version { get; init; } = FormatVersion;

    public string Shop { get; init; } = "";

    public DateTimeOffset MadeAt { get; init; }

    public string MadeBy { get; init; } = "";

    public IReadOnlyList<PackageTable> Tables { get; init; } = [];

    public IReadOnlyList<string> Files { get; init; } = [];
}

public sealed record PackageTable(string Name, long Rows);
