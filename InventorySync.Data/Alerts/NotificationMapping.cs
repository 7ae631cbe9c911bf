using InventorySync.Domain.Access;
using InventorySync.Domain.Alerts;

namespace InventorySync.Data.Alerts;

internal sealed class NotificationMapping : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.ToTable("notifications");
        builder.Property(n => n.Said).HasConversion(said => said.Kept(), kept => Sentence.FromKept(kept)).HasMaxLength(2000);
        builder.Property(n => n.Href).HasMaxLength(400);
        builder.HasOne<Person>().WithMany().HasForeignKey(n => n.PersonId);
        builder.HasIndex(n => new { n.PersonId, n.CreatedAt });
        builder.HasIndex(n => n.CreatedAt);
        // the bell counts on every page
        builder.HasIndex(n => n.PersonId).HasFilter("read_at IS NULL").HasDatabaseName("ix_notifications_unread");
    }
}
