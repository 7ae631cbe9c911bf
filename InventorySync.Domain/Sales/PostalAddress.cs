using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Sales;

/// <summary>Where somebody lives or something goes, as it stood on the order.</summary>
public sealed record PostalAddress
{
    [StringLength(120, ErrorMessage = "Use at most 120 characters for the name.")]
    public string? Name { get; set; }

    [StringLength(120, ErrorMessage = "Use at most 120 characters for the company.")]
    public string? Company { get; set; }

    [StringLength(200, ErrorMessage = "Use at most 200 characters for the street.")]
    public string? Street { get; set; }

    [StringLength(20, ErrorMessage = "Use at most 20 characters for the postal code.")]
    public string? PostalCode { get; set; }

    [StringLength(100, ErrorMessage = "Use at most 100 characters for the city.")]
    public string? City { get; set; }

    [StringLength(100, ErrorMessage = "Use at most 100 characters for the region.")]
    public string? Region { get; set; }

    [StringLength(2, ErrorMessage = "Choose a country from the list.")]
    public string? Country { get; set; }

    public bool IsEmpty => Lines().Count == 0;

    /// <summary>As it is written on a parcel, without the country.</summary>
    public IReadOnlyList<string> Lines() =>
        [.. new[] { Name, Company, Street, $"{PostalCode} {City}".Trim(), Region }.Where(l => !string.IsNullOrWhiteSpace(l)).Select(l => l!)];

    internal PostalAddress Tidied() => new()
    {
        Name = Text.Tidy(Name),
        Company = Text.Tidy(Company),
        Street = Text.Tidy(Street),
        PostalCode = Text.Tidy(PostalCode),
        City = Text.Tidy(City),
        Region = Text.Tidy(Region),
        Country = Text.Tidy(Country).ToUpperInvariant(),
    };
}
