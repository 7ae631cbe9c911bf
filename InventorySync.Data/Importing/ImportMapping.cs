using InventorySync.Domain.Importing;

namespace InventorySync.Data.Importing;

internal sealed class ImportRunMapping : IEntityTypeConfiguration<ImportRun>
{
    public void Configure(EntityTypeBuilder<ImportRun> builder)
    {
        builder.ToTable("import_runs");
        builder.Property(r => r.Kind).HasMaxLength(60);
        builder.Property(r => r.FileId).HasMaxLength(32);
        builder.Property(r => r.Sha256).HasMaxLength(64);
        builder.Property(r => r.Task).HasMaxLength(20_000_000);
        builder.Property(r => r.ReadingText).HasMaxLength(2000);
        builder.Property(r => r.OptionsText).HasMaxLength(10_000);
        builder.Property(r => r.Note).HasConversion(note => note!.Kept(), kept => Sentence.FromKept(kept)).HasMaxLength(2000);
        builder.Property(r => r.StartedBy).HasMaxLength(200);
        builder.HasIndex(r => r.CreatedAt);
        builder.HasIndex(r => new { r.Sha256, r.Kind });
        builder.HasIndex(r => r.State);
    }
}

internal sealed class ImportRowMapping : IEntityTypeConfiguration<ImportRow>
{
    public void Configure(EntityTypeBuilder<ImportRow> builder)
    {
        builder.ToTable("import_rows");
        builder.HasKey(r => new { r.RunId, r.Number });
        builder.Property(r => r.Key).HasMaxLength(100);
        builder.Property(r => r.Name).HasMaxLength(120);
        builder.Property(r => r.Changes).HasMaxLength(1_000_000);
        builder.Property(r => r.Problem).HasConversion(problem => problem!.Kept(), kept => Sentence.FromKept(kept)).HasMaxLength(4000);
        builder.Property(r => r.Field).HasMaxLength(60);
        builder.HasIndex(r => new { r.RunId, r.Outcome, r.Number });
        builder.HasOne<ImportRun>().WithMany().HasForeignKey(r => r.RunId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ImportProfileMapping : IEntityTypeConfiguration<ImportProfile>
{
    public void Configure(EntityTypeBuilder<ImportProfile> builder)
    {
        builder.ToTable("import_profiles");
        builder.Property(p => p.Kind).HasMaxLength(60);
        builder.Property(p => p.Signature).HasMaxLength(64);
        builder.Property(p => p.OptionsText).HasMaxLength(10_000);
        builder.HasIndex(p => new { p.Kind, p.Signature }).IsUnique();
    }
}
