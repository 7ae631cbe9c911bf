using InventorySync.Domain.Catalog;
using InventorySync.Domain.Purchasing;

namespace InventorySync.Data.Purchasing;

internal sealed class SupplierMapping : IEntityTypeConfiguration<Supplier>
{
    public void Configure(EntityTypeBuilder<Supplier> builder)
    {
        builder.ToTable("suppliers", table => table.HasCheckConstraint("ck_suppliers_lead_time", "lead_time_days >= 0 AND (min_order_value IS NULL OR min_order_value >= 0)"));
        builder.Property(s => s.Name).HasMaxLength(120);
        builder.Property(s => s.NameKey).HasMaxLength(120);
        builder.Property(s => s.Code).HasMaxLength(20);
        builder.Property(s => s.ContactName).HasMaxLength(120);
        builder.Property(s => s.Email).HasMaxLength(200);
        builder.Property(s => s.Phone).HasMaxLength(40);
        builder.Property(s => s.Street).HasMaxLength(200);
        builder.Property(s => s.PostalCode).HasMaxLength(20);
        builder.Property(s => s.City).HasMaxLength(100);
        builder.Property(s => s.Country).HasMaxLength(2);
        builder.Property(s => s.CustomerNumber).HasMaxLength(40);
        builder.Property(s => s.Currency).HasMaxLength(3);
        builder.Property(s => s.PaymentTerms).HasMaxLength(200);
        builder.Property(s => s.Notes).HasMaxLength(2000);
        builder.HasIndex(s => s.NameKey).IsUnique(nameof(Supplier.Name), "Another supplier is already called “{0}”. Choose a different name.");
        builder.HasIndex(s => s.Code).IsUnique(nameof(Supplier.Code), "Another supplier already has the code {0}. Choose a different code.");
    }
}

internal sealed class SupplierOfferMapping : IEntityTypeConfiguration<SupplierOffer>
{
    public void Configure(EntityTypeBuilder<SupplierOffer> builder)
    {
        builder.ToTable("supplier_offers", table =>
        {
            table.HasCheckConstraint("ck_supplier_offers_cost", "cost >= 0");
            table.HasCheckConstraint("ck_supplier_offers_quantities", "(min_quantity IS NULL OR min_quantity > 0) AND (pack_size IS NULL OR pack_size > 0)");
            table.HasCheckConstraint("ck_supplier_offers_preferred", "preferred_for IS NULL OR preferred_for = variant_id");
        });
        builder.Property(o => o.SupplierSku).HasMaxLength(80);
        builder.Property(o => o.SupplierSkuFolded).HasMaxLength(80);
        builder.Property(o => o.MinQuantity).HasPrecision(18, 3);
        builder.Property(o => o.PackSize).HasPrecision(18, 3);
        builder.HasIndex(o => new { o.SupplierId, o.VariantId }).IsUnique(nameof(SupplierOffer.VariantId), "This supplier has an offer for this variant already. Change that one.");
        builder.HasIndex(o => o.PreferredFor).IsUnique(nameof(SupplierOffer.PreferredFor), "Somebody preferred another offer of this variant in this moment. Reload and choose again.").HasFilter("preferred_for IS NOT NULL");
        builder.HasIndex(o => o.VariantId);
        builder.HasIndex(o => o.SupplierSkuFolded);
        builder.HasOne<Supplier>().WithMany().HasForeignKey(o => o.SupplierId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Variant>().WithMany().HasForeignKey(o => o.VariantId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(o => o.Breaks).WithOne().HasForeignKey(b => b.SupplierOfferId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PriceBreakMapping : IEntityTypeConfiguration<PriceBreak>
{
    public void Configure(EntityTypeBuilder<PriceBreak> builder)
    {
        builder.ToTable("price_breaks", table => table.HasCheckConstraint("ck_price_breaks", "from_quantity > 0 AND unit_cost >= 0"));
        builder.HasKey(b => new { b.SupplierOfferId, b.FromQuantity });
        builder.Property(b => b.FromQuantity).HasPrecision(18, 3);
    }
}
