using InventorySync.Domain.Catalog;
using InventorySync.Domain.Sales;

namespace InventorySync.Data.Sales;

internal sealed class TaxRateMapping : IEntityTypeConfiguration<TaxRate>
{
    public void Configure(EntityTypeBuilder<TaxRate> builder)
    {
        builder.ToTable("tax_rates");
        builder.Property(r => r.Country).HasMaxLength(2);
        builder.Property(r => r.Region).HasMaxLength(100);
        builder.Property(r => r.TaxClass).HasMaxLength(60);
        builder.Property(r => r.Percent).HasPrecision(9, 4);
        builder.Property(r => r.ScopeKey).HasMaxLength(200);
        builder.HasIndex(r => r.ScopeKey).IsUnique(nameof(TaxRate.ValidFrom), "A rate for this country, region and tax class from this day on is here already. Change that one.");
        builder.HasIndex(r => new { r.Country, r.ValidFrom });
    }
}

internal sealed class CurrencyRateMapping : IEntityTypeConfiguration<CurrencyRate>
{
    public void Configure(EntityTypeBuilder<CurrencyRate> builder)
    {
        builder.ToTable("currency_rates");
        builder.Property(r => r.Currency).HasMaxLength(3);
        builder.Property(r => r.Rate).HasPrecision(18, 8);
        builder.HasIndex(r => new { r.Currency, r.On }).IsUnique(nameof(CurrencyRate.On), "A rate of this currency for this day is here already.");
    }
}

internal sealed class PriceListMapping : IEntityTypeConfiguration<PriceList>
{
    public void Configure(EntityTypeBuilder<PriceList> builder)
    {
        builder.ToTable("price_lists");
        builder.Property(l => l.Name).HasMaxLength(80);
        builder.Property(l => l.NameKey).HasMaxLength(80);
        builder.Property(l => l.Tier).HasMaxLength(60);
        builder.Property(l => l.Currency).HasMaxLength(3);
        builder.Property(l => l.PercentOff).HasPrecision(9, 4);
        builder.HasIndex(l => l.NameKey).IsUnique(nameof(PriceList.Name), "Another price list is already called “{0}”. Choose a different name.");
        builder.HasMany(l => l.Prices).WithOne().HasForeignKey(p => p.PriceListId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ListPriceMapping : IEntityTypeConfiguration<ListPrice>
{
    public void Configure(EntityTypeBuilder<ListPrice> builder)
    {
        builder.ToTable("list_prices");
        builder.Property(p => p.FromQuantity).HasPrecision(18, 3);
        builder.HasIndex(p => new { p.PriceListId, p.VariantId, p.FromQuantity }).IsUnique(nameof(ListPrice.FromQuantity), "This variant has a price from {0} on already. Change that one.");
        builder.HasOne<Variant>().WithMany().HasForeignKey(p => p.VariantId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PromotionMapping : IEntityTypeConfiguration<Promotion>
{
    public void Configure(EntityTypeBuilder<Promotion> builder)
    {
        builder.ToTable("promotions");
        builder.Property(p => p.Name).HasMaxLength(80);
        builder.Property(p => p.FromQuantity).HasPrecision(18, 3);
        builder.HasIndex(p => new { p.Until, p.From });
    }
}

internal sealed class NumberSeriesMapping : IEntityTypeConfiguration<NumberSeries>
{
    public void Configure(EntityTypeBuilder<NumberSeries> builder)
    {
        builder.ToTable("number_series");
        builder.HasKey(s => s.Name);
        builder.Property(s => s.Name).HasMaxLength(40);
        builder.HasData(new NumberSeries { Name = "invoices", Last = 0 }, new NumberSeries { Name = "purchases", Last = 1000 });
    }
}
