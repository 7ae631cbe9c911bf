using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Sales;

public sealed record PriceListChoice(long PriceListId, string Name, string Currency);

/// <summary>Keeps price lists and promotions.</summary>
public sealed class PriceBook(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, TimeProvider clock)
{
    public async Task<IReadOnlyList<PriceListChoice>> ChoicesAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.PriceLists.Where(l => l.Active).OrderBy(l => l.Name).Select(l => new PriceListChoice(l.Id, l.Name, l.Currency)).ToListAsync(ct);
    }

    public async Task<(PriceListDetails Details, ulong Version)> FindListAsync(long priceListId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var list = await db.PriceLists.AsNoTracking().FirstOrDefaultAsync(l => l.Id == priceListId, ct) ?? throw NoList();
        return (new PriceListDetails { Name = list.Name, Tier = list.Tier, Currency = list.Currency, PercentOff = list.PercentOff.Plain(), From = list.From, Until = list.Until, Active = list.Active }, list.Version);
    }

    public Task<long> CreateListAsync(PriceListDetails details, CancellationToken ct = default) => SaveAsync("lists", async db =>
    {
        var list = PriceList.Create(details);
        await db.PriceLists.AddAsync(list, ct);
        return list.Id;
    }, ct);

    public Task ChangeListAsync(long priceListId, ulong version, PriceListDetails details, CancellationToken ct = default) => SaveAsync("lists", async db =>
    {
        var list = await db.PriceLists.FirstOrDefaultAsync(l => l.Id == priceListId, ct) ?? throw NoList();
        db.ExpectVersion(list, version);
        list.Change(details);
        return priceListId;
    }, ct);

    /// <summary>One price for a variant from a quantity on: entered again, it is corrected.</summary>
    public Task SetPriceAsync(long priceListId, ListPriceDetails details, CancellationToken ct = default)
    {
        Input.Check(details);
        return SaveAsync("lists", async db =>
        {
            if (!await db.PriceLists.AnyAsync(l => l.Id == priceListId, ct))
                throw NoList();
            var price = await db.ListPrices.FirstOrDefaultAsync(p => p.PriceListId == priceListId && p.VariantId == details.VariantId && p.FromQuantity == details.FromQuantity, ct);
            if (price is null)
                db.ListPrices.Add(price = new ListPrice { PriceListId = priceListId, VariantId = details.VariantId!.Value, FromQuantity = details.FromQuantity });
            price.Price = details.Price!.Value;
            return price.Id;
        }, ct);
    }

    public Task RemovePriceAsync(long priceListId, long listPriceId, CancellationToken ct = default) => SaveAsync("lists", async db =>
    {
        db.ListPrices.Remove(await db.ListPrices.FirstOrDefaultAsync(p => p.Id == listPriceId && p.PriceListId == priceListId, ct) ?? throw new NotFoundException("This price is not on the list any more."));
        return listPriceId;
    }, ct);

    public async Task<(PromotionDetails Details, ulong Version)> FindPromotionAsync(long promotionId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var p = await db.Promotions.AsNoTracking().FirstOrDefaultAsync(x => x.Id == promotionId, ct) ?? throw NoPromotion();
        return (new PromotionDetails { Name = p.Name, Kind = p.Kind, Value = p.Value.Plain(), Scope = p.Scope, ScopeId = p.ScopeId, FromQuantity = p.FromQuantity.Plain(), From = p.From, Until = p.Until, Stacking = p.Stacking, Active = p.Active }, p.Version);
    }

    public Task<long> CreatePromotionAsync(PromotionDetails details, CancellationToken ct = default) => SaveAsync("promotions", async db =>
    {
        var promotion = Promotion.Create(details);
        await db.Promotions.AddAsync(promotion, ct);
        return promotion.Id;
    }, ct);

    public Task ChangePromotionAsync(long promotionId, ulong version, PromotionDetails details, CancellationToken ct = default) => SaveAsync("promotions", async db =>
    {
        var promotion = await db.Promotions.FirstOrDefaultAsync(p => p.Id == promotionId, ct) ?? throw NoPromotion();
        db.ExpectVersion(promotion, version);
        promotion.Change(details);
        return promotionId;
    }, ct);

    private Task<long> SaveAsync(string what, Func<InventoryDb, Task<long>> change, CancellationToken ct)
    {
        actor.Demand(Permissions.PricesEdit);
        return dbs.ChangeAsync(async db =>
        {
            var id = await change(db);
            db.Outbox.Add(SalesEvents.PricesTold(what, clock.GetUtcNow()));
            return id;
        }, ct);
    }

    private static NotFoundException NoList() => new("This price list is not here any more.");

    private static NotFoundException NoPromotion() => new("This promotion is not here any more.");
}

public sealed record PriceListRow : IListRow
{
    public long Id { get; init; }

    public string Name { get; init; } = "";

    public string Tier { get; init; } = "";

    public string Currency { get; init; } = "";

    public decimal PercentOff { get; init; }

