namespace InventorySync.Domain.Purchasing;

/// <summary>Whom the shop buys from.</summary>
public sealed class Supplier : IVersioned, IAudited
{
    private Supplier()
    {
    }

    public long Id { get; private set; }

    public string Name { get; private set; } = "";

    [NotAudited]
    public string NameKey { get; private set; } = "";

    /// <summary>Short name for lists and files; always upper case.</summary>
    public string Code { get; private set; } = "";

    public string ContactName { get; private set; } = "";

    /// <summary>Where purchase orders are sent to; empty when unknown.</summary>
    public string Email { get; private set; } = "";

    public string Phone { get; private set; } = "";

    public string Street { get; private set; } = "";

    public string PostalCode { get; private set; } = "";

    public string City { get; private set; } = "";

    /// <summary>ISO 3166 code of two letters; empty when unknown.</summary>
    public string Country { get; private set; } = "";

    public string CustomerNumber { get; private set; } = "";

    /// <summary>The money that all its offers and orders are in.</summary>
    public string Currency { get; private set; } = "";

    public string PaymentTerms { get; private set; } = "";

    public int LeadTimeDays { get; private set; }

    public decimal? MinOrderValue { get; private set; }

    public string Notes { get; private set; } = "";

    public bool Active { get; private set; } = true;

    public ulong Version { get; private set; }

    public string AuditName => Name;

    public static Supplier Create(SupplierDetails details)
    {
        var supplier = new Supplier();
        supplier.Change(details, hasOffers: false);
        return supplier;
    }

    /// <summary>Offers are in the supplier's money: another currency would change what every one of them costs.</summary>
    public void Change(SupplierDetails details, bool hasOffers)
    {
        Input.Check(details);
        var currency = details.Currency.Trim().ToUpperInvariant();
        if (hasOffers && currency != Currency)
            throw new BusinessRuleException("The offers of “{0}” are in {1}. Delete them first, or open another supplier for {2}.", Name, Currency, currency) { Field = nameof(Currency) };
        Name = Text.Tidy(details.Name);
        NameKey = Text.Key(Name);
        Code = details.Code.Trim().ToUpperInvariant();
        (ContactName, Email, Phone) = (Text.Tidy(details.ContactName), Text.Tidy(details.Email), Text.Tidy(details.Phone));
        (Street, PostalCode, City, Country) = (Text.Tidy(details.Street), Text.Tidy(details.PostalCode), Text.Tidy(details.City), Text.Tidy(details.Country).ToUpperInvariant());
        (CustomerNumber, Currency, PaymentTerms) = (Text.Tidy(details.CustomerNumber), currency, Text.Tidy(details.PaymentTerms));
        (LeadTimeDays, MinOrderValue) = (details.LeadTimeDays, details.MinOrderValue);
        Notes = (details.Notes ?? "").Trim();
    }

    public void Deactivate() => Active = false;

    public void Reactivate() => Active = true;

    public void DemandActive()
    {
        if (!Active)
            throw new BusinessRuleException("“{0}” is deactivated. Reactivate the supplier first, or choose another one.", Name) { Field = "SupplierId" };
    }
}
