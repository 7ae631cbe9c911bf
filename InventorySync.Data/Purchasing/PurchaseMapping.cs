using InventorySync.Domain.Catalog;
using InventorySync.Domain.Places;
using InventorySync.Domain.Purchasing;

namespace InventorySync.Data.Purchasing;

internal sealed class PurchaseOrderMapping : IEntityTypeConfiguration<PurchaseOrder>
{
    public void Configure(EntityTypeBuilder<PurchaseOrder> builder)
    {
        builder.ToTable("purchase_orders", table =>
        {
            table.HasCheckConstraint("ck_purchase_orders_rate", "rate > 0 AND total >= 0 AND shop_total >= 0");
            table.HasCheckConstraint("ck_purchase_orders_sent", "state NOT IN ('Sent', 'PartlyReceived', 'Received') OR approved_at IS NOT NULL");
        });
        builder.Property(o => o.Number).HasMaxLength(32);
        builder.Property(o => o.Currency).HasMaxLength(3);
        builder.Property(o => o.Rate).HasPrecision(18, 8);
        builder.Property(o => o.TheirReference).HasMaxLength(60);
        builder.Property(o => o.Note).HasMaxLength(2000);
        builder.Property(o => o.CreatedByName).HasMaxLength(120);
        builder.Property(o => o.ApprovedByName).HasMaxLength(120);
        builder.Property(o => o.SentTo).HasMaxLength(200);
        builder.HasIndex(o => o.Number).IsUnique();
        builder.HasIndex(o => new { o.State, o.CreatedAt });
        builder.HasIndex(o => new { o.SupplierId, o.CreatedAt });
        builder.HasOne<Supplier>().WithMany().HasForeignKey(o => o.SupplierId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Location>().WithMany().HasForeignKey(o => o.LocationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(o => o.Lines).WithOne().HasForeignKey(l => l.PurchaseOrderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(o => o.Receipts).WithOne().HasForeignKey(r => r.PurchaseOrderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(o => o.Events).WithOne().HasForeignKey(e => e.PurchaseOrderId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PurchaseLineMapping : IEntityTypeConfiguration<PurchaseLine>
{
    public void Configure(EntityTypeBuilder<PurchaseLine> builder)
    {
        builder.ToTable("purchase_lines", table =>
        {
            table.HasCheckConstraint("ck_purchase_lines_quantities", "ordered > 0 AND received >= 0 AND cancelled >= 0 AND cancelled <= ordered");
            table.HasCheckConstraint("ck_purchase_lines_cost", "unit_cost >= 0");
        });
        builder.Property(l => l.Sku).HasMaxLength(80);
        builder.Property(l => l.SupplierSku).HasMaxLength(80);
        builder.Property(l => l.Name).HasMaxLength(300);
        builder.Property(l => l.Ordered).HasPrecision(18, 3);
        builder.Property(l => l.Received).HasPrecision(18, 3);
        builder.Property(l => l.Cancelled).HasPrecision(18, 3);
        builder.HasIndex(l => new { l.PurchaseOrderId, l.VariantId }).IsUnique(nameof(PurchaseLine.Sku), "“{0}” stands on this order already. Change the quantity of that line.");
        builder.HasIndex(l => l.VariantId);
        builder.HasOne<Variant>().WithMany().HasForeignKey(l => l.VariantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<SupplierOffer>().WithMany().HasForeignKey(l => l.OfferId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class PurchaseEventMapping : IEntityTypeConfiguration<PurchaseEvent>
{
    public void Configure(EntityTypeBuilder<PurchaseEvent> builder)
    {
        builder.ToTable("purchase_events");
        builder.Property(e => e.Said).HasConversion(said => said.Kept(), kept => Sentence.FromKept(kept)).HasMaxLength(4000);
        builder.Property(e => e.ActorName).HasMaxLength(120);
        builder.HasIndex(e => new { e.PurchaseOrderId, e.Position }).IsUnique();
    }
}

internal sealed class PurchaseMailMapping : IEntityTypeConfiguration<PurchaseMail>
{
    public void Configure(EntityTypeBuilder<PurchaseMail> builder)
    {
        builder.ToTable("purchase_mails");
        builder.Property(m => m.MessageToken).HasMaxLength(32);
        builder.Property(m => m.To).HasMaxLength(200);
        builder.Property(m => m.Body).HasMaxLength(4000);
        builder.Property(m => m.RequestedBy).HasMaxLength(120);
        builder.HasIndex(m => m.PurchaseOrderId).IsUnique(nameof(PurchaseMail.To), "This order is on its way to {0} already.").HasFilter("state = 'Waiting'").HasDatabaseName("ix_purchase_mails_waiting");
        builder.HasIndex(m => m.NextTryAt).HasFilter("state = 'Waiting'").HasDatabaseName("ix_purchase_mails_due");
        builder.HasOne<PurchaseOrder>().WithMany().HasForeignKey(m => m.PurchaseOrderId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ReceiptMapping : IEntityTypeConfiguration<Receipt>
{
    public void Configure(EntityTypeBuilder<Receipt> builder)
    {
        builder.ToTable("receipts");
        builder.Property(r => r.Key).HasMaxLength(60);
        builder.Property(r => r.Number).HasMaxLength(40);
        builder.Property(r => r.DeliveryNote).HasMaxLength(60);
        builder.Property(r => r.ReceivedBy).HasMaxLength(120);
        builder.Property(r => r.UndoneBy).HasMaxLength(120);
        builder.HasIndex(r => r.Key).IsUnique();
        builder.HasIndex(r => r.Number).IsUnique();
        builder.HasIndex(r => r.ReceivedAt);
        builder.HasOne<Location>().WithMany().HasForeignKey(r => r.LocationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(r => r.Lines).WithOne().HasForeignKey(l => l.ReceiptId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(r => r.Costs).WithOne().HasForeignKey(c => c.ReceiptId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ReceiptLineMapping : IEntityTypeConfiguration<ReceiptLine>
{
    public void Configure(EntityTypeBuilder<ReceiptLine> builder)
    {
        builder.ToTable("receipt_lines", table => table.HasCheckConstraint("ck_receipt_lines_quantities", "accepted >= 0 AND rejected >= 0 AND accepted + rejected > 0 AND goods_cost >= 0 AND landed_cost >= 0"));
        builder.Property(l => l.Accepted).HasPrecision(18, 3);
        builder.Property(l => l.Rejected).HasPrecision(18, 3);
        builder.Property(l => l.RejectReason).HasMaxLength(200);
        builder.Property(l => l.LotNumber).HasMaxLength(60);
        builder.HasIndex(l => l.VariantId);
        builder.HasOne<PurchaseLine>().WithMany().HasForeignKey(l => l.PurchaseLineId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Bin>().WithMany().HasForeignKey(l => l.BinId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ReceivedSerialMapping : IEntityTypeConfiguration<ReceivedSerial>
{
    public void Configure(EntityTypeBuilder<ReceivedSerial> builder)
    {
        builder.ToTable("received_serials");
        builder.Property(s => s.Number).HasMaxLength(80);
        builder.Property(s => s.NumberFolded).HasMaxLength(80);
        builder.HasIndex(s => new { s.VariantId, s.NumberFolded });
        builder.HasIndex(s => new { s.ReceiptLineId, s.NumberFolded }).IsUnique();
        builder.HasOne<ReceiptLine>().WithMany(l => l.Serials).HasForeignKey(s => s.ReceiptLineId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class LandedCostMapping : IEntityTypeConfiguration<LandedCost>
{
    public void Configure(EntityTypeBuilder<LandedCost> builder)
    {
        builder.ToTable("landed_costs", table => table.HasCheckConstraint("ck_landed_costs_amount", "amount <> 0"));
        builder.Property(c => c.Note).HasMaxLength(200);
        builder.Property(c => c.CommandKey).HasMaxLength(60);
        builder.Property(c => c.AddedBy).HasMaxLength(120);
        builder.HasIndex(c => new { c.ReceiptId, c.CommandKey }).IsUnique().HasFilter("command_key IS NOT NULL");
    }
}
