using InventorySync.Domain.Files;

namespace InventorySync.Data.Files;

internal sealed class StoredFileMapping : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.ToTable("stored_files");
        builder.Property(f => f.PublicId).HasMaxLength(32);
        builder.Property(f => f.Name).HasMaxLength(200);
        builder.Property(f => f.ContentType).HasMaxLength(100);
        builder.Property(f => f.Sha256).HasMaxLength(64);
        builder.Property(f => f.Purpose).HasMaxLength(60);
        builder.HasIndex(f => f.PublicId).IsUnique();
        builder.HasIndex(f => f.Sha256);
        builder.HasIndex(f => f.ExpiresAt).HasFilter("expires_at IS NOT NULL");
    }
}
