using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Importing;

public enum MailboxSecurity
{
    Encrypted,

    /// <summary>The greeting is plain, then the connection becomes an encrypted one (STLS).</summary>
    EncryptedAfterGreeting,

    /// <summary>Only inside the own network: everybody on the way could read the password.</summary>
    NotEncrypted,
}

/// <summary>A mailbox whose attachments come in by themselves.</summary>
public sealed record MailboxSettings : IValidatableObject
{
    private const string TheMailbox = "The mailbox";
    private const string WhatIsTaken = "What is taken from it";

    [Display(Name = "Mail server", Description = "Its name for POP3, such as pop.example.com. Tables that are attached to mails are imported by themselves, looked for every five minutes. Empty: no mailbox is looked into.", GroupName = TheMailbox)]
    [StringLength(253, ErrorMessage = "Use at most 253 characters for the mail server.")]
    [RegularExpression(@"\s*[A-Za-z0-9._:\[\]-]*\s*", ErrorMessage = "Enter the server's name alone, such as pop.example.com.")]
    public string Server { get; init; } = "";

    [Display(Name = "Encryption", Description = "Encrypted nearly everywhere, with port 995. After the greeting: STLS, mostly with port 110. Not encrypted only inside the own network.", GroupName = TheMailbox)]
    public MailboxSecurity Security { get; init; }

    [Display(Name = "Port", GroupName = TheMailbox)]
    [Range(1, 65535, ErrorMessage = "Choose a port between 1 and 65535.")]
    public int Port { get; init; } = 995;

    [Display(Name = "User name", Description = "Often the whole mail address. Use a mailbox of its own, whose address only your suppliers know.", GroupName = TheMailbox)]
    [StringLength(200, ErrorMessage = "Use at most 200 characters for the user name.")]
    public string User { get; init; } = "";

    [Secret]
    [Display(Name = "Password", Description = "Kept encrypted and never shown again. Where the provider has passwords for single programs, make one for the shop.", GroupName = TheMailbox)]
    [StringLength(200, ErrorMessage = "Use at most 200 characters for the password.")]
    public string Password { get; init; } = "";

    [Display(Name = "Senders", Description = "Whose mails are read, one address a line, such as prices@supplier.com; @supplier.com stands for everybody there. Empty: nobody's.", GroupName = WhatIsTaken)]
    [DataType(DataType.MultilineText)]
    [StringLength(4000, ErrorMessage = "Use at most 4,000 characters for the senders.")]
    public string Senders { get; init; } = "";

    [Display(Name = "Import without asking", Description = "The name of a sender can be forged. Off: the rows are checked, and somebody is told to look at them and import them.", GroupName = WhatIsTaken)]
    public bool WithoutAsking { get; init; }

    [Display(Name = "All or nothing", Description = "A file with a wrong row is not imported at all. Otherwise its good rows come in.", GroupName = WhatIsTaken)]
    public bool AllOrNothing { get; init; }

    [Display(Name = "Remove mails that were taken in", Description = "Off: they stay in the mailbox, and are not read again. Mails that were refused stay in any case.", GroupName = WhatIsTaken)]
    public bool Remove { get; init; }

    [Display(Name = "Largest mail", Description = "A larger one is refused without being fetched.", GroupName = WhatIsTaken)]
    [Range(1, 100, ErrorMessage = "Choose between 1 and 100 MB.")]
    [Unit("MB")]
    public int LargestMegabytes { get; init; } = 25;

    public long LargestBytes => LargestMegabytes * 1024L * 1024;

    public bool IsChosen => !string.IsNullOrWhiteSpace(Server);

    public IReadOnlyList<string> SenderList => Senders.Split(['\n', '\r', ',', ';', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether mails from this address are read.</summary>
    public bool Names(string address) => address.Contains('@') && SenderList.Any(s => s[0] == '@'
        ? address[address.LastIndexOf('@')..].Equals(s, StringComparison.OrdinalIgnoreCase)
        : address.Equals(s, StringComparison.OrdinalIgnoreCase));

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SenderList.Any(s => s.LastIndexOf('@') < 0 || s[^1] == '@'))
            yield return new ValidationResult("Enter mail addresses, one a line, such as prices@supplier.com or @supplier.com.", [nameof(Senders)]);
        if (IsChosen && (User.Length == 0 || Password.Length == 0))
            yield return new ValidationResult("Enter the user name and the password of the mailbox.", [User.Length == 0 ? nameof(User) : nameof(Password)]);
        if ((User + Password).Any(char.IsControl))
            yield return new ValidationResult("User name and password are one line each.", [nameof(User)]);
    }
}
