using InventorySync.Domain.Jobs;

namespace InventorySync.Data.Jobs;

internal abstract class WorkMapping<TWork> : IEntityTypeConfiguration<TWork>
    where TWork : Work
{
    public virtual void Configure(EntityTypeBuilder<TWork> builder)
    {
        builder.Property(w => w.Kind).HasMaxLength(120);
        builder.Property(w => w.StartedBy).HasMaxLength(200);
        builder.Property(w => w.Node).HasMaxLength(200);
        builder.Property(w => w.Note).HasConversion(note => note!.Kept(), kept => Sentence.FromKept(kept)).HasMaxLength(2000);
        builder.Property(w => w.Error).HasMaxLength(4000);
        builder.Property(w => w.CancelAskedBy).HasMaxLength(200);

        // who no longer holds the work can no longer save it
        builder.Property(w => w.RunToken).HasMaxLength(32).IsConcurrencyToken();
        builder.HasIndex(w => w.HeldUntil).HasFilter("held_until IS NOT NULL");
        builder.HasIndex(w => w.EndedAt);
    }
}

internal sealed class JobRunMapping : WorkMapping<JobRun>
{
    public override void Configure(EntityTypeBuilder<JobRun> builder)
    {
        base.Configure(builder);
        builder.ToTable("job_runs");
        builder.HasIndex(r => new { r.Kind, r.Id });
    }
}

internal sealed class BackgroundTaskMapping : WorkMapping<BackgroundTask>
{
    public override void Configure(EntityTypeBuilder<BackgroundTask> builder)
    {
        base.Configure(builder);
        builder.ToTable("background_tasks");
        builder.Property(t => t.Title).HasConversion(title => title.Kept(), kept => Sentence.FromKept(kept)).HasMaxLength(1000);
        builder.Property(t => t.Input).HasMaxLength(1_000_000);
        builder.Property(t => t.Checkpoint).HasMaxLength(1_000_000);
        builder.Property(t => t.Starter).HasMaxLength(100_000);
        builder.HasIndex(t => t.Id).HasFilter("state = 'Waiting'").HasDatabaseName("ix_background_tasks_waiting");
        builder.HasIndex(t => new { t.StartedById, t.Id });
    }
}
