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

        // with the position, so that SQL Server answers from the index alone
        builder.HasIndex(m => new { m.Id, m.Position }).HasFilter("position IS NULL").HasDatabaseName("ix_outbox_unplaced");
    }
}

internal sealed class OutboxSequenceMapping : IEntityTypeConfiguration<OutboxSequence>
{
    public void Configure(EntityTypeBuilder<OutboxSequence> builder)
    {
        builder.ToTable("outbox_sequence");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasData(new { Id = OutboxSequence.OnlyId, LastPosition = 0L });
    }
}

internal sealed class FollowerPlaceMapping : IEntityTypeConfiguration<FollowerPlace>
{
    public void Configure(EntityTypeBuilder<FollowerPlace> builder)
    {
        builder.ToTable("outbox_followers");
        builder.HasKey(p => p.Name);
        builder.Property(p => p.Name).HasMaxLength(100);
        builder.Property(p => p.Error).HasMaxLength(2000);
        builder.Property(p => p.Node).HasMaxLength(200);
    }
}

internal sealed class SetAsideMessageMapping : IEntityTypeConfiguration<SetAsideMessage>
{
    public void Configure(EntityTypeBuilder<SetAsideMessage> builder)
    {
        builder.ToTable("outbox_set_aside");
        builder.Property(m => m.Follower).HasMaxLength(100);
        builder.Property(m => m.Kind).HasMaxLength(100);
        builder.Property(m => m.Subject).HasMaxLength(100);
        builder.Property(m => m.Payload).HasMaxLength(100_000);
        builder.Property(m => m.Error).HasMaxLength(2000);
        builder.HasIndex(m => new { m.Follower, m.MessageId }).IsUnique();
    }
}
