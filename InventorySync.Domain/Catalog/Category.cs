using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Catalog;

/// <summary>A branch of the shop's tree of goods.</summary>
public sealed class Category : IVersioned, IAudited
{
    public const int Deepest = 8;

    private Category()
    {
    }

    public long Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Unique: the parent and the name, however it is written.</summary>
    [NotAudited]
    public string NameKey { get; private set; } = "";

    public long? ParentId { get; private set; }

    /// <summary>The keys from the root down to this one, as "/12/40/": everything below a branch is found by its beginning.</summary>
    [NotAudited]
    public string Path { get; private set; } = "";

    public ulong Version { get; private set; }

    public string AuditName => Name;

    public int Depth => Path.Count(c => c == '/') - 1;

    public static Category Create(CategoryDetails details)
    {
        Input.Check(details);
        return new Category { Name = Text.Tidy(details.Name) };
    }

    public void Rename(string name)
    {
        Name = Text.Tidy(name);
        NameKey = KeyOf(ParentId, Name);
    }

    /// <summary>Under another branch, or at the root. Those below it follow with Follow.</summary>
    public void MoveUnder(Category? parent)
    {
        if (parent is not null && Path.Length > 0 && parent.Path.StartsWith(Path, StringComparison.Ordinal))
            throw new BusinessRuleException("“{0}” cannot be moved into itself or below itself. Choose another branch.", Name) { Field = nameof(CategoryDetails.ParentId) };

        ParentId = parent?.Id;
        Path = FormattableString.Invariant($"{parent?.Path ?? "/"}{Id}/");
        NameKey = KeyOf(ParentId, Name);
    }

    /// <summary>A branch that is only thought of, under a key that no stored one has.</summary>
    internal void Think(long id) => Id = id;

    /// <summary>The branch above was moved: from its old path to its new one.</summary>
    public void Follow(string from, string to) => Path = to + Path[from.Length..];

    internal static string KeyOf(long? parentId, string name) => FormattableString.Invariant($"{parentId ?? 0}/{Text.Key(name)}");
}

public sealed record CategoryDetails
{
    [Required(ErrorMessage = "Enter a name for the category.")]
    [StringLength(120, ErrorMessage = "Use at most 120 characters for the name.")]
    public string Name { get; set; } = "";

    public long? ParentId { get; set; }
}
