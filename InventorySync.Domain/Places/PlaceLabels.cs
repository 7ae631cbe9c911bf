using InventorySync.Domain.Access;

namespace InventorySync.Domain.Places;

/// <summary>Where a scanned label leads: to a location, or to one bin of it.</summary>
public sealed record LabelledPlace(long LocationId, long? BinId, string Name);

/// <summary>Reads the labels that are stuck on locations and bins.</summary>
public sealed class PlaceLabels(IDbContextFactory<InventoryDb> dbs, CurrentActor actor)
{
    /// <summary>The path in front of a label's token; whatever stands before it is the shop's address of the day the label was printed.</summary>
    public const string Path = "/b/";

    public static string AddressOf(string shopAddress, string publicId) => $"{shopAddress.TrimEnd('/')}{Path}{publicId}";

    /// <summary>The token in what a scanner read: the whole address or the token alone; null for a foreign code.</summary>
    public static string? TokenIn(string scanned)
    {
        var text = scanned.Trim();
        var at = text.LastIndexOf(Path, StringComparison.Ordinal);
        var token = at < 0 ? text : text[(at + Path.Length)..].Split('?', '#', '/')[0];
        return token.Length is >= 16 and <= 32 && token.All(char.IsAsciiLetterOrDigit) ? token : null;
    }

    public async Task<LabelledPlace> FindAsync(string scanned, CancellationToken ct = default)
    {
        actor.Demand(Permissions.LocationsView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var token = TokenIn(scanned);
        return await db.Bins.Where(b => b.PublicId == token).Select(b => new LabelledPlace(b.LocationId, b.Id, b.Code)).FirstOrDefaultAsync(ct)
            ?? await db.Locations.Where(l => l.PublicId == token).Select(l => new LabelledPlace(l.Id, null, l.Name)).FirstOrDefaultAsync(ct)
            ?? throw new NotFoundException("This label belongs to no location or bin that you work with. It may be of another shop, or its bin was deleted.");
    }
}
