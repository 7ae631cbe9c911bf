using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Web.Shared;

namespace InventorySync.Web.Catalog;

/// <summary>Finds goods by SKU, barcode and name, also misspelt.</summary>
public sealed class ProductSearch(CatalogSearch search, CurrentActor actor) : ISearchSource
{
    private const int VariantsForEach = 8;

    public string Title => "Products";

    public async Task<IReadOnlyList<Finding>> FindAsync(string text, int most, CancellationToken ct)
    {
        if (!actor.May(Permissions.CatalogView))
            return [];

        // one line for a product, however many of its variants were found
        var products = (await search.FindAsync(text, most * VariantsForEach, ct)).GroupBy(v => v.ProductId).Take(most);
        return [.. products.Select(g => FindingOf([.. g]))];
    }

    private static Finding FindingOf(IReadOnlyList<VariantHead> found) => new(found is [{ Options.Count: > 0 } only] ? $"{only.Product}, {string.Join(" / ", only.Options)}" : found[0].Product, "sell")
    {
        Href = $"/products/{found[0].ProductId}",
        Detail = found[0].Sku,
    };
}
