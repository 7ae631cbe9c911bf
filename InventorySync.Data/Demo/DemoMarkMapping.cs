namespace InventorySync.Data.Demo;

internal sealed class DemoMarkMapping : IEntityTypeConfiguration<DemoMark>
{
    public void Configure(EntityTypeBuilder<DemoMark> builder)
    {
        builder.ToTable("demo_marks");
        builder.HasKey(m => m.Step);
        builder.Property(m => m.Step).HasMaxLength(100);
    }
}
