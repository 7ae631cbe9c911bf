using InventorySync.Domain.Places;

namespace InventorySync.Data.Places;

internal sealed class LocationMapping : IEntityTypeConfiguration<Location>
{
    public void Configure(EntityTypeBuilder<Location> builder)
    {
        builder.ToTable("locations");
        builder.Property(l => l.PublicId).HasMaxLength(32);
        builder.Property(l => l.Name).HasMaxLength(120);
        builder.Property(l => l.NameKey).HasMaxLength(120);
        builder.Property(l => l.Code).HasMaxLength(12);
        builder.Property(l => l.Street).HasMaxLength(200);
        builder.Property(l => l.PostalCode).HasMaxLength(20);
        builder.Property(l => l.City).HasMaxLength(100);
        builder.Property(l => l.Region).HasMaxLength(100);
        builder.Property(l => l.Country).HasMaxLength(2);
        builder.Property(l => l.TimeZone).HasMaxLength(64);
        builder.Property(l => l.OpeningHours).HasConversion(hours => hours.ToString(), text => OpeningHours.Parse(text)).HasMaxLength(500);
        builder.Property(l => l.Note).HasMaxLength(2000);
        builder.HasIndex(l => l.PublicId).IsUnique();
        builder.HasIndex(l => l.NameKey).IsUnique(nameof(Location.Name), "Another location is already called “{0}”. Choose a different name.");
        builder.HasIndex(l => l.Code).IsUnique(nameof(Location.Code), "Another location already has the code {0}. Choose a different code.");
    }
}
