using InventorySync.Domain.Places;

namespace InventorySync.Data.Places;

internal sealed class LocationMapping : IEntityTypeConfiguration<Location>
{
    public void Configure(EntityTypeBuilder<Location> builder)
    {
        builder.ToTable("locations");
        builder.Property(l => l.Name).HasMaxLength(120);
        builder.Property(l => l.PublicId).HasMaxLength(32);
        builder.HasIndex(l => l.PublicId).IsUnique();
        builder.HasIndex(l => l.Name).IsUnique();
    }
}
