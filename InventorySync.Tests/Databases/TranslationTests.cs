using System.Reflection;
using InventorySync.Data;
using InventorySync.Domain;
using InventorySync.Domain.Access;
using InventorySync.Domain.Lists;
using InventorySync.Web;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Databases;

/// <summary>Every list of the product can be sorted, filtered and searched by every column that says so, on both databases. No server is asked.</summary>
public sealed class TranslationTests(TestShop shop) : IClassFixture<TestShop>
{
    private static readonly MethodInfo Translate = typeof(TranslationTests).GetMethod(nameof(TranslateAll), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static TheoryData<Type> Lists => [.. ListTypes()];

    [Fact]
    public void There_are_lists_to_look_at() => Assert.Contains(ListTypes(), t => t.Name == "LocationList");

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_is_translated_for_both_databases(Type list)
    {
        await using var scope = shop.As(BuiltInRoles.Owner);
        var source = ActivatorUtilities.GetServiceOrCreateInstance(scope.ServiceProvider, list);
        await using var postgres = new PostgresInventoryDb(new DbContextOptionsBuilder<PostgresInventoryDb>().UseInventoryPostgres("Host=none").Options);
        await using var sqlServer = new SqlServerInventoryDb(new DbContextOptionsBuilder<SqlServerInventoryDb>().UseInventorySqlServer("Server=none").Options);
        foreach (InventoryDb db in new InventoryDb[] { postgres, sqlServer })
        {
            db.Actor = new Actor(ActorKind.Person, "Limited") { PersonId = 1, Locations = new HashSet<long> { 1, 2 } };
            var translated = (int)Translate.MakeGenericMethod(RowOf(list)!).Invoke(null, [source, db])!;
            Assert.True(translated > 2, $"{list.Name}: {translated} queries");
        }
    }

    private static int TranslateAll<TRow>(ListSource<TRow> source, InventoryDb db)
        where TRow : class, IListRow
    {
        var translated = 0;
        void Try(ListRequest request, string what)
        {
            try
            {
                Assert.Contains("SELECT", source.Query(db, request).Skip(20).Take(10).ToQueryString(), StringComparison.Ordinal);
                translated++;
            }
            catch (InvalidOperationException failure)
            {
                Assert.Fail($"{source.Name} cannot be read {what} by {db.GetType().Name}: {failure.Message}");
            }
        }

        Try(new ListRequest(), "as it is");
        Try(new ListRequest { Search = "two words" }, "searched");
        foreach (var field in source.Fields)
        {
            if (field.Sortable)
            {
                Try(new ListRequest { Sort = [new(field.Name)] }, $"sorted by {field.Name}");
                Try(new ListRequest { Sort = [new(field.Name, Descending: true)] }, $"sorted down by {field.Name}");
            }

            foreach (var filter in field.Filterable ? FiltersOf(field) : [])
                Try(new ListRequest { Filters = [filter] }, $"filtered by {field.Name} {filter.Operator}");
        }

        return translated;
    }

    private static IEnumerable<ListFilter> FiltersOf<TRow>(ListField<TRow> field)
    {
        var type = Nullable.GetUnderlyingType(field.ValueType) ?? field.ValueType;
        var value = type switch
        {
            _ when type == typeof(bool) => "true",
            _ when type == typeof(DateOnly) => "2026-03-02",
            _ when type == typeof(DateTimeOffset) => "2026-03-02T09:30:00Z",
            { IsEnum: true } => Enum.GetNames(type)[0],
            _ when type == typeof(string) => "a%b_c",
            _ => "12",
        };
        FilterOperator[] operators = type == typeof(string)
            ? [FilterOperator.Is, FilterOperator.IsNot, FilterOperator.Contains, FilterOperator.StartsWith, FilterOperator.OneOf, FilterOperator.IsEmpty, FilterOperator.IsNotEmpty]
            : type == typeof(bool) || type.IsEnum
                ? [FilterOperator.Is, FilterOperator.IsNot, FilterOperator.OneOf, FilterOperator.IsEmpty, FilterOperator.IsNotEmpty]
                : [FilterOperator.Is, FilterOperator.IsNot, FilterOperator.AtLeast, FilterOperator.AtMost, FilterOperator.OneOf, FilterOperator.IsEmpty, FilterOperator.IsNotEmpty];
        return operators.Select(o => new ListFilter(field.Name, o, o == FilterOperator.OneOf ? $"{value}|{value}" : value));
    }

    private static IEnumerable<Type> ListTypes() =>
        from assembly in new[] { typeof(InventoryDb).Assembly, typeof(InventoryDatabase).Assembly, typeof(ShopHost).Assembly }
        from type in assembly.GetTypes()
        // the samples of the development page read no table
        where !type.IsAbstract && RowOf(type) is not null && type.Namespace != "InventorySync.Web.Dev"
        orderby type.FullName
        select type;

    private static Type? RowOf(Type type)
    {
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (parent.IsGenericType && parent.GetGenericTypeDefinition() == typeof(ListSource<>))
                return parent.GetGenericArguments()[0];
        }

        return null;
    }
}
