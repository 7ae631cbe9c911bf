using System.ComponentModel;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Files;
using InventorySync.Domain.Importing;
using InventorySync.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using static InventorySync.Domain.Access.Permissions;

namespace InventorySync.Web.Catalog;

/// <summary>Products, variants, categories and brands for other systems.</summary>
public static class CatalogApi
{
    public static void MapCatalogApi(this IEndpointRouteBuilder app)
    {
        MapProducts(app.MapApiGroup("products", "Products"));
        MapVariants(app.MapApiGroup("variants", "Variants"));
        MapCategories(app.MapApiGroup("categories", "Categories"));
        MapBrands(app.MapApiGroup("brands", "Brands"));
    }

    private static void MapProducts(RouteGroupBuilder products)
    {
        products.MapList<ProductList, ProductRow, ProductListed>("", ProductListed.Of).WithSummary("List products").RequireAuthorization(CatalogView);
        products.MapGet("/{productId:long}", ProductAsync).WithSummary("Read a product with its variants").RequireAuthorization(CatalogView);
        products.MapPost("", CreateProductAsync).WithSummary("Create a product with its variants").RequireAuthorization(CatalogEdit);
        products.MapPut("/{productId:long}", ChangeProductAsync).WithSummary("Change what a product is as a whole").RequireAuthorization(CatalogEdit);
        products.MapPut("/{productId:long}/axes", ChangeAxesAsync).WithSummary("Change the options of a product, and add the variants that are new with them").RequireAuthorization(CatalogEdit);
        products.MapPost("/{productId:long}/variants", AddVariantAsync).WithSummary("Add a variant to a product").RequireAuthorization(CatalogEdit);
        products.MapPost("/{productId:long}/duplicate", DuplicateAsync).WithSummary("Make a draft like a product").RequireAuthorization(CatalogEdit);
        products.MapPost("/{productId:long}/archive", async (long productId, Products all, CancellationToken ct) => await ShownAsync(all.ArchiveAsync(productId, ct), productId, all, ct))
            .WithSummary("Archive a product").RequireAuthorization(CatalogEdit);
        products.MapPost("/{productId:long}/restore", async (long productId, Products all, CancellationToken ct) => await ShownAsync(all.RestoreAsync(productId, ct), productId, all, ct))
            .WithSummary("Take a product out of the archive").RequireAuthorization(CatalogEdit);
        products.MapPost("/{productId:long}/pictures", AddPictureAsync).WithMetadata(new RequestSizeLimitAttribute(3 * Pictures.MaxBytes))
            .WithSummary("Put a picture on a product: the body is the file itself, PNG, JPEG, WebP or GIF; its kind stands in Content-Type or in the file's name").RequireAuthorization(CatalogEdit);
        products.MapPost("/{productId:long}/pictures/{pictureId:long}/first", async (long productId, long pictureId, Pictures pictures, Products all, CancellationToken ct) => await ShownAsync(pictures.PutFirstAsync(productId, pictureId, ct), productId, all, ct))
            .WithSummary("Make a picture the face of its product").RequireAuthorization(CatalogEdit);
        products.MapDelete("/{productId:long}/pictures/{pictureId:long}", async (long productId, long pictureId, Pictures pictures, CancellationToken ct) => await DoneAsync(pictures.RemoveAsync(productId, pictureId, ct)))
            .WithSummary("Take a picture off a product").RequireAuthorization(CatalogEdit);
        products.MapPost("/bulk-edit", async (BulkEdited edited, BulkChanges bulk, CancellationToken ct) => TypedResults.Ok(new StartedChange(await bulk.ChangeProductsAsync(edited.ProductIds, edited.Edit, atOnce: true, ct))))
            .WithSummary("Change many products in the background").RequireAuthorization(CatalogEdit);
    }

