using System.Linq.Expressions;

namespace InventorySync.Domain.Lists;

public enum FieldKind
{
    Text,
    Number,
    Money,
    Quantity,
    Date,
    Instant,
    Choice,
    YesNo,
}

/// <summary>A column of a list: its name in the address and the API, its heading, and the expression the database sorts and filters by.</summary>
public sealed class ListField<TRow>
{
    private readonly Func<TRow, object?> _read;

    internal ListField(string name, string title, LambdaExpression value, FieldKind kind)
    {
        Name = name;
        Title = title;
        Value = value;
        Kind = kind;
        var row = value.Parameters[0];
        _read = Expression.Lambda<Func<TRow, object?>>(Expression.Convert(value.Body, typeof(object)), row).Compile();
    }

    public string Name { get; }

    public string Title { get; }

    public FieldKind Kind { get; }

    public LambdaExpression Value { get; }

    public bool Sortable { get; init; } = true;

    public bool Filterable { get; init; } = true;

    /// <summary>Offered to people in menus of columns and filters; others serve pages and programs only.</summary>
    public bool Offered { get; init; } = true;

    /// <summary>Shown until the user chooses otherwise.</summary>
    public bool Shown { get; init; } = true;

    /// <summary>Searched by the box above the list; keep an index for it.</summary>
    public bool Searched { get; init; }

    /// <summary>Its values are kept in lower case without accents, so that an index serves the search as it stands.</summary>
    public bool Folded { get; init; }

    /// <summary>The values to choose from; by default those of the enum.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    public Type ValueType => Value.Body.Type;

    public object? Read(TRow row) => _read(row);

    internal static IReadOnlyList<string> ChoicesOf(Type? value)
    {
        var type = value is null ? null : Nullable.GetUnderlyingType(value) ?? value;
        return type is { IsEnum: true } ? Enum.GetNames(type) : [];
    }
}
