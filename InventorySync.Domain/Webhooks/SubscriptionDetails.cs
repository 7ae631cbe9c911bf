using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Webhooks;

public sealed record SubscriptionDetails : IValidatableObject
{
    [Required(ErrorMessage = "Name the system that is told.")]
    [StringLength(80, ErrorMessage = "Use at most 80 letters.")]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "Enter the address of the other system, such as https://example.com/hooks/shop.")]
    [StringLength(500, ErrorMessage = "Use at most 500 letters for the address.")]
    public string Url { get; set; } = "";

    [MinLength(1, ErrorMessage = "Choose at least one event.")]
    public IReadOnlyCollection<string> Events { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrWhiteSpace(Url))
            yield break;
        if (!Uri.TryCreate(Url.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.Host.Length == 0)
            yield return new("Enter a whole address, such as https://example.com/hooks/shop.", [nameof(Url)]);
        else if (url.UserInfo.Length > 0)
            yield return new("Leave user name and password out of the address. The signature proves that the call comes from this shop.", [nameof(Url)]);
        else if (url.Fragment.Length > 0)
            yield return new("Leave out the part after #; it never reaches the other system.", [nameof(Url)]);
    }
}
