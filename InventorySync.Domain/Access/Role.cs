using Microsoft.AspNetCore.Identity;

namespace InventorySync.Domain.Access;

/// <summary>A set of permissions with a name. The built-in ones follow the product, own ones the shop.</summary>
public sealed class Role : IdentityRole<long>, IAudited
{
    public string? Description { get; set; }

    public bool BuiltIn { get; set; }

    public List<string> Permissions { get; set; } = [];

    public string AuditName => Name ?? "";
}
