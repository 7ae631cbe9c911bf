using System.Collections;
using System.Linq.Expressions;

namespace InventorySync.Domain.Lists;

/// <summary>The columns of a list, in the order they are shown.</summary>
public sealed class ListFields<TRow> : IEnumerable<ListField<TRow>>
{
    private readonly List<ListField<TRow>> _fields = [];

    public ListFields<TRow> Add<TValue>(
        string name, string title, Expression<Func<TRow, TValue>> value, FieldKind? kind = null,
        bool sortable = true, bool filterable = true, bool shown = true, bool searched = false, bool folded = false, bool offered = true,
        IReadOnlyList<string>? choices = null)
    {
        _fields.Add(new ListField<TRow>(name, title, value, kind ?? KindOf(typeof(TValue)))
        {
            Sortable = sortable,
            Filterable = filterable,
            Shown = shown,
            Searched = searched,
            Folded = folded,
            Offered = offered,
            Choices = choices ?? ListField<TRow>.ChoicesOf(typeof(TValue)),
        });
        return this;
    }

    public ListField<TRow>? Find(string name) => _fields.Find(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase));

    public IEnumerator<ListField<TRow>> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static FieldKind KindOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            { IsEnum: true } => FieldKind.Choice,
            _ when type == typeof(bool) => FieldKind.YesNo,
            _ when type == typeof(DateOnly) => FieldKind.Date,
            _ when type == typeof(DateTimeOffset) => FieldKind.Instant,
            _ when type == typeof(int) || type == typeof(long) || type == typeof(decimal) || type == typeof(double) => FieldKind.Number,
            _ => FieldKind.Text,
        };
    }
}
