using InventorySync.Domain.Catalog;
using InventorySync.Domain.Places;
using InventorySync.Domain.Planning;
using InventorySync.Domain.Purchasing;

namespace InventorySync.Data.Planning;

internal sealed class DailyDemandMapping : IEntityTypeConfiguration<DailyDemand>
{
    public void Configure(EntityTypeBuilder<DailyDemand> builder)
    {
        builder.ToTable("daily_demand");
        builder.HasKey(d => new { d.VariantId, d.LocationId, d.Day });
        builder.Property(d => d.Sold).HasPrecision(18, 3);
        builder.Property(d => d.Returned).HasPrecision(18, 3);
        builder.Ignore(d => d.Wanted);
        builder.HasIndex(d => new { d.Day, d.VariantId });
        builder.HasOne<Variant>().WithMany().HasForeignKey(d => d.VariantId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Location>().WithMany().HasForeignKey(d => d.LocationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DemandSeenMapping : IEntityTypeConfiguration<DemandSeen>
{
    public void Configure(EntityTypeBuilder<DemandSeen> builder)
    {
        builder.ToTable("demand_seen");
        builder.HasKey(s => new { s.VariantId, s.LocationId });
        builder.HasOne<Variant>().WithMany().HasForeignKey(s => s.VariantId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DemandProgressMapping : IEntityTypeConfiguration<DemandProgress>
{
    public void Configure(EntityTypeBuilder<DemandProgress> builder)
    {
        builder.ToTable("demand_progress");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.TimeZone).HasMaxLength(80);
    }
}

internal sealed class VariantForecastMapping : IEntityTypeConfiguration<VariantForecast>
{
    public void Configure(EntityTypeBuilder<VariantForecast> builder)
    {
        builder.ToTable("variant_forecasts");
        builder.Property(f => f.Method).HasMaxLength(60);
        builder.Property(f => f.Content).HasMaxLength(-1);
        builder.HasIndex(f => new { f.VariantId, f.GroupId }).IsUnique();
        builder.HasIndex(f => f.SoldInYear);
        builder.HasOne<Variant>().WithMany().HasForeignKey(f => f.VariantId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ForecastWeekMapping : IEntityTypeConfiguration<ForecastWeek>
{
    public void Configure(EntityTypeBuilder<ForecastWeek> builder)
    {
        builder.ToTable("forecast_weeks");
        builder.Property(w => w.Method).HasMaxLength(60);
        builder.HasIndex(w => new { w.VariantId, w.GroupId, w.From }).IsUnique();
        builder.HasIndex(w => w.From);
        builder.HasOne<Variant>().WithMany().HasForeignKey(w => w.VariantId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ForecastScoreMapping : IEntityTypeConfiguration<ForecastScore>
{
    public void Configure(EntityTypeBuilder<ForecastScore> builder)
    {
        builder.ToTable("forecast_scores");
        builder.Property(s => s.Method).HasMaxLength(60);
        builder.HasIndex(s => new { s.From, s.Method, s.Class }).IsUnique();
    }
}

internal sealed class PlanChoiceMapping : IEntityTypeConfiguration<PlanChoice>
{
    public void Configure(EntityTypeBuilder<PlanChoice> builder)
    {
        builder.ToTable("plan_choices");
        builder.Property(c => c.ReorderPoint).HasPrecision(18, 3);
        builder.Property(c => c.OrderUpTo).HasPrecision(18, 3);
        builder.HasIndex(c => new { c.VariantId, c.GroupId }).IsUnique();
        builder.HasOne<Variant>().WithMany().HasForeignKey(c => c.VariantId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ReorderPlanMapping : IEntityTypeConfiguration<ReorderPlan>
{
    public void Configure(EntityTypeBuilder<ReorderPlan> builder)
    {
        builder.ToTable("reorder_plans");
        builder.Property(p => p.Reasons).HasMaxLength(-1);
        builder.Ignore(p => p.LowStockAt);
        builder.Ignore(p => p.Sentences);
        builder.HasIndex(p => new { p.VariantId, p.GroupId }).IsUnique();
        builder.HasIndex(p => p.Rank);
        builder.HasIndex(p => p.SupplierId);
        builder.HasOne<Variant>().WithMany().HasForeignKey(p => p.VariantId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Supplier>().WithMany().HasForeignKey(p => p.SupplierId).OnDelete(DeleteBehavior.SetNull);
    }
}