    public int Prices { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? Until { get; init; }

    public bool Active { get; init; }
}

public sealed class PriceListList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<PriceListRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<PriceListRow> AllFields = new ListFields<PriceListRow>()
        .Add("name", "Name", l => l.Name, searched: true)
        .Add("tier", "For", l => l.Tier, searched: true)
        .Add("currency", "Currency", l => l.Currency)
        .Add("percentOff", "% off", l => l.PercentOff)
        .Add("prices", "Own prices", l => l.Prices)
        .Add("from", "From", l => l.From)
        .Add("until", "Until", l => l.Until)
        .Add("active", "State", l => l.Active);

    public override string Name => "price-lists";

    public override ListFields<PriceListRow> Fields => AllFields;

    protected override string? Permission => Permissions.OrdersView;

    protected override IQueryable<PriceListRow> Rows(InventoryDb db) => db.PriceLists.Select(l => new PriceListRow
    {
        Id = l.Id,
        Name = l.Name,
        Tier = l.Tier,
        Currency = l.Currency,
        PercentOff = l.PercentOff,
        Prices = db.ListPrices.Count(p => p.PriceListId == l.Id),
        From = l.From,
        Until = l.Until,
        Active = l.Active,
    });
}

public sealed record ListPriceRow : IListRow
{
    public long Id { get; init; }

    public long PriceListId { get; init; }

    public string Sku { get; init; } = "";

    public string Product { get; init; } = "";

    public IReadOnlyList<string> Options { get; init; } = [];

    public decimal FromQuantity { get; init; }

    public decimal Price { get; init; }

    public decimal CataloguePrice { get; init; }
}

public sealed class ListPriceList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<ListPriceRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<ListPriceRow> AllFields = new ListFields<ListPriceRow>()
        .Add("sku", "SKU", p => p.Sku, searched: true)
        .Add("product", "Product", p => p.Product, searched: true)
        .Add("fromQuantity", "From quantity", p => p.FromQuantity, FieldKind.Quantity)
        .Add("price", "Price", p => p.Price)
        .Add("cataloguePrice", "In the catalogue", p => p.CataloguePrice, FieldKind.Money)
        .Add("priceListId", "Price list number", p => p.PriceListId, shown: false);

    public override string Name => "list-prices";

    public override ListFields<ListPriceRow> Fields => AllFields;

    protected override string? Permission => Permissions.OrdersView;

    protected override IQueryable<ListPriceRow> Rows(InventoryDb db) =>
        from price in db.ListPrices
        join variant in db.Variants on price.VariantId equals variant.Id
        select new ListPriceRow
        {
            Id = price.Id,
            PriceListId = price.PriceListId,
            Sku = variant.Sku,
            Product = variant.Product.Name,
            Options = variant.OptionValues,
            FromQuantity = price.FromQuantity,
            Price = price.Price,
            CataloguePrice = variant.Price,
        };
}

public sealed record PromotionRow : IListRow
{
    public long Id { get; init; }

    public string Name { get; init; } = "";

    public PromotionKind Kind { get; init; }

    public decimal Value { get; init; }

    public PromotionScope Scope { get; init; }

    public string? ScopeName { get; init; }

    public DateOnly From { get; init; }

    public DateOnly Until { get; init; }

    public Stacking Stacking { get; init; }

    public bool Active { get; init; }
}

public sealed class PromotionList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<PromotionRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<PromotionRow> AllFields = new ListFields<PromotionRow>()
        .Add("name", "Name", p => p.Name, searched: true)
        .Add("value", "Off", p => p.Value)
        .Add("kind", "Kind", p => p.Kind, shown: false)
        .Add("scope", "For", p => p.Scope)
        .Add("scopeName", "Which", p => p.ScopeName, searched: true)
        .Add("from", "From", p => p.From)
        .Add("until", "Until", p => p.Until)
        .Add("stacking", "With others", p => p.Stacking)
        .Add("active", "State", p => p.Active);

    public override string Name => "promotions";

    public override ListFields<PromotionRow> Fields => AllFields;

    protected override string? Permission => Permissions.OrdersView;

    protected override ListSort DefaultSort => new("until", Descending: true);

    protected override IQueryable<PromotionRow> Rows(InventoryDb db) => db.Promotions.Select(p => new PromotionRow
    {
        Id = p.Id,
        Name = p.Name,
        Kind = p.Kind,
        Value = p.Value,
        Scope = p.Scope,
        ScopeName = p.Scope == PromotionScope.Category ? db.Categories.Where(c => c.Id == p.ScopeId).Select(c => c.Name).FirstOrDefault()
            : p.Scope == PromotionScope.Product ? db.Products.Where(x => x.Id == p.ScopeId).Select(x => x.Name).FirstOrDefault()
            : p.Scope == PromotionScope.Variant ? db.Variants.Where(v => v.Id == p.ScopeId).Select(v => v.Sku).FirstOrDefault() : null,
        From = p.From,
        Until = p.Until,
        Stacking = p.Stacking,
        Active = p.Active,
    });
}
