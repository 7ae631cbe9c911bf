using InventorySync.Domain.Settings;

namespace InventorySync.Data.Settings;

internal sealed class StoredSettingsMapping : IEntityTypeConfiguration<StoredSettings>
{
    public const int MaxContent = 100_000;

    public void Configure(EntityTypeBuilder<StoredSettings> builder)
    {
        builder.ToTable("settings");
        builder.Property(s => s.Section).HasMaxLength(60);
        builder.Property(s => s.Content).HasMaxLength(MaxContent);
        builder.HasIndex(s => s.Section).IsUnique();
    }
}

internal sealed class SettingsChangeMapping : IEntityTypeConfiguration<SettingsChange>
{
    public void Configure(EntityTypeBuilder<SettingsChange> builder)
    {
        builder.ToTable("settings_changes");
        builder.Property(c => c.Section).HasMaxLength(60);
        builder.Property(c => c.Before).HasMaxLength(StoredSettingsMapping.MaxContent);
        builder.Property(c => c.After).HasMaxLength(StoredSettingsMapping.MaxContent);
        builder.HasIndex(c => new { c.Section, c.Id });
    }
}
