using Microsoft.AspNetCore.Identity;

namespace InventorySync.Domain.Access;

/// <summary>A set of permissions with a name. The built-in ones follow the product, own ones the shop.</summary>
public sealed class Role : IdentityRole<long>, IAudited
{
    public Role()
    {
    }

    public Role(string name) => Rename(name);

    public string? Description { get; set; }

    public bool BuiltIn { get; set; }

    public List<string> Permissions { get; set; } = [];

    [NotAudited]
    public override string? NormalizedName { get; set; }

    [NotAudited]
    public override string? ConcurrencyStamp { get; set; } = Text.RandomToken();

    public string AuditName => Name ?? "";

    public void Rename(string name)
    {
        Name = name.Trim();
        NormalizedName = Name.ToUpperInvariant();
        Touch();
    }

    /// <summary>Refuses the save of a form that was opened before this change.</summary>
    public void Touch() => ConcurrencyStamp = Text.RandomToken();
}
