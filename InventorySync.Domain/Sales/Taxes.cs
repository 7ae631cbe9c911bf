using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Sales;

public sealed record TaxRateDetails
{
    [Required(ErrorMessage = "Choose a country from the list.")]
    [CountryChoice]
    public string Country { get; set; } = "";

    /// <summary>A state or province with a rate of its own; the whole country when empty.</summary>
    [StringLength(100, ErrorMessage = "Use at most 100 characters for the region.")]
    public string? Region { get; set; }

    /// <summary>One of the catalogue's tax classes; all that have no rate of their own when empty.</summary>
    [StringLength(60, ErrorMessage = "Use at most 60 characters for the tax class.")]
    public string? TaxClass { get; set; }

    [Required(ErrorMessage = "Enter the rate in percent; zero where no tax is due.")]
    [Range(0, 100, ErrorMessage = "Enter a rate from 0 to 100 %.")]
    public decimal? Percent { get; set; }

    [Required(ErrorMessage = "Enter the day from which it holds.")]
    public DateOnly? ValidFrom { get; set; }
}

/// <summary>How much tax a class of goods bears in a country or region, from a day on.</summary>
public sealed class TaxRate : IVersioned, IAudited
{
    private TaxRate()
    {
    }

    public long Id { get; private set; }

    public string Country { get; private set; } = "";

    public string Region { get; private set; } = "";

    public string TaxClass { get; private set; } = "";

    public decimal Percent { get; private set; }

    public DateOnly ValidFrom { get; private set; }

    /// <summary>Country, region, class and day in one: unique.</summary>
    [NotAudited]
    public string ScopeKey { get; private set; } = "";

    public ulong Version { get; private set; }

    public string AuditName => string.Join(" ", new[] { Country, Region, TaxClass }.Where(p => p.Length > 0));

    public static TaxRate Create(TaxRateDetails details)
    {
        var rate = new TaxRate();
        rate.Change(details);
        return rate;
    }

    public void Change(TaxRateDetails details)
    {
        Input.Check(details);
        (Country, Region, TaxClass) = (details.Country.Trim().ToUpperInvariant(), Text.Tidy(details.Region), Text.Tidy(details.TaxClass));
        (Percent, ValidFrom) = (details.Percent!.Value, details.ValidFrom!.Value);
        ScopeKey = FormattableString.Invariant($"{Country}/{Text.Key(Region)}/{Text.Key(TaxClass)}/{ValidFrom:yyyy-MM-dd}");
    }
}

/// <summary>The rates of one place at one day.</summary>
public sealed class TaxTable(IReadOnlyList<TaxRate> rates)
{
    /// <summary>The nearest rate: region and class, region, class, country. Where nothing is known, no tax is due.</summary>
    public decimal PercentOf(string? taxClass)
    {
        var wanted = Text.Key(taxClass ?? "");
        return rates
            .Where(r => r.TaxClass.Length == 0 || Text.Key(r.TaxClass) == wanted)
            .OrderByDescending(r => r.Region.Length > 0).ThenByDescending(r => r.TaxClass.Length > 0).ThenByDescending(r => r.ValidFrom)
            .FirstOrDefault()?.Percent ?? 0;
    }
}

/// <summary>Keeps the tax rates and finds the one that holds.</summary>
public sealed class Taxes(IDbContextFactory<InventoryDb> dbs, ShopSettings settings, CurrentActor actor, TimeProvider clock)
{
    /// <summary>Where goods go to nobody knows where, the shop's own country counts.</summary>
    public async Task<TaxTable> TableAsync(string? country, string? region, DateTimeOffset at, CancellationToken ct = default)
    {
        var shop = await settings.GetAsync<ShopProfile>();
        var (here, day) = (string.IsNullOrEmpty(country) ? shop.Country : country, shop.DayOf(at));
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rates = await db.TaxRates.AsNoTracking().Where(r => r.Country == here && r.ValidFrom <= day).ToListAsync(ct);
        var key = Text.Key(region ?? "");
        return new TaxTable([.. rates.Where(r => r.Region.Length == 0 || Text.Key(r.Region) == key)]);
    }

    public async Task<(TaxRateDetails Details, ulong Version)> FindAsync(long rateId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rate = await db.TaxRates.AsNoTracking().FirstOrDefaultAsync(r => r.Id == rateId, ct) ?? throw Missing();
        return (new TaxRateDetails { Country = rate.Country, Region = rate.Region, TaxClass = rate.TaxClass, Percent = rate.Percent.Plain(), ValidFrom = rate.ValidFrom }, rate.Version);
    }

    public Task<long> CreateAsync(TaxRateDetails details, CancellationToken ct = default) => ChangeAsync(async db =>
    {
        var rate = TaxRate.Create(details);
        await db.TaxRates.AddAsync(rate, ct);
        return rate.Id;
    }, ct);

    public Task ChangeAsync(long rateId, ulong version, TaxRateDetails details, CancellationToken ct = default) => ChangeAsync(async db =>
    {
        var rate = await db.TaxRates.FirstOrDefaultAsync(r => r.Id == rateId, ct) ?? throw Missing();
        db.ExpectVersion(rate, version);
        rate.Change(details);
        return rateId;
    }, ct);

    /// <summary>Orders keep the rate they were made with.</summary>
    public Task DeleteAsync(long rateId, CancellationToken ct = default) => ChangeAsync(async db =>
    {
        db.TaxRates.Remove(await db.TaxRates.FirstOrDefaultAsync(r => r.Id == rateId, ct) ?? throw Missing());
        return rateId;
    }, ct);

    private Task<long> ChangeAsync(Func<InventoryDb, Task<long>> change, CancellationToken ct)
    {
        actor.Demand(Permissions.PricesEdit);
        return dbs.ChangeAsync(async db =>
        {
            var id = await change(db);
            db.Outbox.Add(SalesEvents.PricesTold("taxes", clock.GetUtcNow()));
            return id;
        }, ct);
    }

    private static NotFoundException Missing() => new("This tax rate is not here any more.");
}

public sealed record TaxRateRow : IListRow
{
    public long Id { get; init; }

    public string Country { get; init; } = "";

    public string Region { get; init; } = "";

    public string TaxClass { get; init; } = "";

    public decimal Percent { get; init; }

    public DateOnly ValidFrom { get; init; }
}

public sealed class TaxRateList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<TaxRateRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<TaxRateRow> AllFields = new ListFields<TaxRateRow>()
        .Add("country", "Country", r => r.Country, searched: true)
        .Add("region", "Region", r => r.Region, searched: true)
        .Add("taxClass", "Tax class", r => r.TaxClass, searched: true)
        .Add("percent", "Rate %", r => r.Percent)
        .Add("validFrom", "Holds from", r => r.ValidFrom);

    public override string Name => "tax-rates";

    public override ListFields<TaxRateRow> Fields => AllFields;

    protected override string? Permission => Permissions.OrdersView;

    protected override IQueryable<TaxRateRow> Rows(InventoryDb db) =>
        db.TaxRates.Select(r => new TaxRateRow { Id = r.Id, Country = r.Country, Region = r.Region, TaxClass = r.TaxClass, Percent = r.Percent, ValidFrom = r.ValidFrom });
}
