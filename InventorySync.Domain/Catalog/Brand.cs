using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Catalog;

/// <summary>Who makes the goods, as customers know it.</summary>
public sealed class Brand : IVersioned, IAudited
{
    private Brand()
    {
    }

    public long Id { get; private set; }

    public string Name { get; private set; } = "";

    [NotAudited]
    public string NameKey { get; private set; } = "";

    public ulong Version { get; private set; }

    public string AuditName => Name;

    public static Brand Create(BrandDetails details)
    {
        var brand = new Brand();
        brand.Change(details);
        return brand;
    }

    public void Change(BrandDetails details)
    {
        Input.Check(details);
        Name = Text.Tidy(details.Name);
        NameKey = Text.Key(Name);
    }
}

public sealed record BrandDetails
{
    [Required(ErrorMessage = "Enter a name for the brand.")]
    [StringLength(120, ErrorMessage = "Use at most 120 characters for the name.")]
    public string Name { get; set; } = "";
}
