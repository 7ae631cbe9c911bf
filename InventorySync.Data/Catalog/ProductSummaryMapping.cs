using InventorySync.Domain.Catalog;

namespace InventorySync.Data.Catalog;

internal sealed class ProductSummaryMapping : IEntityTypeConfiguration<ProductSummary>
{
    public void Configure(EntityTypeBuilder<ProductSummary> builder)
    {
        builder.ToTable("product_summaries");
        builder.HasKey(s => s.ProductId);
        builder.Property(s => s.ProductId).ValueGeneratedNever();
        builder.Property(s => s.Name).HasMaxLength(255);
        builder.Property(s => s.TagText).HasMaxLength(1500);
        builder.Property(s => s.Picture).HasMaxLength(32);
        builder.Property(s => s.SearchText).HasMaxLength(50_000);
        builder.Property(s => s.OnHand).HasPrecision(18, 3);
        builder.Property(s => s.Available).HasPrecision(18, 3);
        builder.Property(s => s.Places).HasMaxLength(2000);
        builder.HasOne<Product>().WithOne().HasForeignKey<ProductSummary>(s => s.ProductId).OnDelete(DeleteBehavior.Cascade);
        // an index for each order of the list, with the key last as every list has it
        builder.HasIndex(s => new { s.Archived, s.Name, s.ProductId });
        builder.HasIndex(s => new { s.Archived, s.LowestPrice, s.ProductId });
        builder.HasIndex(s => new { s.Archived, s.OnHand, s.ProductId });
        builder.HasIndex(s => new { s.Archived, s.Available, s.ProductId });
        builder.HasIndex(s => s.CategoryId);
        builder.HasIndex(s => s.BrandId);
    }
}
