using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Sales;

public sealed record PriceListDetails : IValidatableObject
{
    [Required(ErrorMessage = "Enter a name, such as “Wholesale”.")]
    [StringLength(80, ErrorMessage = "Use at most 80 characters for the name.")]
    public string Name { get; set; } = "";

    /// <summary>The tier of customers it is for.</summary>
    [StringLength(60, ErrorMessage = "Use at most 60 characters for the customers it is for.")]
    public string? Tier { get; set; }

    [Required(ErrorMessage = "Choose a currency from the list.")]
    [CurrencyChoice]
    public string Currency { get; set; } = "";

    /// <summary>Off the catalogue's price, for everything that has no price of its own in the list.</summary>
    [Range(0, 100, ErrorMessage = "Enter a share from 0 to 100 %.")]
    public decimal PercentOff { get; set; }

    public DateOnly? From { get; set; }

    public DateOnly? Until { get; set; }

    public bool Active { get; set; } = true;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Until < From)
            yield return new ValidationResult("The last day lies before the first one. Swap them.", [nameof(Until)]);
    }
}

/// <summary>Prices for some customers, such as wholesale.</summary>
public sealed class PriceList : IVersioned, IAudited
{
    private PriceList()
    {
    }

    public long Id { get; private set; }

    public string Name { get; private set; } = "";

    [NotAudited]
    public string NameKey { get; private set; } = "";

    public string Tier { get; private set; } = "";

    public string Currency { get; private set; } = "";

    public decimal PercentOff { get; private set; }

    public DateOnly? From { get; private set; }

    public DateOnly? Until { get; private set; }

    public bool Active { get; private set; }

    public ulong Version { get; private set; }

    public List<ListPrice> Prices { get; } = [];

    public string AuditName => Name;

    public static PriceList Create(PriceListDetails details)
    {
        var list = new PriceList();
        list.Change(details);
        return list;
    }

    public void Change(PriceListDetails details)
    {
        Input.Check(details);
        Name = Text.Tidy(details.Name);
        NameKey = Text.Key(Name);
        (Tier, Currency, PercentOff) = (Text.Tidy(details.Tier), details.Currency.Trim().ToUpperInvariant(), details.PercentOff);
        (From, Until, Active) = (details.From, details.Until, details.Active);
    }

    public bool HoldsOn(DateOnly day) => Active && (From is null || From <= day) && (Until is null || day <= Until);
}

/// <summary>The price of a variant on a list, from a quantity on.</summary>
public sealed class ListPrice : IAudited
{
    public long Id { get; private set; }

    public required long PriceListId { get; init; }

    public required long VariantId { get; init; }

    public required decimal FromQuantity { get; init; }

    public decimal Price { get; set; }

    public string AuditName => FormattableString.Invariant($"{VariantId} × {FromQuantity}");
}

public sealed record ListPriceDetails
{
    [Required(ErrorMessage = "Choose a variant: type its SKU, barcode or name.")]
    public long? VariantId { get; set; }

    [Range(0.001, 10_000_000, ErrorMessage = "Enter a quantity above zero.")]
    public decimal FromQuantity { get; set; } = 1;

    [Required(ErrorMessage = "Enter a price.")]
    [Range(0, 100_000_000, ErrorMessage = "Enter a price of zero or more.")]
    public decimal? Price { get; set; }
}

public enum PromotionKind
{
    Percentage,
    Amount,
}

public enum PromotionScope
{
    Everything,
    Category,
    Product,
    Variant,
}

public enum Stacking
{
    /// <summary>Of those that stand alone the best one counts.</summary>
    Alone,

    /// <summary>Comes on top of others that may be combined.</summary>
    Combined,
}

public sealed record PromotionDetails : IValidatableObject
{
    [Required(ErrorMessage = "Enter a name, such as “Summer sale”.")]
    [StringLength(80, ErrorMessage = "Use at most 80 characters for the name.")]
    public string Name { get; set; } = "";

    public PromotionKind Kind { get; set; }

    [Required(ErrorMessage = "Enter how much is taken off.")]
    [Range(0.01, 100_000_000, ErrorMessage = "Enter how much is taken off, above zero.")]
    public decimal? Value { get; set; }

    public PromotionScope Scope { get; set; }

    /// <summary>The category, product or variant.</summary>
    public long? ScopeId { get; set; }

    [Range(0.001, 10_000_000, ErrorMessage = "Enter a quantity above zero.")]
    public decimal FromQuantity { get; set; } = 1;

    [Required(ErrorMessage = "Enter the day on which it begins.")]
    public DateOnly? From { get; set; }

    [Required(ErrorMessage = "Enter the last day.")]
    public DateOnly? Until { get; set; }

    public Stacking Stacking { get; set; }

    public bool Active { get; set; } = true;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Until < From)
            yield return new ValidationResult("The last day lies before the first one. Swap them.", [nameof(Until)]);
        if (Kind == PromotionKind.Percentage && Value > 100)
            yield return new ValidationResult("Not more than 100 % can be taken off.", [nameof(Value)]);
        if (Scope != PromotionScope.Everything && ScopeId is null)
            yield return new ValidationResult("Choose what it is for.", [nameof(ScopeId)]);
    }
}

/// <summary>Makes goods cheaper between two days, counted by the shop's calendar.</summary>
public sealed class Promotion : IVersioned, IAudited
{
    private Promotion()
    {
    }

    public long Id { get; private set; }

    public string Name { get; private set; } = "";

    public PromotionKind Kind { get; private set; }

    /// <summary>Percent, or an amount of the shop's own currency off each unit.</summary>
    public decimal Value { get; private set; }

    public PromotionScope Scope { get; private set; }

    public long? ScopeId { get; private set; }

    public decimal FromQuantity { get; private set; }

    public DateOnly From { get; private set; }

    public DateOnly Until { get; private set; }

    public Stacking Stacking { get; private set; }

    public bool Active { get; private set; }

    public ulong Version { get; private set; }

    public string AuditName => Name;

    public static Promotion Create(PromotionDetails details)
    {
        var promotion = new Promotion();
        promotion.Change(details);
        return promotion;
    }

    public void Change(PromotionDetails details)
    {
        Input.Check(details);
        (Name, Kind, Value) = (Text.Tidy(details.Name), details.Kind, details.Value!.Value);
        (Scope, ScopeId) = (details.Scope, details.Scope == PromotionScope.Everything ? null : details.ScopeId);
        (FromQuantity, From, Until) = (details.FromQuantity, details.From!.Value, details.Until!.Value);
        (Stacking, Active) = (details.Stacking, details.Active);
    }

    public decimal Off(decimal price, decimal rate) => Math.Max(0, Kind == PromotionKind.Percentage ? price * (100 - Value) / 100 : price - Value / rate);
}
