using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;

namespace InventorySync.Data.Lists;

internal sealed class SavedViewMapping : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> builder)
    {
        builder.ToTable("saved_views");
        builder.Property(v => v.List).HasMaxLength(60);
        builder.Property(v => v.Name).HasMaxLength(60);
        builder.Property(v => v.Query).HasMaxLength(4000);
        builder.Property(v => v.Columns).HasMaxLength(2000);
        builder.HasOne<Person>().WithMany().HasForeignKey(v => v.PersonId);
        builder.HasIndex(v => new { v.PersonId, v.List, v.Name }).IsUnique();
        builder.HasIndex(v => v.List);
    }
}

internal sealed class ListLayoutMapping : IEntityTypeConfiguration<ListLayout>
{
    public void Configure(EntityTypeBuilder<ListLayout> builder)
    {
        builder.ToTable("list_layouts");
        builder.HasKey(l => new { l.PersonId, l.List });
        builder.Property(l => l.List).HasMaxLength(60);
        builder.Property(l => l.Columns).HasMaxLength(2000);
        builder.HasOne<Person>().WithMany().HasForeignKey(l => l.PersonId);
    }
}
