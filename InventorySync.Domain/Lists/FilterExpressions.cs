using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;

namespace InventorySync.Domain.Lists;

/// <summary>Turns filters of a list into expressions that the database answers. Values become parameters, so that one plan serves every value.</summary>
internal static class FilterExpressions
{
    private static readonly MethodInfo Like =
        typeof(DbFunctionsExtensions).GetMethod(nameof(DbFunctionsExtensions.Like), [typeof(DbFunctions), typeof(string), typeof(string), typeof(string)])!;

    private static readonly MethodInfo ToLower = typeof(string).GetMethod(nameof(string.ToLower), Type.EmptyTypes)!;

    public static Expression<Func<TRow, bool>> Build<TRow>(ListField<TRow> field, ListFilter filter)
    {
        var value = field.Value.Body;
        var test = filter.Operator switch
        {
            FilterOperator.IsEmpty => Empty(value),
            FilterOperator.IsNotEmpty => Expression.Not(Empty(value)),
            FilterOperator.Contains => LikeTest(field, filter.Value, "%"),
            FilterOperator.StartsWith => LikeTest(field, filter.Value, ""),
            FilterOperator.OneOf => filter.Value.Split('|').Select(v => Compare(field, FilterOperator.Is, v)).Aggregate(Expression.OrElse),
            _ => Compare(field, filter.Operator, filter.Value),
        };
        return Expression.Lambda<Func<TRow, bool>>(test, field.Value.Parameters);
    }

    /// <summary>Every word stands in one of the searched fields.</summary>
    public static Expression<Func<TRow, bool>>? Search<TRow>(IEnumerable<ListField<TRow>> fields, string word)
    {
        var row = Expression.Parameter(typeof(TRow), "row");
        var tests = fields.Where(f => f.Searched).Select(f => new Rebind(f.Value.Parameters[0], row).Visit(LikeTest(f, word, "%"))).ToList();
        return tests.Count == 0 ? null : Expression.Lambda<Func<TRow, bool>>(tests.Aggregate(Expression.OrElse), row);
    }

    private static Expression LikeTest<TRow>(ListField<TRow> field, string text, string before)
    {
        if (field.ValueType != typeof(string))
            throw Refused(field.Title, "This column cannot be searched by a part of its text.");

        var value = field.Folded ? field.Value.Body : Expression.Call(field.Value.Body, ToLower);
        var pattern = $"{before}{Text.LikePattern(field.Folded ? Text.Folded(text) : text.ToLowerInvariant())}%";
        return Expression.Call(Like, Expression.Constant(EF.Functions), value, Parameter(pattern, typeof(string)), Expression.Constant(@"\"));
    }

    private static Expression Compare<TRow>(ListField<TRow> field, FilterOperator how, string text)
    {
        var wanted = Parameter(Parse(field, text), field.ValueType);
        var value = field.Value.Body;
        return how switch
        {
            FilterOperator.Is => Expression.Equal(value, wanted),
            FilterOperator.IsNot => Expression.NotEqual(value, wanted),
            FilterOperator.AtLeast when field.ValueType != typeof(string) => Expression.GreaterThanOrEqual(value, wanted),
            FilterOperator.AtMost when field.ValueType != typeof(string) => Expression.LessThanOrEqual(value, wanted),
            _ => throw Refused(field.Title, "This column cannot be filtered like that."),
        };
    }

    private static Expression Empty(Expression value) => value.Type == typeof(string)
        ? Expression.OrElse(Expression.Equal(value, Expression.Constant(null, typeof(string))), Expression.Equal(value, Expression.Constant("")))
        : Nullable.GetUnderlyingType(value.Type) is null
            ? Expression.Constant(false)
            : Expression.Equal(value, Expression.Constant(null, value.Type));

    private static object Parse<TRow>(ListField<TRow> field, string text)
    {
        var type = Nullable.GetUnderlyingType(field.ValueType) ?? field.ValueType;
        var culture = CultureInfo.InvariantCulture;
        object? parsed = type switch
        {
            _ when type == typeof(string) => text,
            _ when type == typeof(bool) => bool.TryParse(text, out var yes) ? yes : null,
            _ when type == typeof(int) => int.TryParse(text, culture, out var number) ? number : null,
            _ when type == typeof(long) => long.TryParse(text, culture, out var number) ? number : null,
            _ when type == typeof(decimal) => decimal.TryParse(text, culture, out var number) ? number : null,
            _ when type == typeof(double) => double.TryParse(text, culture, out var number) ? number : null,
            _ when type == typeof(DateOnly) => DateOnly.TryParse(text, culture, out var day) ? day : null,
            _ when type == typeof(DateTimeOffset) =>
                DateTimeOffset.TryParse(text, culture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null,
            { IsEnum: true } => Enum.TryParse(type, text, ignoreCase: true, out var choice) && Enum.IsDefined(type, choice) ? choice : null,
            _ => null,
        };
        return parsed ?? throw Refused(field.Title, "“{0}” is not a value that {1} can have.", text, field.Title);
    }

    // A property of a captured object is a parameter to EF; a constant would be a new plan for every value.
    private static UnaryExpression Parameter(object value, Type type)
    {
        var box = Activator.CreateInstance(typeof(Box<>).MakeGenericType(value.GetType()), value)!;
        return Expression.Convert(Expression.Property(Expression.Constant(box), nameof(Box<int>.Value)), type);
    }

    private static BusinessRuleException Refused(string field, string sentence, params object[] arguments) => new(sentence, arguments) { Field = field };

    private sealed record Box<T>(T Value);

    private sealed class Rebind(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