    private static void MapVariants(RouteGroupBuilder variants)
    {
        variants.MapList<VariantList, VariantRow, VariantListed>("", VariantListed.Of).WithSummary("List variants; search finds an exact SKU or barcode alone").RequireAuthorization(CatalogView);
        variants.MapGet("/{variantId:long}", VariantAsync).WithSummary("Read a variant").RequireAuthorization(CatalogView);
        variants.MapPut("/{variantId:long}", ChangeVariantAsync).WithSummary("Change a variant; prices that change are written into its history").RequireAuthorization(CatalogEdit);
        variants.MapDelete("/{variantId:long}", async (long variantId, Variants all, CancellationToken ct) => await DoneAsync(all.DeleteAsync(variantId, ct)))
            .WithSummary("Delete a variant that was never used").RequireAuthorization(CatalogEdit);
        variants.MapPut("/{variantId:long}/parts", MakeKitAsync).WithSummary("Say what a kit is made of").RequireAuthorization(CatalogEdit);
        variants.MapPut("/{variantId:long}/picture", ShowVariantAsync).WithSummary("Choose which of its product's pictures shows a variant").RequireAuthorization(CatalogEdit);
        variants.MapGet("/{variantId:long}/prices", (long variantId, PriceHistory prices, CancellationToken ct) => prices.OfVariantAsync(variantId, ct: ct))
            .WithSummary("Read how the prices of a variant changed, newest first").RequireAuthorization(CatalogView);
    }

    private static void MapCategories(RouteGroupBuilder categories)
    {
        categories.MapList<CategoryList, CategoryRow, CategoryListed>("", CategoryListed.Of).WithSummary("List categories").RequireAuthorization(CatalogView);
        categories.MapGet("/{categoryId:long}", async (long categoryId, Categories all, CancellationToken ct) => Shown(await all.FindAsync(categoryId, ct)))
            .WithSummary("Read a category").RequireAuthorization(CatalogView);
        categories.MapPost("", CreateCategoryAsync).WithSummary("Create a category").RequireAuthorization(CatalogEdit);
        categories.MapPut("/{categoryId:long}", ChangeCategoryAsync).WithSummary("Rename a category, or move it with everything below").RequireAuthorization(CatalogEdit);
        categories.MapDelete("/{categoryId:long}", async (long categoryId, Categories all, CancellationToken ct) => await DoneAsync(all.DeleteAsync(categoryId, ct)))
            .WithSummary("Delete a category that holds nothing").RequireAuthorization(CatalogEdit);
    }

    private static void MapBrands(RouteGroupBuilder brands)
    {
        brands.MapList<BrandList, BrandRow, BrandListed>("", BrandListed.Of).WithSummary("List brands").RequireAuthorization(CatalogView);
        brands.MapGet("/{brandId:long}", async (long brandId, Brands all, CancellationToken ct) => Shown(await all.FindAsync(brandId, ct)))
            .WithSummary("Read a brand").RequireAuthorization(CatalogView);
        brands.MapPost("", CreateBrandAsync).WithSummary("Create a brand").RequireAuthorization(CatalogEdit);
        brands.MapPut("/{brandId:long}", ChangeBrandAsync).WithSummary("Rename a brand").RequireAuthorization(CatalogEdit);
        brands.MapDelete("/{brandId:long}", async (long brandId, Brands all, CancellationToken ct) => await DoneAsync(all.DeleteAsync(brandId, ct)))
            .WithSummary("Delete a brand without products").RequireAuthorization(CatalogEdit);
    }

    private static async Task<Versioned<ProductResource>> ProductAsync(long productId, Products products, CancellationToken ct) => Shown(await products.FindAsync(productId, ct));

    private static async Task<CreatedVersion<ProductResource>> CreateProductAsync(NewProduct wanted, Products products, CancellationToken ct) =>
        await CreatedAsync(await products.CreateAsync(wanted, ct), products, ct);

    private static async Task<Versioned<ProductResource>> ChangeProductAsync(long productId, ProductDetails details, ExpectedVersion version, Products products, CancellationToken ct) =>
        await ShownAsync(products.ChangeAsync(productId, version.Number, details, ct), productId, products, ct);

    private static async Task<Versioned<ProductResource>> AddPictureAsync(
        long productId, Stream picture, [Description("What the file is called.")] string? fileName, HttpContext http, Pictures pictures, Products products, CancellationToken ct)
    {
        var name = string.IsNullOrWhiteSpace(fileName) ? $"picture.{http.Request.ContentType?.Split(';')[0].Split('/')[^1]}" : fileName;
        return await ShownAsync(pictures.AddAsync(productId, new FileToStore(name, picture), ct: ct), productId, products, ct);
    }

    private static async Task<Versioned<VariantResource>> ShowVariantAsync(long variantId, ShownPicture shown, Pictures pictures, Variants variants, CancellationToken ct)
    {
        await pictures.ShowVariantAsync(variantId, shown.PictureId, ct);
        return Shown(await variants.FindAsync(variantId, ct));
    }

