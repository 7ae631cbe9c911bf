using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using InventorySync.Web.Languages;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Api;

/// <summary>Checks the input records of a call by the same attributes that the forms use, before the service is asked.</summary>
public sealed class InputValidation(IStringLocalizer<Texts> texts) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var errors = new Dictionary<string, string[]>();
        foreach (var argument in context.Arguments)
        {
            if (argument is IEnumerable list and not string)
                CheckAll(list, "", errors);
            else
                Check(argument, "", errors);
        }

        return errors.Count == 0 ? next(context) : throw new InvalidCallException(errors);
    }

    private void Check(object? input, string path, Dictionary<string, string[]> errors)
    {
        if (input is null || !IsInput(input.GetType()))
            return;

        foreach (var property in input.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanRead && p.GetIndexParameters().Length == 0))
        {
            var name = path + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var value = property.GetValue(input);
            var context = new ValidationContext(input) { MemberName = property.Name, DisplayName = property.Name };
            var wrong = property.GetCustomAttributes<ValidationAttribute>().Select(a => a.GetValidationResult(value, context)).OfType<ValidationResult>().ToList();
            if (wrong.Count > 0)
                errors[name] = [.. wrong.Select(w => texts[w.ErrorMessage ?? "This value is not allowed."].Value)];
            else if (value is IEnumerable list and not string)
                CheckAll(list, name, errors);
            else
                Check(value, $"{name}.", errors);
        }

        if (input is IValidatableObject whole)
            Add(whole.Validate(new ValidationContext(input)), path, errors);
    }

    private void CheckAll(IEnumerable list, string name, Dictionary<string, string[]> errors)
    {
        var index = 0;
        foreach (var item in list)
            Check(item, $"{name}[{index++}].", errors);
    }

    private void Add(IEnumerable<ValidationResult> results, string path, Dictionary<string, string[]> errors)
    {
        foreach (var result in results.Where(r => r.ErrorMessage is not null))
        {
            foreach (var member in result.MemberNames.DefaultIfEmpty(""))
                errors[path + JsonNamingPolicy.CamelCase.ConvertName(member)] = [texts[result.ErrorMessage!]];
        }
    }

    // services are arguments too; what people enter are records and classes without base or interfaces of the framework
    private static bool IsInput(Type type) => type.Namespace?.StartsWith("InventorySync.", StringComparison.Ordinal) == true
        && type.IsClass && type.GetConstructors().Any(c => c.GetParameters().Length == 0);
}
