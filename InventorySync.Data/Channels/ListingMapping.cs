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

internal sealed class DemoGoodMapping : IEntityTypeConfiguration<DemoGood>
{
    public void Configure(EntityTypeBuilder<DemoGood> builder)
    {
        builder.ToTable("demo_shop_goods");
        builder.Property(g => g.Sku).HasMaxLength(120);
        builder.Property(g => g.Name).HasMaxLength(250);
        builder.Property(g => g.Barcode).HasMaxLength(60);
        builder.HasIndex(g => g.Sku);
    }
}
