using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Places;

/// <summary>What people enter about a location; its rules hold for the form and the API alike.</summary>
public sealed record LocationDetails : IValidatableObject
{
    private const int LongestCode = 12;

    [Required(ErrorMessage = "Enter a name, such as “Main street store”.")]
    [StringLength(120, ErrorMessage = "Use at most 120 characters for the name.")]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "Enter a short code, such as MAIN.")]
    [RegularExpression("^[A-Za-z0-9][A-Za-z0-9-]{0,11}$", ErrorMessage = "Use 1 to 12 letters, digits or hyphens for the code, such as MAIN or SHOP-2.")]
    public string Code { get; set; } = "";

    [EnumDataType(typeof(LocationKind), ErrorMessage = "Choose warehouse, store or online.")]
    public LocationKind Kind { get; set; } = LocationKind.Store;

    [StringLength(200, ErrorMessage = "Use at most 200 characters for the street.")]
    public string? Street { get; set; }

    [StringLength(20, ErrorMessage = "Use at most 20 characters for the postal code.")]
    public string? PostalCode { get; set; }

    [StringLength(100, ErrorMessage = "Use at most 100 characters for the city.")]
    public string? City { get; set; }

    [StringLength(100, ErrorMessage = "Use at most 100 characters for the region.")]
    public string? Region { get; set; }

    public string? Country { get; set; }

    [Range(-90.0, 90.0, ErrorMessage = "Latitude lies between -90 and 90 degrees, such as 52.5163.")]
    public double? Latitude { get; set; }

    [Range(-180.0, 180.0, ErrorMessage = "Longitude lies between -180 and 180 degrees, such as 13.3777.")]
    public double? Longitude { get; set; }

    [Required(ErrorMessage = "Choose the time zone of this location.")]
    public string TimeZone { get; set; } = "";

    public bool ServesOnlineOrders { get; set; }

    [Range(1, 999, ErrorMessage = "Enter a priority from 1 (asked first) to 999.")]
    public int Priority { get; set; } = 100;

    public bool MayGoBelowZero { get; set; }

    [StringLength(2000, ErrorMessage = "Use at most 2,000 characters for the note.")]
    public string? Note { get; set; }

    /// <summary>"Main street store" suggests MAIN-STREET.</summary>
    public static string SuggestedCode(string name)
    {
        var words = new string([.. Text.Folded(name).Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var code = "";
        foreach (var word in words)
        {
            var longer = code.Length == 0 ? word : $"{code}-{word}";
            if (longer.Length > LongestCode)
                break;
            code = longer;
        }

        return code.Length > 0 || words.Length == 0 ? code : words[0][..LongestCode];
    }

    public static LocationDetails Of(Location location) => new()
    {
        Name = location.Name,
        Code = location.Code,
        Kind = location.Kind,
        Street = location.Street,
        PostalCode = location.PostalCode,
        City = location.City,
        Region = location.Region,
        Country = location.Country,
        Latitude = location.Latitude,
        Longitude = location.Longitude,
        TimeZone = location.TimeZone,
        ServesOnlineOrders = location.ServesOnlineOrders,
        Priority = location.Priority,
        MayGoBelowZero = location.MayGoBelowZero,
        Note = location.Note,
    };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrWhiteSpace(Country) && !Countries.Exists(Country))
            yield return new("Choose a country of the list, or give its code of two letters, such as DE.", [nameof(Country)]);
        if (!TimeZones.Exists(TimeZone.Trim()))
            yield return new("Choose a time zone of the list, such as Europe/Berlin.", [nameof(TimeZone)]);
        if (Latitude is null != Longitude is null)
            yield return new("Enter latitude and longitude together, or leave both empty.", [Latitude is null ? nameof(Latitude) : nameof(Longitude)]);
        else if (Latitude is 0 && Longitude is 0)
            yield return new("0, 0 lies in the sea south of Ghana. Enter where the location is, or leave both empty.", [nameof(Latitude)]);
    }
}
