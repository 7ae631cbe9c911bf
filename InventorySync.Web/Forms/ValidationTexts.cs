using System.ComponentModel.DataAnnotations;
using InventorySync.Web.Languages;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Forms;

/// <summary>What a form says when input breaks a rule: the rule's own sentence where it has one, else a plain one by its kind.</summary>
internal static class ValidationTexts
{
    public static string Of(ValidationAttribute rule, ValidationResult wrong, IStringLocalizer<Texts> texts) => rule switch
    {
        { ErrorMessage: { Length: > 0 } own } => texts[own],
        RequiredAttribute => texts["This cannot be empty."],
        StringLengthAttribute { MinimumLength: > 0 } length => texts["Between {0} and {1} characters, please.", length.MinimumLength, length.MaximumLength],
        StringLengthAttribute length => texts["At most {0} characters, please.", length.MaximumLength],
        MaxLengthAttribute length => texts["At most {0} characters, please.", length.Length],
        MinLengthAttribute length => texts["At least {0} characters, please.", length.Length],
        RangeAttribute range => texts["Between {0} and {1}, please.", range.Minimum, range.Maximum],
        EmailAddressAttribute => texts["Enter an e-mail address such as mia@example.com."],
        PhoneAttribute => texts["Enter a phone number such as +254 700 123456."],
        UrlAttribute => texts["Enter a web address such as https://example.com."],
        CompareAttribute => texts["Both entries must be the same."],
        _ => texts[wrong.ErrorMessage ?? "This value is not possible."],
    };
}
