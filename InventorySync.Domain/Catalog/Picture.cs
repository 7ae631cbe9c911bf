namespace InventorySync.Domain.Catalog;

/// <summary>A picture of a product: the file as it was given, and a small one for lists. The first is the product's face.</summary>
public sealed class Picture
{
    private Picture()
    {
    }

    public Picture(string file, string thumbnail, int position)
    {
        File = file;
        Thumbnail = thumbnail;
        Position = position;
    }

    public long Id { get; private set; }

    public long ProductId { get; private set; }

    /// <summary>The unguessable name of the stored file.</summary>
    public string File { get; private set; } = "";

    /// <summary>The same for the small one; the picture itself where there is none.</summary>
    public string Thumbnail { get; private set; } = "";

    public int Position { get; internal set; }
}
