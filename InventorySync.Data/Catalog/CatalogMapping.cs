using InventorySync.Domain.Catalog;

namespace InventorySync.Data.Catalog;

internal sealed class ProductMapping : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.ToTable("products");
        builder.Property(p => p.Name).HasMaxLength(255);
        builder.Property(p => p.Description).HasMaxLength(50_000);
        builder.Property(p => p.PublicId).HasMaxLength(32);
        builder.Property(p => p.TaxClass).HasMaxLength(60);
        builder.OwnsMany(p => p.Options, o => o.ToJson());
        builder.OwnsMany(p => p.Specifications, s => s.ToJson());
        builder.HasIndex(p => p.PublicId).IsUnique();
        builder.HasIndex(p => p.Name);
        builder.HasOne<Category>().WithMany().HasForeignKey(p => p.CategoryId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Brand>().WithMany().HasForeignKey(p => p.BrandId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(p => p.Pictures).WithOne().HasForeignKey(p => p.ProductId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class VariantMapping : IEntityTypeConfiguration<Variant>
{
    public void Configure(EntityTypeBuilder<Variant> builder)
    {
        builder.ToTable("variants", table =>
        {
            table.HasCheckConstraint("ck_variants_price", "price >= 0");
            table.HasCheckConstraint("ck_variants_pack_size", "pack_size > 0");
            table.HasCheckConstraint("ck_variants_quantity_decimals", "quantity_decimals BETWEEN 0 AND 3");
        });
        builder.Property(v => v.Sku).HasMaxLength(VariantDetails.LongestSku);
        builder.Property(v => v.SkuFolded).HasMaxLength(VariantDetails.LongestSku);
        builder.Property(v => v.PublicId).HasMaxLength(32);
        builder.Property(v => v.Unit).HasMaxLength(20);
        builder.Property(v => v.PackSize).HasPrecision(18, 3);
        builder.Property(v => v.SearchText).HasMaxLength(2000);
        builder.HasIndex(v => v.SkuFolded).IsUnique(nameof(Variant.Sku), "Another variant already has the SKU {0}. Choose a different one.");
        builder.HasIndex(v => v.PublicId).IsUnique();
        builder.HasOne(v => v.Product).WithMany(p => p.Variants).HasForeignKey(v => v.ProductId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(v => v.Barcodes).WithOne().HasForeignKey(b => b.VariantId);
        builder.HasMany(v => v.Parts).WithOne().HasForeignKey(p => p.KitVariantId);
        builder.HasIndex(v => v.PictureId);
    }
}

internal sealed class BarcodeMapping : IEntityTypeConfiguration<Barcode>
{
    public void Configure(EntityTypeBuilder<Barcode> builder)
    {
        builder.ToTable("barcodes");
        builder.Property(b => b.Code).HasMaxLength(80);
        builder.HasIndex(b => b.Code).IsUnique(nameof(Barcode.Code), "The barcode {0} already leads to another variant. Take it away there first, or scan the right one.");
    }
}

internal sealed class KitPartMapping : IEntityTypeConfiguration<KitPart>
{
    public void Configure(EntityTypeBuilder<KitPart> builder)
    {
        builder.ToTable("kit_parts", table =>
        {
            table.HasCheckConstraint("ck_kit_parts_quantity", "quantity > 0");
            table.HasCheckConstraint("ck_kit_parts_not_itself", "part_variant_id <> kit_variant_id");
        });
        builder.HasKey(p => new { p.KitVariantId, p.PartVariantId });
        builder.Property(p => p.Quantity).HasPrecision(18, 3);
        builder.HasOne<Variant>().WithMany().HasForeignKey(p => p.PartVariantId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PictureMapping : IEntityTypeConfiguration<Picture>
{
    public void Configure(EntityTypeBuilder<Picture> builder)
    {
        builder.ToTable("pictures");
        builder.Property(p => p.File).HasMaxLength(32);
        builder.Property(p => p.Thumbnail).HasMaxLength(32);
    }
}

internal sealed class PriceChangeMapping : IEntityTypeConfiguration<PriceChange>
{
    public void Configure(EntityTypeBuilder<PriceChange> builder)
    {
        builder.ToTable("price_changes");
        builder.Property(c => c.ActorName).HasMaxLength(120);
        builder.HasIndex(c => new { c.VariantId, c.At });
        builder.HasOne<Variant>().WithMany().HasForeignKey(c => c.VariantId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CategoryMapping : IEntityTypeConfiguration<Category>
{
    public void Configure(EntityTypeBuilder<Category> builder)
    {
        builder.ToTable("categories");
        builder.Property(c => c.Name).HasMaxLength(120);
        builder.Property(c => c.NameKey).HasMaxLength(150);
        builder.Property(c => c.Path).HasMaxLength(200);
        builder.HasIndex(c => c.Path);
        builder.HasIndex(c => c.NameKey).IsUnique(nameof(Category.Name), "There is already a category “{0}” in this branch. Choose a different name.");
        builder.HasOne<Category>().WithMany().HasForeignKey(c => c.ParentId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class BrandMapping : IEntityTypeConfiguration<Brand>
{
    public void Configure(EntityTypeBuilder<Brand> builder)
    {
        builder.ToTable("brands");
        builder.Property(b => b.Name).HasMaxLength(120);
        builder.Property(b => b.NameKey).HasMaxLength(120);
        builder.HasIndex(b => b.NameKey).IsUnique(nameof(Brand.Name), "There is already a brand “{0}”. Choose a different name.");
    }
}
