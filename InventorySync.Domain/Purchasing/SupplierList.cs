using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;

namespace InventorySync.Domain.Purchasing;

public sealed record SupplierRow : IListRow
{
    public long Id { get; init; }

    public string Name { get; init; } = "";

    public string Code { get; init; } = "";

    public string Contact { get; init; } = "";

    public string Email { get; init; } = "";

    public string Phone { get; init; } = "";

    public string City { get; init; } = "";

    public string Country { get; init; } = "";

    public string Currency { get; init; } = "";

    public int LeadTimeDays { get; init; }

    public decimal? MinOrderValue { get; init; }

    public int Offers { get; init; }

    public int OpenOrders { get; init; }

    public bool Active { get; init; }
}

public sealed class SupplierList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<SupplierRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<SupplierRow> AllFields = new ListFields<SupplierRow>()
        .Add("name", "Name", s => s.Name, searched: true)
        .Add("code", "Code", s => s.Code, searched: true)
        .Add("contact", "Contact", s => s.Contact, searched: true)
        .Add("email", "E-mail", s => s.Email, searched: true)
        .Add("phone", "Phone", s => s.Phone, shown: false)
        .Add("city", "City", s => s.City, shown: false)
        .Add("country", "Country", s => s.Country, shown: false)
        .Add("currency", "Currency", s => s.Currency)
        .Add("leadTimeDays", "Lead time in days", s => s.LeadTimeDays)
        .Add("minOrderValue", "Least order value", s => s.MinOrderValue, shown: false)
        .Add("offers", "Offers", s => s.Offers)
        .Add("openOrders", "Open orders", s => s.OpenOrders)
        .Add("active", "State", s => s.Active);

    public override string Name => "suppliers";

    public override ListFields<SupplierRow> Fields => AllFields;

    protected override string? Permission => Permissions.PurchasingView;

    protected override IQueryable<SupplierRow> Rows(InventoryDb db) => db.Suppliers.Select(s => new SupplierRow
    {
        Id = s.Id,
        Name = s.Name,
        Code = s.Code,
        Contact = s.ContactName,
        Email = s.Email,
        Phone = s.Phone,
        City = s.City,
        Country = s.Country,
        Currency = s.Currency,
        LeadTimeDays = s.LeadTimeDays,
        MinOrderValue = s.MinOrderValue,
        Offers = db.SupplierOffers.Count(o => o.SupplierId == s.Id),
        OpenOrders = db.PurchaseOrders.Count(o => o.SupplierId == s.Id && (o.State == PurchaseState.Approved || o.State == PurchaseState.Sent || o.State == PurchaseState.PartlyReceived)),
        Active = s.Active,
    });
}

public sealed record OfferRow : IListRow
{
    public long Id { get; init; }

    public long SupplierId { get; init; }

    public string Supplier { get; init; } = "";

    public long VariantId { get; init; }

    public string Sku { get; init; } = "";

    public string Product { get; init; } = "";

    public IReadOnlyList<string> Options { get; init; } = [];

    public string SupplierSku { get; init; } = "";

    public decimal Cost { get; init; }

    public string Currency { get; init; } = "";

    public decimal? MinQuantity { get; init; }

    public decimal? PackSize { get; init; }

    public int PriceBreaks { get; init; }

    public int LeadTimeDays { get; init; }

    public bool Preferred { get; init; }

    public bool Active { get; init; }
}

/// <summary>What can be bought, where, and for what.</summary>
public sealed class OfferList(IDbContextFactory<InventoryDb> dbs, CurrentActor actor) : ListSource<OfferRow>(dbs, actor)
{
    // made once: every column compiles its expression
    private static readonly ListFields<OfferRow> AllFields = new ListFields<OfferRow>()
        .Add("sku", "SKU", o => o.Sku, searched: true)
        .Add("product", "Product", o => o.Product, searched: true)
        .Add("supplier", "Supplier", o => o.Supplier, shown: false, searched: true)
        .Add("supplierSku", "Their SKU", o => o.SupplierSku, searched: true)
        .Add("cost", "Cost", o => o.Cost, FieldKind.Money)
        .Add("currency", "Currency", o => o.Currency, shown: false)
        .Add("minQuantity", "Least quantity", o => o.MinQuantity, FieldKind.Quantity)
        .Add("packSize", "Pack", o => o.PackSize, FieldKind.Quantity)
        .Add("priceBreaks", "Price breaks", o => o.PriceBreaks)
        .Add("leadTimeDays", "Lead time in days", o => o.LeadTimeDays, shown: false)
        .Add("preferred", "Preferred", o => o.Preferred)
        .Add("active", "State", o => o.Active, shown: false)
        .Add("supplierId", "Supplier number", o => o.SupplierId, shown: false, offered: false)
        .Add("variantId", "Variant number", o => o.VariantId, shown: false, offered: false);

    public override string Name => "supplier-offers";

    public override ListFields<OfferRow> Fields => AllFields;

    protected override string? Permission => Permissions.PurchasingView;

    protected override IQueryable<OfferRow> Rows(InventoryDb db) =>
        from offer in db.SupplierOffers
        join supplier in db.Suppliers on offer.SupplierId equals supplier.Id
        join variant in db.Variants on offer.VariantId equals variant.Id
        select new OfferRow
        {
            Id = offer.Id,
            SupplierId = offer.SupplierId,
            Supplier = supplier.Name,
            VariantId = offer.VariantId,
            Sku = variant.Sku,
            Product = variant.Product.Name,
            Options = variant.OptionValues,
            SupplierSku = offer.SupplierSku,
            Cost = offer.Cost,
            Currency = supplier.Currency,
            MinQuantity = offer.MinQuantity,
            PackSize = offer.PackSize,
            PriceBreaks = offer.Breaks.Count,
            LeadTimeDays = offer.LeadTimeDays ?? supplier.LeadTimeDays,
            Preferred = offer.PreferredFor != null,
            Active = offer.Active && supplier.Active,
        };
}
