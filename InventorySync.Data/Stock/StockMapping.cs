using InventorySync.Domain.Catalog;
using InventorySync.Domain.Channels;
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
            table.HasCheckConstraint("ck_stock_items_reserved", "reserved >= 0 AND (reserved <= on_hand OR lowest < 0)");
        });
        builder.HasKey(i => new { i.VariantId, i.LocationId });
        builder.Property(i => i.OnHand).HasPrecision(18, 3);
        builder.Property(i => i.Reserved).HasPrecision(18, 3);
        builder.Property(i => i.Lowest).HasPrecision(18, 3);
        builder.Property(i => i.LastUnitCost).HasPrecision(18, 6);
        builder.Ignore(i => i.Available);
        builder.Ignore(i => i.AverageCost);
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
        builder.Property(m => m.CommandKey).HasMaxLength(StockLimits.LongestKey);
        builder.Property(m => m.ReferenceKind).HasMaxLength(40);
        builder.Property(m => m.ReferenceNumber).HasMaxLength(60);
        builder.Property(m => m.ActorName).HasMaxLength(120);
        builder.HasIndex(m => new { m.CommandKey, m.CommandLine }).IsUnique();
        builder.HasIndex(m => new { m.VariantId, m.LocationId, m.Sequence }).IsUnique();
        builder.HasIndex(m => m.At);
        builder.HasIndex(m => new { m.ReferenceKind, m.ReferenceId }).HasFilter("reference_id IS NOT NULL");
        builder.HasOne<Bin>().WithMany().HasForeignKey(m => m.BinId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class StockLayerMapping : IEntityTypeConfiguration<StockLayer>
{
    public void Configure(EntityTypeBuilder<StockLayer> builder)
    {
        builder.ToTable("stock_layers", table => table.HasCheckConstraint("ck_stock_layers_remaining", "remaining > 0"));
        builder.HasKey(l => new { l.VariantId, l.LocationId, l.Sequence });
        builder.Property(l => l.Remaining).HasPrecision(18, 3);
    }
}

internal sealed class StockProofMapping : IEntityTypeConfiguration<StockProof>
{
    public void Configure(EntityTypeBuilder<StockProof> builder)
    {
        builder.ToTable("stock_proofs");
        builder.Property(p => p.ActorName).HasMaxLength(120);
        builder.HasIndex(p => p.StartedAt);
    }
}

internal sealed class AllocationRuleMapping : IEntityTypeConfiguration<AllocationRule>
{
    public void Configure(EntityTypeBuilder<AllocationRule> builder)
    {
        builder.ToTable("allocation_rules");
        builder.ComplexProperty(r => r.Figures);
        builder.HasIndex(r => new { r.VariantId, r.CategoryId, r.ChannelId });
        builder.HasOne<Variant>().WithMany().HasForeignKey(r => r.VariantId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Category>().WithMany().HasForeignKey(r => r.CategoryId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Channel>().WithMany().HasForeignKey(r => r.ChannelId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AllocationChangeMapping : IEntityTypeConfiguration<AllocationChange>
{
    public void Configure(EntityTypeBuilder<AllocationChange> builder)
    {
        // no foreign keys: what was set for a channel that is gone stays in the book
        builder.ToTable("allocation_changes");
        builder.Property(c => c.Figure).HasMaxLength(40);
        builder.Property(c => c.From).HasMaxLength(60);
        builder.Property(c => c.To).HasMaxLength(60);
        builder.Property(c => c.ActorName).HasMaxLength(120);
        builder.HasIndex(c => new { c.VariantId, c.At });
    }
}

internal sealed class TurnoverMapping : IEntityTypeConfiguration<Turnover>
{
    public void Configure(EntityTypeBuilder<Turnover> builder)
    {
        builder.ToTable("turnovers");
        builder.HasKey(t => t.VariantId);
        builder.Property(t => t.VariantId).ValueGeneratedNever();
        builder.Property(t => t.Sold).HasPrecision(18, 3);
        builder.HasOne<Variant>().WithMany().HasForeignKey(t => t.VariantId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class BinStockMapping : IEntityTypeConfiguration<BinStock>
{
    public void Configure(EntityTypeBuilder<BinStock> builder)
    {
        builder.ToTable("bin_stock", table => table.HasCheckConstraint("ck_bin_stock_on_hand", "on_hand > 0"));
        builder.HasKey(b => new { b.VariantId, b.BinId });
        builder.Property(b => b.OnHand).HasPrecision(18, 3);
        builder.HasIndex(b => b.LocationId);
        builder.HasOne<Bin>().WithMany().HasForeignKey(b => b.BinId).OnDelete(DeleteBehavior.Restrict);
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
        builder.HasIndex(r => new { r.ChannelId, r.VariantId }).HasFilter("state = 'Held' AND channel_id IS NOT NULL");
        builder.HasIndex(r => r.ExpiresAt).HasFilter("state = 'Held'");
        builder.HasIndex(r => new { r.VariantId, r.EndedAt }).HasFilter("state <> 'Held'");
    }
}
