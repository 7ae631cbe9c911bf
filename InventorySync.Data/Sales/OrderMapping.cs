using System.Text.Json;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Places;
using InventorySync.Domain.Sales;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace InventorySync.Data.Sales;

internal sealed class OrderMapping : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.ToTable("orders");
        builder.Property(o => o.PublicId).HasMaxLength(32);
        builder.Property(o => o.Number).HasMaxLength(32);
        builder.Property(o => o.ExternalId).HasMaxLength(100);
        builder.Property(o => o.ExternalNumber).HasMaxLength(60);
        builder.Property(o => o.CustomerName).HasMaxLength(120);
        builder.Property(o => o.Email).HasMaxLength(200);
        builder.Property(o => o.Phone).HasMaxLength(40);
        builder.Property(o => o.ShippingCountry).HasMaxLength(2);
        builder.Property(o => o.Currency).HasMaxLength(3);
        builder.Property(o => o.Rate).HasPrecision(18, 8);
        builder.Property(o => o.ShippingTaxPercent).HasPrecision(9, 4);
        builder.Property(o => o.Note).HasMaxLength(2000);
        builder.Property(o => o.InvoiceNumber).HasMaxLength(40);
        builder.ComplexProperty(o => o.Billing, address => address.ToJson());
        builder.ComplexProperty(o => o.Shipping, address => address.ToJson());
        builder.HasIndex(o => o.PublicId).IsUnique();
        builder.HasIndex(o => o.Number).IsUnique();
        builder.Property(o => o.OriginKey).HasMaxLength(130);
        builder.HasIndex(o => o.OriginKey).IsUnique(nameof(Order.ExternalId), "The order {0} of this channel is here already.").HasFilter("origin_key IS NOT NULL");
        builder.HasIndex(o => o.InvoiceNumber).IsUnique().HasFilter("invoice_number IS NOT NULL");
        builder.HasIndex(o => o.PlacedAt);
        builder.HasIndex(o => new { o.State, o.PlacedAt });
        builder.HasIndex(o => new { o.Oversold, o.PlacedAt });
        builder.HasOne<Channel>().WithMany().HasForeignKey(o => o.ChannelId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Location>().WithMany().HasForeignKey(o => o.LocationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PriceList>().WithMany().HasForeignKey(o => o.PriceListId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(o => o.Lines).WithOne().HasForeignKey(l => l.OrderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(o => o.Payments).WithOne().HasForeignKey(p => p.OrderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(o => o.Shipments).WithOne().HasForeignKey(s => s.OrderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(o => o.Returns).WithOne().HasForeignKey(r => r.OrderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(o => o.Events).WithOne().HasForeignKey(e => e.OrderId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OrderLineMapping : IEntityTypeConfiguration<OrderLine>
{
    public void Configure(EntityTypeBuilder<OrderLine> builder)
    {
        builder.ToTable("order_lines", table =>
        {
            table.HasCheckConstraint("ck_order_lines_quantity", "quantity > 0 AND cancelled >= 0 AND shipped >= 0 AND cancelled + shipped <= quantity");
            table.HasCheckConstraint("ck_order_lines_reserved", "reserved >= 0 AND reserved <= quantity - cancelled - shipped");
            table.HasCheckConstraint("ck_order_lines_returned", "returned >= 0 AND returned <= shipped");
        });
        builder.Property(l => l.ExternalId).HasMaxLength(100);
        builder.Property(l => l.Sku).HasMaxLength(80);
        builder.Property(l => l.Name).HasMaxLength(300);
        builder.Property(l => l.TaxClass).HasMaxLength(60);
        builder.Property(l => l.TaxPercent).HasPrecision(9, 4);
        builder.Property(l => l.Quantity).HasPrecision(18, 3);
        builder.Property(l => l.Cancelled).HasPrecision(18, 3);
        builder.Property(l => l.Reserved).HasPrecision(18, 3);
        builder.Property(l => l.Shipped).HasPrecision(18, 3);
        builder.Property(l => l.Returned).HasPrecision(18, 3);
        builder.HasOne<Variant>().WithMany().HasForeignKey(l => l.VariantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(l => new { l.OrderId, l.Position });
    }
}

internal sealed class OrderPaymentMapping : IEntityTypeConfiguration<OrderPayment>
{
    public void Configure(EntityTypeBuilder<OrderPayment> builder)
    {
        builder.ToTable("order_payments");
        builder.Property(p => p.Key).HasMaxLength(80);
        builder.Property(p => p.Reference).HasMaxLength(120);
        builder.Property(p => p.ActorName).HasMaxLength(120);
        builder.HasIndex(p => new { p.OrderId, p.Key }).IsUnique();
        builder.HasIndex(p => p.At);
    }
}

internal sealed class OrderEventMapping : IEntityTypeConfiguration<OrderEvent>
{
    public void Configure(EntityTypeBuilder<OrderEvent> builder)
    {
        builder.ToTable("order_events");
        builder.Property(e => e.Said).HasConversion(said => said.Kept(), kept => Sentence.FromKept(kept)).HasMaxLength(4000);
        builder.Property(e => e.ActorName).HasMaxLength(120);
        builder.HasIndex(e => new { e.OrderId, e.Position }).IsUnique();
    }
}

internal sealed class ShipmentMapping : IEntityTypeConfiguration<Shipment>
{
    public void Configure(EntityTypeBuilder<Shipment> builder)
    {
        builder.ToTable("shipments");
        builder.Property(s => s.PublicId).HasMaxLength(32);
        builder.Property(s => s.Key).HasMaxLength(120);
        builder.Property(s => s.Carrier).HasMaxLength(60);
        builder.Property(s => s.TrackingNumber).HasMaxLength(80);
        builder.HasIndex(s => s.PublicId).IsUnique();
        builder.HasIndex(s => s.Key).IsUnique();
        builder.HasMany(s => s.Lines).WithOne().HasForeignKey(l => l.ShipmentId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ShipmentLineMapping : IEntityTypeConfiguration<ShipmentLine>
{
    private static readonly ValueComparer<List<StockTake>> WrittenOnce = new((left, right) => ReferenceEquals(left, right), takes => takes.Count, takes => takes);

    public void Configure(EntityTypeBuilder<ShipmentLine> builder)
    {
        builder.ToTable("shipment_lines");
        builder.Property(l => l.Quantity).HasPrecision(18, 3);
        // one text: as owned rows a large shipment takes seconds to save
        builder.Property(l => l.Takes).HasConversion(takes => JsonSerializer.Serialize(takes, JsonSerializerOptions.Web), kept => JsonSerializer.Deserialize<List<StockTake>>(kept, JsonSerializerOptions.Web)!, WrittenOnce);
        builder.HasOne<OrderLine>().WithMany().HasForeignKey(l => l.OrderLineId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OrderReturnMapping : IEntityTypeConfiguration<OrderReturn>
{
    public void Configure(EntityTypeBuilder<OrderReturn> builder)
    {
        builder.ToTable("order_returns");
        builder.Property(r => r.PublicId).HasMaxLength(32);
        builder.Property(r => r.Number).HasMaxLength(40);
        builder.Property(r => r.Reason).HasMaxLength(300);
        builder.HasIndex(r => r.PublicId).IsUnique();
        builder.HasIndex(r => r.Number).IsUnique();
        builder.HasIndex(r => new { r.State, r.AuthorisedAt });
        builder.HasMany(r => r.Lines).WithOne().HasForeignKey(l => l.OrderReturnId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Location>().WithMany().HasForeignKey(r => r.LocationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ReturnLineMapping : IEntityTypeConfiguration<ReturnLine>
{
    public void Configure(EntityTypeBuilder<ReturnLine> builder)
    {
        builder.ToTable("return_lines", table => table.HasCheckConstraint("ck_return_lines_inspected", "restocked >= 0 AND to_repair >= 0 AND written_off >= 0 AND restocked + to_repair + written_off <= quantity"));
        builder.Property(l => l.Quantity).HasPrecision(18, 3);
        builder.Property(l => l.Restocked).HasPrecision(18, 3);
        builder.Property(l => l.ToRepair).HasPrecision(18, 3);
        builder.Property(l => l.WrittenOff).HasPrecision(18, 3);
        builder.HasOne<OrderLine>().WithMany().HasForeignKey(l => l.OrderLineId).OnDelete(DeleteBehavior.Restrict);
    }
}
