using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Lists;

/// <summary>A column as anybody reads it who does not know the rows.</summary>
public sealed record ListColumn(string Name, string Title, FieldKind Kind, bool Whole, bool Shown);

/// <summary>Any list of the shop, found by its name and read without knowing what its rows are.</summary>
public abstract class NamedList
{
    /// <summary>What the list is called in addresses, saved views and exports.</summary>
    public abstract string Name { get; }

    public abstract IReadOnlyList<ListColumn> Columns { get; }

    public abstract Task<int> CountAsync(ListRequest request, CancellationToken ct = default);

    /// <summary>The values of these columns in all rows that match, streamed.</summary>
    public abstract IAsyncEnumerable<object?[]> ValuesAsync(ListRequest request, IReadOnlyList<string> columns, CancellationToken ct = default);
}

public static class ListsSetup
{
    /// <summary>Every list is registered here, so that it can be exported by its name.</summary>
    public static IServiceCollection AddList<TList>(this IServiceCollection services)
        where TList : NamedList =>
        services.AddScoped<TList>().AddScoped<NamedList>(p => p.GetRequiredService<TList>());
}
