using InventorySync.Domain.Audit;

namespace InventorySync.Data.Audit;

internal sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit");
        builder.OwnsMany(e => e.Fields, fields => fields.ToJson());
        builder.Property(e => e.Action).HasMaxLength(40);
        builder.Property(e => e.SubjectKind).HasMaxLength(60);
        builder.Property(e => e.Address).HasMaxLength(64);
        builder.Property(e => e.SearchText).HasMaxLength(Auditing.LongestSearchText);
        // newest first, each also within a person and within a thing
        builder.HasIndex(e => new { e.At, e.Id }).IsDescending(true, false).HasDatabaseName("ix_audit_newest");
        builder.HasIndex(e => new { e.ActorId, e.At, e.Id }).IsDescending(false, true, false).HasDatabaseName("ix_audit_actor");
        builder.HasIndex(e => new { e.SubjectKind, e.At, e.Id }).IsDescending(false, true, false).HasDatabaseName("ix_audit_kind");
        builder.HasIndex(e => new { e.SubjectKind, e.SubjectId, e.At, e.Id }).IsDescending(false, false, true, false).HasDatabaseName("ix_audit_subject");
    }
}
