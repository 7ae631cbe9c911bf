using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Sales;

public sealed record CurrencyRateDetails
{
    [Required(ErrorMessage = "Choose a currency from the list.")]
    [CurrencyChoice]
    public string Currency { get; set; } = "";

    [Required(ErrorMessage = "Enter the day from which it holds.")]
    public DateOnly? On { get; set; }

    /// <summary>How much of the shop's own currency one unit is worth.</summary>
    [Required(ErrorMessage = "Enter what one unit is worth.")]
    [Range(0.00000001, 1_000_000, ErrorMessage = "Enter a rate above zero.")]
    public decimal? Rate { get; set; }
}

/// <summary>What one unit of another currency is worth in the shop's own, from a day on.</summary>
public sealed class CurrencyRate : IAudited
{
    public long Id { get; private set; }

    public required string Currency { get; init; }

    public required DateOnly On { get; init; }

    public decimal Rate { get; set; }

    public string AuditName => FormattableString.Invariant($"{Currency} {On:yyyy-MM-dd}");
}

/// <summary>Keeps the rates of other currencies, by day. An order keeps the rate of its own day.</summary>
public sealed class CurrencyRates(IDbContextFactory<InventoryDb> dbs, ShopSettings settings, CurrentActor actor, TimeProvider clock)
{
    public async Task<decimal> RateAsync(string currency, DateTimeOffset at, CancellationToken ct = default) =>
        await KnownRateAsync(currency, at, ct)
            ?? throw new BusinessRuleException("No rate of {0} is known for this day. Enter it under Sales, Currencies.", currency) { Field = nameof(CurrencyRateDetails.Currency) };

    /// <summary>For orders that are there already, whatever is known about their money.</summary>
    internal async Task<decimal> RateOrOneAsync(string currency, DateTimeOffset at, CancellationToken ct) => await KnownRateAsync(currency, at, ct) ?? 1;

    private async Task<decimal?> KnownRateAsync(string currency, DateTimeOffset at, CancellationToken ct)
    {
        var shop = await settings.GetAsync<ShopProfile>();
        if (currency == shop.Currency)
            return 1;

        var day = shop.DayOf(at);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.CurrencyRates.Where(r => r.Currency == currency && r.On <= day).OrderByDescending(r => r.On).Select(r => (decimal?)r.Rate).FirstOrDefaultAsync(ct);
    }

    /// <summary>The currencies an order can be written in: the shop's own first.</summary>
    public async Task<IReadOnlyList<string>> KnownAsync(CancellationToken ct = default)
    {
        var own = (await settings.GetAsync<ShopProfile>()).Currency;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return [own, .. await db.CurrencyRates.Where(r => r.Currency != own).Select(r => r.Currency).Distinct().OrderBy(c => c).ToListAsync(ct)];
    }

    /// <summary>One rate a day and currency: entered again, it is corrected.</summary>
    public async Task<long> SaveAsync(CurrencyRateDetails details, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PricesEdit);
        Input.Check(details);
        if (details.Currency == (await settings.GetAsync<ShopProfile>()).Currency)
            throw new BusinessRuleException("{0} is the shop's own currency; its rate is always one.", details.Currency) { Field = nameof(details.Currency) };
        return await dbs.ChangeAsync(async db =>
        {
            var rate = await db.CurrencyRates.FirstOrDefaultAsync(r => r.Currency == details.Currency && r.On == details.On, ct);
            if (rate is null)
                db.CurrencyRates.Add(rate = new CurrencyRate { Currency = details.Currency, On = details.On!.Value });
            rate.Rate = details.Rate!.Value;
            db.Outbox.Add(SalesEvents.PricesTold("currencies", clock.GetUtcNow()));
            return rate.Id;
        }, ct);
    }

    public Task DeleteAsync(long rateId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PricesEdit);
        return dbs.ChangeAsync(async db =>
        {
            db.CurrencyRates.Remove(await db.CurrencyRates.FirstOrDefaultAsync(r => r.Id == rateId, ct) ?? throw new NotFoundException("This rate is not here any more."));
            db.Outbox.Add(SalesEvents.PricesTold("currencies", clock.GetUtcNow()));
        }, ct);
    }
}

public sealed record CurrencyRateRow : IListRow
{
    public long Id { get; init; }

    public string Currency { get; init; } = "";

    public DateOnly On { get; init; }

    public decimal Rate { get; init; }
}

public sealed class CurrencyRateList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<CurrencyRateRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<CurrencyRateRow> AllFields = new ListFields<CurrencyRateRow>()
        .Add("on", "Holds from", r => r.On)
        .Add("currency", "Currency", r => r.Currency, searched: true)
        .Add("rate", "One unit is worth", r => r.Rate);

    public override string Name => "currency-rates";

    public override ListFields<CurrencyRateRow> Fields => AllFields;

    protected override string? Permission => Permissions.OrdersView;

    protected override ListSort DefaultSort => new("on", Descending: true);

    protected override IQueryable<CurrencyRateRow> Rows(InventoryDb db) =>
        db.CurrencyRates.Select(r => new CurrencyRateRow { Id = r.Id, Currency = r.Currency, On = r.On, Rate = r.Rate });
}
