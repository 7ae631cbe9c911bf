using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Purchasing;

/// <summary>What people enter about a supplier; its rules hold for the form, the API and imports alike.</summary>
public sealed record SupplierDetails : IValidatableObject
{
    [Required(ErrorMessage = "Enter the supplier's name.")]
    [StringLength(120, ErrorMessage = "Use at most 120 characters for the name.")]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "Enter a short code, such as NORTH.")]
    [RegularExpression("^[A-Za-z0-9][A-Za-z0-9-]{0,19}$", ErrorMessage = "Use 1 to 20 letters, digits or hyphens for the code, such as NORTH or MILL-2.")]
    public string Code { get; set; } = "";

    [StringLength(120, ErrorMessage = "Use at most 120 characters for the contact.")]
    public string? ContactName { get; set; }

    [EmailAddress(ErrorMessage = "Enter an e-mail address, such as orders@example.com.")]
    [StringLength(200, ErrorMessage = "Use at most 200 characters for the e-mail address.")]
    public string? Email { get; set; }

    [StringLength(40, ErrorMessage = "Use at most 40 characters for the phone number.")]
    public string? Phone { get; set; }

    [StringLength(200, ErrorMessage = "Use at most 200 characters for the street.")]
    public string? Street { get; set; }

    [StringLength(20, ErrorMessage = "Use at most 20 characters for the postal code.")]
    public string? PostalCode { get; set; }

    [StringLength(100, ErrorMessage = "Use at most 100 characters for the city.")]
    public string? City { get; set; }

    public string? Country { get; set; }

    /// <summary>Their number for the shop.</summary>
    [StringLength(40, ErrorMessage = "Use at most 40 characters for the customer number.")]
    public string? CustomerNumber { get; set; }

    [Required(ErrorMessage = "Choose a currency from the list.")]
    [CurrencyChoice]
    public string Currency { get; set; } = "";

    [StringLength(200, ErrorMessage = "Use at most 200 characters for the payment terms.")]
    public string? PaymentTerms { get; set; }

    /// <summary>As the supplier states it; what it is measured to be stands beside.</summary>
    [Range(0, 730, ErrorMessage = "Enter a lead time from 0 to 730 days.")]
    public int LeadTimeDays { get; set; } = 7;

    [Range(0, 100_000_000, ErrorMessage = "Enter a least order value of zero or more, or leave it empty.")]
    public decimal? MinOrderValue { get; set; }

    [StringLength(2000, ErrorMessage = "Use at most 2,000 characters for the notes.")]
    public string? Notes { get; set; }

    public static SupplierDetails Of(Supplier supplier) => new()
    {
        Name = supplier.Name,
        Code = supplier.Code,
        ContactName = supplier.ContactName,
        Email = supplier.Email.Length == 0 ? null : supplier.Email,
        Phone = supplier.Phone,
        Street = supplier.Street,
        PostalCode = supplier.PostalCode,
        City = supplier.City,
        Country = supplier.Country,
        CustomerNumber = supplier.CustomerNumber,
        Currency = supplier.Currency,
        PaymentTerms = supplier.PaymentTerms,
        LeadTimeDays = supplier.LeadTimeDays,
        MinOrderValue = supplier.MinOrderValue,
        Notes = supplier.Notes,
    };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrWhiteSpace(Country) && !Countries.Exists(Country))
            yield return new("Choose a country of the list, or give its code of two letters, such as DE.", [nameof(Country)]);
    }
}
