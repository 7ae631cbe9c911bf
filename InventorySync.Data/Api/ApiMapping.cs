using InventorySync.Domain.Api;

namespace InventorySync.Data.Api;

internal sealed class ApiKeyMapping : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("api_keys");
        builder.Property(k => k.Name).HasMaxLength(80);
        builder.Property(k => k.Prefix).HasMaxLength(20);
        builder.Property(k => k.Hash).HasMaxLength(64);
        builder.Property(k => k.FormerHash).HasMaxLength(64);
        builder.Property(k => k.LastUsedFrom).HasMaxLength(60);
        builder.HasIndex(k => k.Hash).IsUnique();
        builder.HasIndex(k => k.FormerHash).IsUnique().HasFilter("former_hash IS NOT NULL");
    }
}

internal sealed class IdempotentCallMapping : IEntityTypeConfiguration<IdempotentCall>
{
    public const int MaxKey = 200;

    public void Configure(EntityTypeBuilder<IdempotentCall> builder)
    {
        builder.ToTable("idempotent_calls");
        builder.HasKey(c => new { c.Caller, c.Key });
        builder.Property(c => c.Caller).HasMaxLength(40);
        builder.Property(c => c.Key).HasMaxLength(MaxKey);
        builder.Property(c => c.RequestHash).HasMaxLength(64);
        builder.Property(c => c.ContentType).HasMaxLength(100);
        builder.HasIndex(c => c.CalledAt);
    }
}
