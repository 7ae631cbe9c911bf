using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using System.Reflection;

namespace InventorySync.Domain.Common;

/// <summary>The rules of a kind of input, looked up once: an import asks them a hundred thousand times. What breaks one is said by the validator of the framework.</summary>
internal sealed class InputRules
{
    private static readonly ConcurrentDictionary<Type, InputRules> Known = new();

    private readonly (Func<object, object?> Value, ValidationAttribute Rule)[] _rules;

    private InputRules(Type type)
    {
        _rules =
        [
            .. from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
               where property.GetIndexParameters().Length == 0
               let value = ReaderOf(type, property)
               from rule in property.GetCustomAttributes<ValidationAttribute>()
               select (value, rule),
        ];
        NeedsContext = Array.Exists(_rules, r => r.Rule.RequiresValidationContext) || type.GetCustomAttributes<ValidationAttribute>().Any();
    }

    private bool NeedsContext { get; }

    public static InputRules Of(Type type) => Known.GetOrAdd(type, t => new InputRules(t));

    public bool AreKept(object input)
    {
        if (NeedsContext)
            return false;
        foreach (var (value, rule) in _rules)
        {
            if (!rule.IsValid(value(input)))
                return false;
        }

        return input is not IValidatableObject whole || !whole.Validate(new ValidationContext(input)).Any(r => r != ValidationResult.Success);
    }

    private static Func<object, object?> ReaderOf(Type type, PropertyInfo property)
    {
        var input = Expression.Parameter(typeof(object));
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(Expression.Property(Expression.Convert(input, type), property), typeof(object)), input).Compile();
    }
}
