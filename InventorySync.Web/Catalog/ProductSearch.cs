using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Web.Shared;

namespace InventorySync.Web.Catalog;

/// <summary>Finds goods by SKU, barcode and name, also misspelt.</summary>
public sealed class ProductSearch(CatalogSearch search, CurrentActor actor) : ISearchSource
{
    public string Title => "Products";

    public async Task<IReadOnlyList<Finding>> FindAsync(string text, int most, CancellationToken ct)
    {
        if (!actor.May(Permissions.CatalogView))
            return [];

        var found = await search.FindAsync(text, most, ct);
        return [.. found.Select(v => new Finding(v.Title.Length > 0 ? $"{v.Name}, {v.Title}" : v.Name, "sell") { Href = $"/products/{v.ProductId}", Detail = v.Sku })];
    }
}
