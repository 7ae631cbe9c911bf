using InventorySync.Domain.Outbox;

namespace InventorySync.Data.Outbox;

internal sealed class OutboxMessageMapping : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox");
        builder.Property(m => m.Kind).HasMaxLength(100);
        builder.Property(m => m.Subject).HasMaxLength(100);
        builder.Property(m => m.Payload).HasMaxLength(100_000);
        builder.HasIndex(m => m.Position).IsUnique().HasFilter("position IS NOT NULL");
        builder.HasIndex(m => m.Id).HasFilter("position IS NULL").HasDatabaseName("ix_outbox_unplaced");
    }
}
