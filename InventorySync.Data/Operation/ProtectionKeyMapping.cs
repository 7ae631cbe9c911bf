using InventorySync.Domain.Operation;

namespace InventorySync.Data.Operation;

internal sealed class ProtectionKeyMapping : IEntityTypeConfiguration<ProtectionKey>
{
    public void Configure(EntityTypeBuilder<ProtectionKey> builder)
    {
        builder.ToTable("protection_keys");
        builder.Property(k => k.Name).HasMaxLength(100);
        builder.Property(k => k.Content).HasMaxLength(20_000);
        builder.HasIndex(k => k.Name).IsUnique();
    }
}
