using InventorySync.Data.Webhooks;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Channels;

namespace InventorySync.Data.Channels;

internal sealed class ChannelConnectionMapping : IEntityTypeConfiguration<ChannelConnection>
{
    public void Configure(EntityTypeBuilder<ChannelConnection> builder)
    {
        builder.ToTable("channel_connections");
        builder.HasKey(c => c.ChannelId);
        builder.Property(c => c.ChannelId).ValueGeneratedNever();
        builder.Property(c => c.Connector).HasMaxLength(40);
        builder.Property(c => c.Entered).HasMaxLength(8000);
        builder.Property(c => c.RemoteName).HasMaxLength(200);
        builder.Property(c => c.HookToken).HasMaxLength(60);
        builder.HasIndex(c => c.HookToken).IsUnique();
        builder.Property(c => c.OurAddress).HasMaxLength(300);
        builder.Property(c => c.LeaseToken).HasMaxLength(60);
        builder.Property(c => c.Problem).HasConversion<Kept>().HasMaxLength(1000);
        builder.HasOne<Channel>().WithOne().HasForeignKey<ChannelConnection>(c => c.ChannelId);
    }
}

internal sealed class ListingMapping : IEntityTypeConfiguration<Listing>
{
    public void Configure(EntityTypeBuilder<Listing> builder)
    {
        builder.ToTable("listings");
        builder.Property(l => l.ExternalId).HasMaxLength(160);
        builder.Property(l => l.RemoteSku).HasMaxLength(120);
        builder.Property(l => l.RemoteName).HasMaxLength(250);
        builder.Property(l => l.RemoteBarcode).HasMaxLength(60);
        builder.Property(l => l.Wanted).HasPrecision(18, 3);
        builder.Property(l => l.Pushed).HasPrecision(18, 3);
        builder.Property(l => l.Seen).HasPrecision(18, 3);
        builder.Property(l => l.Problem).HasConversion<Kept>().HasMaxLength(1000);
        builder.HasIndex(l => new { l.ChannelId, l.ExternalId }).IsUnique();
        builder.HasIndex(l => l.VariantId);
        builder.HasIndex(l => new { l.ChannelId, l.WaitingSince }).HasFilter("waiting_since IS NOT NULL").HasDatabaseName("ix_listings_waiting");
        builder.HasOne<Channel>().WithMany().HasForeignKey(l => l.ChannelId);
        builder.HasOne<Variant>().WithMany().HasForeignKey(l => l.VariantId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class SyncRunMapping : IEntityTypeConfiguration<SyncRun>
{
    public void Configure(EntityTypeBuilder<SyncRun> builder)
    {
        builder.ToTable("sync_runs");
        builder.Property(r => r.Note).HasConversion<Kept>().HasMaxLength(1000);
        builder.HasIndex(r => new { r.ChannelId, r.StartedAt });
        builder.HasIndex(r => r.EndedAt);
        builder.HasOne<Channel>().WithMany().HasForeignKey(r => r.ChannelId);
    }
}

internal sealed class SyncCallMapping : IEntityTypeConfiguration<SyncCall>
{
    public void Configure(EntityTypeBuilder<SyncCall> builder)
    {
        builder.ToTable("sync_calls");
        builder.Property(c => c.Method).HasMaxLength(10);
        builder.Property(c => c.Request).HasMaxLength(8000);
        builder.Property(c => c.Answer).HasMaxLength(8000);
        builder.HasIndex(c => c.RunId);
        builder.HasOne<SyncRun>().WithMany().HasForeignKey(c => c.RunId);
    }
}

internal sealed class InboundCallMapping : IEntityTypeConfiguration<InboundCall>
{
    public void Configure(EntityTypeBuilder<InboundCall> builder)
    {
        builder.ToTable("inbound_calls");
        builder.Property(c => c.EventId).HasMaxLength(200);
        builder.Property(c => c.SubjectId).HasMaxLength(160);
        builder.Property(c => c.Body).HasMaxLength(100_000);
        builder.Property(c => c.Problem).HasConversion<Kept>().HasMaxLength(1000);
        builder.HasIndex(c => new { c.ChannelId, c.EventId }).IsUnique();
        builder.HasIndex(c => c.NextTryAt).HasFilter("state = 'Waiting'").HasDatabaseName("ix_inbound_calls_due");
        builder.HasIndex(c => c.ReceivedAt);
        builder.HasOne<Channel>().WithMany().HasForeignKey(c => c.ChannelId);
    }
}

internal sealed class PastSaleMapping : IEntityTypeConfiguration<PastSale>
{
    public void Configure(EntityTypeBuilder<PastSale> builder)
    {
        builder.ToTable("past_sales");
        builder.Property(p => p.OrderId).HasMaxLength(100);
        builder.Property(p => p.LineId).HasMaxLength(100);
        builder.Property(p => p.Quantity).HasPrecision(18, 3);
        builder.HasIndex(p => new { p.ChannelId, p.OrderId, p.LineId }).IsUnique();
        builder.HasIndex(p => new { p.VariantId, p.At });
        builder.HasOne<Channel>().WithMany().HasForeignKey(p => p.ChannelId);
        builder.HasOne<Variant>().WithMany().HasForeignKey(p => p.VariantId);
    }
}

internal sealed class DemoOrderMapping : IEntityTypeConfiguration<DemoOrder>
{
    public void Configure(EntityTypeBuilder<DemoOrder> builder)
    {
        builder.ToTable("demo_shop_orders");
        builder.Property(o => o.Shop).HasMaxLength(40);
        builder.OwnsMany(o => o.Lines, lines => lines.ToJson());
        builder.HasIndex(o => new { o.Shop, o.ChangedAt });
    }
}

internal sealed class DemoHookMapping : IEntityTypeConfiguration<DemoHook>
{
    public void Configure(EntityTypeBuilder<DemoHook> builder)
    {
        builder.ToTable("demo_shop_hooks");
        builder.Property(h => h.Shop).HasMaxLength(40);
        builder.Property(h => h.Address).HasMaxLength(500);
        builder.Property(h => h.Secret).HasMaxLength(100);
        builder.HasIndex(h => new { h.Shop, h.Address }).IsUnique();
    }
}

internal sealed class DemoGoodMapping : IEntityTypeConfiguration<DemoGood>
{
    public void Configure(EntityTypeBuilder<DemoGood> builder)
    {
        builder.ToTable("demo_shop_goods");
        builder.Property(g => g.Shop).HasMaxLength(40);
        builder.Property(g => g.Sku).HasMaxLength(120);
        builder.Property(g => g.Name).HasMaxLength(250);
        builder.Property(g => g.Barcode).HasMaxLength(60);
        builder.HasIndex(g => new { g.Shop, g.Sku });
        builder.HasIndex(g => new { g.Shop, g.Id });
    }
}
