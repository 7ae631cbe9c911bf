using InventorySync.Domain.Channels;
using InventorySync.Domain.Common;
using InventorySync.Domain.Places;

namespace InventorySync.Data.Channels;

internal sealed class ChannelMapping : IEntityTypeConfiguration<Channel>
{
    public void Configure(EntityTypeBuilder<Channel> builder)
    {
        builder.ToTable("channels");
        builder.Property(c => c.Name).HasMaxLength(120);
        builder.Property(c => c.NameKey).HasMaxLength(120);
        builder.HasIndex(c => c.NameKey).IsUnique("Name", "Another channel is already called “{0}”. Choose a different name.");
        builder.HasMany(c => c.Locations).WithOne().HasForeignKey(l => l.ChannelId);
    }
}

internal sealed class ChannelLocationMapping : IEntityTypeConfiguration<ChannelLocation>
{
    public void Configure(EntityTypeBuilder<ChannelLocation> builder)
    {
        builder.ToTable("channel_locations");
        builder.HasKey(l => new { l.ChannelId, l.LocationId });
        builder.HasOne<Location>().WithMany().HasForeignKey(l => l.LocationId).OnDelete(DeleteBehavior.Restrict);
    }
}
