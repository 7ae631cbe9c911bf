using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Sales;

namespace InventorySync.Domain.Mail;

/// <summary>The mail server that sends what the shop writes.</summary>
public sealed record SmtpSettings : IValidatableObject
{
    public const string Section = "mail";

    [Display(Name = "Mail server", Description = "Its name for sending (SMTP), such as smtp.example.com. Empty: the shop sends no mails by itself.", GroupName = "The server")]
    [StringLength(253, ErrorMessage = "Use at most 253 characters for the mail server.")]
    [RegularExpression(@"\s*[A-Za-z0-9._:\[\]-]*\s*", ErrorMessage = "Enter the server's name alone, such as smtp.example.com.")]
    public string Server { get; init; } = "";

    [Display(Name = "Port", Description = "587 nearly everywhere. 465 is not supported: the connection becomes encrypted after the greeting (STARTTLS).", GroupName = "The server")]
    [Range(1, 65535, ErrorMessage = "Choose a port between 1 and 65535.")]
    public int Port { get; init; } = 587;

    [Display(Name = "Encrypted", Description = "Off only inside the own network: everybody on the way could read the mails and the password.", GroupName = "The server")]
    public bool Encrypted { get; init; } = true;

    [Display(Name = "User name", Description = "Often the whole mail address. Empty where the server asks for none.", GroupName = "The server")]
    [StringLength(200, ErrorMessage = "Use at most 200 characters for the user name.")]
    public string User { get; init; } = "";

    [Secret]
    [Display(Name = "Password", Description = "Kept encrypted and never shown again. Where the provider has passwords for single programs, make one for the shop.", GroupName = "The server")]
    [StringLength(200, ErrorMessage = "Use at most 200 characters for the password.")]
    public string Password { get; init; } = "";

    [Display(Name = "Sender's address", Description = "From which the mails come, such as orders@example.com. Answers come back there.", GroupName = "The sender")]
    [StringLength(200, ErrorMessage = "Use at most 200 characters for the e-mail address.")]
    [EmailAddressOrNothing]
    public string From { get; init; } = "";

    [Display(Name = "Sender's name", Description = "What people read as the sender; the shop's name when empty.", GroupName = "The sender")]
    [StringLength(120, ErrorMessage = "Use at most 120 characters for the name.")]
    public string FromName { get; init; } = "";

    public bool IsChosen => !string.IsNullOrWhiteSpace(Server);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsChosen && From.Length == 0)
            yield return new ValidationResult("Enter the address from which the mails come.", [nameof(From)]);
        if (User.Length > 0 && Password.Length == 0)
            yield return new ValidationResult("Enter the password, or leave the user name empty too.", [nameof(Password)]);
        if ((User + Password + FromName).Any(char.IsControl))
            yield return new ValidationResult("User name, password and name are one line each.", [nameof(User)]);
    }
}
