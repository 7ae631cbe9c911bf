using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Common;

/// <summary>Asks an input record whether its own rules are kept, for callers that come without a form.</summary>
public static class Input
{
    public static void Check(object input)
    {
        if (InputRules.Of(input.GetType()).AreKept(input))
            return;

        var broken = new List<ValidationResult>();
        if (!Validator.TryValidateObject(input, new ValidationContext(input), broken, validateAllProperties: true))
            throw new InvalidInputException([.. broken.Select(b => new InputProblem(b.MemberNames.FirstOrDefault() ?? "", b.ErrorMessage ?? ""))]);
    }
}

public sealed record InputProblem(string Field, string Sentence);

/// <summary>Fields of an input that break its rules, each with the remedy.</summary>
public sealed class InvalidInputException : BusinessRuleException
{
    public InvalidInputException(IReadOnlyList<InputProblem> problems)
        : base(problems[0].Sentence)
    {
        Problems = problems;
        Field = problems[0].Field;
    }

    public IReadOnlyList<InputProblem> Problems { get; }
}
