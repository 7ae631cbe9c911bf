using InventorySync.Domain.Places;

namespace InventorySync.Data.Places;

internal sealed class BinMapping : IEntityTypeConfiguration<Bin>
{
    public void Configure(EntityTypeBuilder<Bin> builder)
    {
        builder.ToTable("bins");
        builder.Property(b => b.PublicId).HasMaxLength(32);
        builder.Property(b => b.Code).HasMaxLength(BinDetails.LongestCode);
        builder.Property(b => b.CodeKey).HasMaxLength(BinDetails.LongestCode);
        builder.HasOne<Location>().WithMany().HasForeignKey(b => b.LocationId).OnDelete(DeleteBehavior.Restrict);
        // both columns, so that the database itself refuses a room of another location
        builder.HasOne<Room>().WithMany().HasForeignKey(b => new { b.RoomId, b.LocationId }).HasPrincipalKey(r => new { r.Id, r.LocationId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(b => b.PublicId).IsUnique();
        builder.HasIndex(b => new { b.LocationId, b.CodeKey }).IsUnique(nameof(Bin.Code), "This location already has a bin {0}. Choose a different code.");
    }
}
