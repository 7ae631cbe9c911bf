using InventorySync.Domain.Catalog;
using InventorySync.Domain.Places;
using InventorySync.Domain.Stock;

namespace InventorySync.Data.Stock;

internal sealed class StockItemMapping : IEntityTypeConfiguration<StockItem>
{
    public void Configure(EntityTypeBuilder<StockItem> builder)
    {
        builder.ToTable("stock_items", table =>
        {
            table.HasCheckConstraint("ck_stock_items_on_hand", "on_hand >= lowest");
            table.HasCheckConstraint("ck_stock_items_reserved", "reserved >= 0 AND reserved <= on_hand - lowest");
        });
        builder.HasKey(i => new { i.VariantId, i.LocationId });
        builder.Property(i => i.OnHand).HasPrecision(18, 3);
        builder.Property(i => i.Reserved).HasPrecision(18, 3);
        builder.Property(i => i.Lowest).HasPrecision(18, 3);
        builder.HasOne<Variant>().WithMany().HasForeignKey(i => i.VariantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Location>().WithMany().HasForeignKey(i => i.LocationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class StockMovementMapping : IEntityTypeConfiguration<StockMovement>
{
    public void Configure(EntityTypeBuilder<StockMovement> builder)
    {
        builder.ToTable("stock_movements");
        builder.Property(m => m.Quantity).HasPrecision(18, 3);
        builder.Property(m => m.BalanceAfter).HasPrecision(18, 3);
        builder.Property(m => m.CommandKey).HasMaxLength(80);
        builder.Property(m => m.ReferenceKind).HasMaxLength(40);
        builder.Property(m => m.ReferenceNumber).HasMaxLength(60);
        builder.Property(m => m.ActorName).HasMaxLength(120);
        builder.HasIndex(m => new { m.CommandKey, m.CommandLine }).IsUnique();
        builder.HasIndex(m => new { m.VariantId, m.LocationId, m.Sequence }).IsUnique();
        builder.HasIndex(m => m.At);
    }
}

internal sealed class ReservationMapping : IEntityTypeConfiguration<Reservation>
{
    public void Configure(EntityTypeBuilder<Reservation> builder)
    {
        builder.ToTable("reservations", table => table.HasCheckConstraint("ck_reservations_quantity", "quantity > 0"));
        builder.Property(r => r.Quantity).HasPrecision(18, 3);
        builder.Property(r => r.CommandKey).HasMaxLength(80);
        builder.Property(r => r.OwnerNumber).HasMaxLength(60);
        builder.HasIndex(r => new { r.CommandKey, r.CommandLine }).IsUnique();
        builder.HasIndex(r => new { r.VariantId, r.LocationId }).HasFilter("state = 'Held'");
        builder.HasIndex(r => new { r.Owner, r.OwnerId });
        builder.HasIndex(r => r.ExpiresAt).HasFilter("state = 'Held'");
    }
}
