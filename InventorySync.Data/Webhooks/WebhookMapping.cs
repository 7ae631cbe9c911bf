using InventorySync.Domain.Webhooks;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace InventorySync.Data.Webhooks;

internal sealed class WebhookSubscriptionMapping : IEntityTypeConfiguration<WebhookSubscription>
{
    public void Configure(EntityTypeBuilder<WebhookSubscription> builder)
    {
        builder.ToTable("webhook_subscriptions");
        builder.Property(s => s.Name).HasMaxLength(80);
        builder.Property(s => s.Url).HasMaxLength(500);
        builder.Property(s => s.Secret).HasMaxLength(2000);
        builder.Property(s => s.FormerSecret).HasMaxLength(2000);
    }
}

internal sealed class WebhookHealthMapping : IEntityTypeConfiguration<WebhookHealth>
{
    public void Configure(EntityTypeBuilder<WebhookHealth> builder)
    {
        builder.ToTable("webhook_health");
        builder.HasKey(h => h.SubscriptionId);
        builder.Property(h => h.SubscriptionId).ValueGeneratedNever();
        builder.Property(h => h.LastFailure).HasConversion<Kept>().HasMaxLength(1000);
        builder.HasOne<WebhookSubscription>().WithOne().HasForeignKey<WebhookHealth>(h => h.SubscriptionId);
    }
}

internal sealed class WebhookDeliveryMapping : IEntityTypeConfiguration<WebhookDelivery>
{
    private const int MaxBody = 120_000;

    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_deliveries");
        builder.Property(d => d.PublicId).HasMaxLength(40);
        builder.Property(d => d.Event).HasMaxLength(100);
        builder.Property(d => d.EventId).HasMaxLength(40);
        builder.Property(d => d.Body).HasMaxLength(MaxBody);
        builder.Property(d => d.LastFailure).HasConversion<Kept>().HasMaxLength(1000);
        builder.HasOne<WebhookSubscription>().WithMany().HasForeignKey(d => d.SubscriptionId);
        builder.HasIndex(d => new { d.SubscriptionId, d.MessageId }).IsUnique().HasFilter("message_id IS NOT NULL");
        builder.HasIndex(d => d.MessageId);
        builder.HasIndex(d => new { d.SubscriptionId, d.NextTryAt }).HasFilter("state = 'Waiting'").HasDatabaseName("ix_webhook_deliveries_due");
        builder.HasIndex(d => d.CreatedAt);
        builder.HasIndex(d => new { d.SubscriptionId, d.State });
    }
}

internal sealed class WebhookAttemptMapping : IEntityTypeConfiguration<WebhookAttempt>
{
    public void Configure(EntityTypeBuilder<WebhookAttempt> builder)
    {
        builder.ToTable("webhook_attempts");
        builder.Property(a => a.RequestHeaders).HasMaxLength(3000);
        builder.Property(a => a.ResponseHeaders).HasMaxLength(3000);
        builder.Property(a => a.ResponseBody).HasMaxLength(3000);
        builder.Property(a => a.Failure).HasConversion<Kept>().HasMaxLength(1000);
        builder.HasOne<WebhookDelivery>().WithMany().HasForeignKey(a => a.DeliveryId);
    }
}

internal sealed class Kept() : ValueConverter<Sentence, string>(said => said.Kept(), kept => Sentence.FromKept(kept));
