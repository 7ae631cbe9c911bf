using System.ComponentModel;
using InventorySync.Domain.Catalog;

namespace InventorySync.Web.Catalog;

public sealed record ProductResource
{
    public required long Id { get; init; }

    public required ProductDetails Details { get; init; }

    [Description("The axes along which the variants differ, with their values in order.")]
    public required IReadOnlyList<ProductOption> Axes { get; init; }

    public required IReadOnlyList<VariantResource> Variants { get; init; }

    [Description("Addresses of the pictures, the face of the product first.")]
    public required IReadOnlyList<PictureResource> Pictures { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required bool Archived { get; init; }

    public static ProductResource Of(Product product) => new()
    {
        Id = product.Id,
        Details = ProductDetails.Of(product),
        Axes = product.Options,
        Variants = [.. product.Variants.OrderBy(v => v.Id).Select(VariantResource.Of)],
        Pictures = [.. product.Pictures.OrderBy(p => p.Position).Select(p => new PictureResource(p.Id, $"/files/{p.File}", $"/files/{p.Thumbnail}"))],
        CreatedAt = product.CreatedAt,
        Archived = product.Archived,
    };
}

public sealed record PictureResource(long Id, string Address, string ThumbnailAddress);

public sealed record VariantResource
{
    public required long Id { get; init; }

    public required long ProductId { get; init; }

    public required VariantDetails Details { get; init; }

    [Description("What a kit is made of; empty for everything else.")]
    public required IReadOnlyList<WantedPart> Parts { get; init; }

    [Description("Which of the product's pictures shows it; null for the product's first.")]
    public required long? PictureId { get; init; }

    public static VariantResource Of(Variant variant) => new()
    {
        PictureId = variant.PictureId,
        Id = variant.Id,
        ProductId = variant.ProductId,
        Details = VariantDetails.Of(variant),
        Parts = [.. variant.Parts.Select(p => new WantedPart(p.PartVariantId, p.Quantity))],
    };
}

public sealed record ShownPicture
{
    [Description("One of the product's own pictures; null for its first.")]
    public long? PictureId { get; set; }
}

public sealed record ProductListed(
    long Id, string Name, string Skus, int Variants, string? Category, string? Brand, string Tags, decimal LowestPrice, decimal HighestPrice,
    decimal OnHand, [property: Description("Null where it cannot be said: a kit, for a caller that does not see all locations.")] decimal? Available, StockState? Stock, ProductStatus Status, DateTimeOffset CreatedAt, bool Archived)
{
    public static ProductListed Of(ProductRow row) => new(
        row.Id, row.Name, row.Skus, row.Variants, row.Category, row.Brand, row.Tags, row.LowestPrice, row.HighestPrice, row.OnHand, row.Available, row.Stock, row.Status, row.CreatedAt, row.Archived);
}

public sealed record VariantListed(
    long Id, long ProductId, string Sku, string Product, IReadOnlyList<string> OptionValues, string? Barcode, decimal Price, decimal? CompareAtPrice, decimal? Cost,
    string Unit, Tracking Tracking, bool IsKit, ProductStatus Status, decimal OnHand, decimal Available, bool Archived)
{
    public static VariantListed Of(VariantRow row) => new(
        row.Id, row.ProductId, row.Sku, row.Product, row.OptionValues, row.Barcode, row.Price, row.CompareAtPrice, row.Cost, row.Unit, row.Tracking, row.IsKit, row.Status, row.OnHand, row.Available, row.Archived);
}

public sealed record CategoryResource(long Id, string Name, long? ParentId, [property: Description("The keys from the root down to this one, such as /12/40/.")] string Path)
{
    public static CategoryResource Of(Category category) => new(category.Id, category.Name, category.ParentId, category.Path);
}

public sealed record CategoryListed(long Id, string Name, long? ParentId, string Path, int Products)
{
    public static CategoryListed Of(CategoryRow row) => new(row.Id, row.Name, row.ParentId, row.Path, row.Products);
}

public sealed record BrandResource(long Id, string Name)
{
    public static BrandResource Of(Brand brand) => new(brand.Id, brand.Name);
}

public sealed record BrandListed(long Id, string Name, int Products)
{
    public static BrandListed Of(BrandRow row) => new(row.Id, row.Name, row.Products);
}

/// <summary>The axes of a product, with the variants that are new with them.</summary>
public sealed record ChangedAxes
{
    public IReadOnlyList<ProductOption> Axes { get; set; } = [];

    public IReadOnlyList<VariantDetails> NewVariants { get; set; } = [];
}

public sealed record KitParts
{
    public IReadOnlyList<WantedPart> Parts { get; set; } = [];
}

public sealed record BulkEdited
{
    public IReadOnlyList<long> ProductIds { get; set; } = [];

    public BulkEdit Edit { get; set; } = new();
}

public sealed record StartedChange([property: Description("The key of the change: ask for it at /api/imports/ and this number.")] long ImportId);
