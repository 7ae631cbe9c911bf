using InventorySync.Domain.Places;

namespace InventorySync.Data.Places;

internal sealed class RoomMapping : IEntityTypeConfiguration<Room>
{
    public void Configure(EntityTypeBuilder<Room> builder)
    {
        builder.ToTable("rooms");
        builder.Property(r => r.Name).HasMaxLength(80);
        builder.Property(r => r.NameKey).HasMaxLength(80);
        builder.HasOne<Location>().WithMany().HasForeignKey(r => r.LocationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.LocationId, r.NameKey }).IsUnique(nameof(Room.Name), "This location already has a room called “{0}”. Choose a different name.");
    }
}
