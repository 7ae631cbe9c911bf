using InventorySync.Domain.Catalog;
using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Importing;

/// <summary>Categories and brands by their names. What a row names and is not there is made; while rows are only checked it is thought up.</summary>
internal sealed class GoodsNames
{
    private static readonly char[] Between = ['>', '›', '»'];

    private readonly Dictionary<string, Category> _categories = [];
    private readonly Dictionary<long, string> _trails = [];
    private readonly Dictionary<string, long> _brands = [];
    private readonly Dictionary<long, string> _brandNames = [];
    private readonly List<Category> _newCategories = [];
    private readonly List<Brand> _newBrands = [];
    private long _thoughtUp;

    public static async Task<GoodsNames> ReadAsync(InventoryDb db, CancellationToken ct)
    {
        var names = new GoodsNames();
        foreach (var category in await db.Categories.AsNoTracking().OrderBy(c => c.Path.Length).ThenBy(c => c.Path).ToListAsync(ct))
            names.Take(category);
        foreach (var brand in await db.Brands.AsNoTracking().ToListAsync(ct))
            (names._brands[brand.NameKey], names._brandNames[brand.Id]) = (brand.Id, brand.Name);
        return names;
    }

    public string? CategoryOf(long? categoryId) => categoryId is { } id ? _trails.GetValueOrDefault(id, "?") : null;

    public string? BrandOf(long? brandId) => brandId is { } id ? _brandNames.GetValueOrDefault(id, "?") : null;

    /// <summary>The key of "A > B"; missing branches are made.</summary>
    public long? Category(ImportContext context, string? path)
    {
        var parts = Parts(path);
        if (parts.Count == 0)
            return null;
        if (parts.Count > Catalog.Category.Deepest)
            throw new BusinessRuleException("The tree is at most {0} categories deep. Choose a branch further up.", Catalog.Category.Deepest);

        Category? parent = null;
        foreach (var part in parts)
            parent = _categories.GetValueOrDefault(Catalog.Category.KeyOf(parent?.Id, part)) ?? Make(context, parent, part);
        return parent!.Id;
    }

    public long? Brand(ImportContext context, string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return null;
        if (_brands.TryGetValue(Text.Key(name), out var known))
            return known;

        var brand = Catalog.Brand.Create(new BrandDetails { Name = name });
        var id = --_thoughtUp;
        if (context.Writes)
        {
            context.Db.Brands.Add(brand);
            _newBrands.Add(brand);
            id = brand.Id;
        }

        (_brands[brand.NameKey], _brandNames[id]) = (id, brand.Name);
        return id;
    }

    /// <summary>Stores what was made, before the goods that point at it.</summary>
    public async Task SaveAsync(ImportContext context, CancellationToken ct)
    {
        if (_newBrands.Count + _newCategories.Count == 0)
            return;

        foreach (var brand in _newBrands)
            context.Db.Outbox.Add(new BrandChanged(brand.Id, brand.Name).Told("brand", brand.Id, context.At));
        foreach (var category in _newCategories)
            context.Db.Outbox.Add(new CategoriesChanged(category.Id).Told("category", category.Id, context.At));
        _newBrands.Clear();
        _newCategories.Clear();
        await context.Db.SaveChangesAsync(ct);
    }

    public bool Knows(string path)
    {
        Category? at = null;
        foreach (var part in Parts(path))
        {
            if (!_categories.TryGetValue(Catalog.Category.KeyOf(at?.Id, part), out at))
                return false;
        }

        return at is not null;
    }

    public static IReadOnlyList<string> Parts(string? path) =>
        [.. (path ?? "").Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Text.Tidy)];

    private Category Make(ImportContext context, Category? parent, string name)
    {
        var category = Catalog.Category.Create(new CategoryDetails { Name = name });
        if (context.Writes)
        {
            context.Db.Categories.Add(category);
            _newCategories.Add(category);
        }
        else
        {
            category.Think(--_thoughtUp);
        }

        category.MoveUnder(parent);
        Take(category);
        return category;
    }

    private void Take(Category category)
    {
        _categories[category.NameKey] = category;
        _trails[category.Id] = category.ParentId is { } parent && _trails.TryGetValue(parent, out var above) ? $"{above} > {category.Name}" : category.Name;
    }
}
