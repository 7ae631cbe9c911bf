using System.ComponentModel.DataAnnotations;

namespace InventorySync.Web.Access;

/// <summary>What is wrong with a form that is sent without a circuit: by field, or with the whole.</summary>
public sealed class Problems
{
    private readonly Dictionary<string, BusinessRuleException> _byField = [];

    public BusinessRuleException? OfTheWhole { get; private set; }

    public BusinessRuleException? Of(string field) => _byField.GetValueOrDefault(field);

    public void Refuse(BusinessRuleException refusal)
    {
        if (refusal.Field is { } field)
            _byField.TryAdd(field, refusal);
        else
            OfTheWhole = refusal;
    }

    /// <summary>Checks the input, then does what the form is for. True when nothing was refused.</summary>
    public async Task<bool> TryAsync(object input, Func<Task> act)
    {
        Check(input);
        return _byField.Count == 0 && await TryAsync(act);
    }

    public async Task<bool> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            return OfTheWhole is null && _byField.Count == 0;
        }
        catch (BusinessRuleException refusal)
        {
            Refuse(refusal);
            return false;
        }
    }

    private void Check(object input)
    {
        var wrong = new List<ValidationResult>();
        Validator.TryValidateObject(input, new ValidationContext(input), wrong, validateAllProperties: true);
        foreach (var one in wrong)
            Refuse(new BusinessRuleException(one.ErrorMessage!) { Field = one.MemberNames.FirstOrDefault() });
    }
}