    private static async Task<Versioned<ProductResource>> ChangeAxesAsync(long productId, ChangedAxes changed, ExpectedVersion version, Products products, CancellationToken ct) =>
        await ShownAsync(products.ChangeAxesAsync(productId, version.Number, changed.Axes, changed.NewVariants, ct), productId, products, ct);

    private static async Task<CreatedVersion<ProductResource>> DuplicateAsync(long productId, Products products, CancellationToken ct) =>
        await CreatedAsync(await products.DuplicateAsync(productId, ct), products, ct);

    private static async Task<CreatedVersion<VariantResource>> AddVariantAsync(long productId, VariantDetails details, Variants variants, CancellationToken ct)
    {
        var variant = await variants.FindAsync(await variants.AddAsync(productId, details, ct), ct);
        return new(VariantResource.Of(variant), variant.Version, $"/api/variants/{variant.Id}");
    }

    private static async Task<Versioned<VariantResource>> VariantAsync(long variantId, Variants variants, CancellationToken ct) => Shown(await variants.FindAsync(variantId, ct));

    private static async Task<Versioned<VariantResource>> ChangeVariantAsync(long variantId, VariantDetails details, [Description("Why prices change; it stands in the history.")] string? reason, ExpectedVersion version, Variants variants, CancellationToken ct)
    {
        await variants.ChangeAsync(variantId, version.Number, details, reason ?? "", ct);
        return Shown(await variants.FindAsync(variantId, ct));
    }

    private static async Task<Versioned<VariantResource>> MakeKitAsync(long variantId, KitParts kit, ExpectedVersion version, Variants variants, CancellationToken ct)
    {
        await variants.MakeKitAsync(variantId, version.Number, kit.Parts, ct);
        return Shown(await variants.FindAsync(variantId, ct));
    }

    private static async Task<CreatedVersion<CategoryResource>> CreateCategoryAsync(CategoryDetails details, Categories categories, CancellationToken ct)
    {
        var category = await categories.FindAsync(await categories.CreateAsync(details, ct), ct);
        return new(CategoryResource.Of(category), category.Version, $"/api/categories/{category.Id}");
    }

    private static async Task<Versioned<CategoryResource>> ChangeCategoryAsync(long categoryId, CategoryDetails details, ExpectedVersion version, Categories categories, CancellationToken ct)
    {
        await categories.ChangeAsync(categoryId, version.Number, details, ct);
        return Shown(await categories.FindAsync(categoryId, ct));
    }

    private static async Task<CreatedVersion<BrandResource>> CreateBrandAsync(BrandDetails details, Brands brands, CancellationToken ct)
    {
        var brand = await brands.FindAsync(await brands.CreateAsync(details, ct), ct);
        return new(BrandResource.Of(brand), brand.Version, $"/api/brands/{brand.Id}");
    }

    private static async Task<Versioned<BrandResource>> ChangeBrandAsync(long brandId, BrandDetails details, ExpectedVersion version, Brands brands, CancellationToken ct)
    {
        await brands.ChangeAsync(brandId, version.Number, details, ct);
        return Shown(await brands.FindAsync(brandId, ct));
    }

    private static async Task<Versioned<ProductResource>> ShownAsync(Task change, long productId, Products products, CancellationToken ct)
    {
        await change;
        return Shown(await products.FindAsync(productId, ct));
    }

    private static async Task<CreatedVersion<ProductResource>> CreatedAsync(long productId, Products products, CancellationToken ct)
    {
        var product = await products.FindAsync(productId, ct);
        return new(ProductResource.Of(product), product.Version, $"/api/products/{product.Id}");
    }

    private static Versioned<ProductResource> Shown(Product product) => new(ProductResource.Of(product), product.Version);

    private static Versioned<VariantResource> Shown(Variant variant) => new(VariantResource.Of(variant), variant.Version);

    private static Versioned<CategoryResource> Shown(Category category) => new(CategoryResource.Of(category), category.Version);

    private static Versioned<BrandResource> Shown(Brand brand) => new(BrandResource.Of(brand), brand.Version);

    private static async Task<NoContent> DoneAsync(Task change)
    {
        await change;
        return TypedResults.NoContent();
    }
}
