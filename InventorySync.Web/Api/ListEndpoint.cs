using System.ComponentModel;
using System.Globalization;
using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Lists;
using InventorySync.Web.Languages;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Primitives;

namespace InventorySync.Web.Api;

/// <summary>One page of a list as the API answers it.</summary>
public sealed record ApiPage<TResource>(
    [property: Description("The rows of this page.")] IReadOnlyList<TResource> Items,
    [property: Description("The number of this page, counted from 1.")] int Page,
    [property: Description("How many rows a page has at most.")] int PageSize,
    [property: Description("How many rows match on all pages together.")] int Total);

/// <summary>What the API's document tells about a list.</summary>
public sealed record ListedBy(Type Source, Func<IServiceProvider, IReadOnlyList<ListedField>> Fields);

public sealed record ListedField(string Name, string Title, FieldKind Kind, bool Sortable, bool Filterable, bool Searched, IReadOnlyList<string> Choices);

public static class ListEndpoint
{
    /// <summary>Exposes a list of the shop at this address: searched, filtered, sorted and paged as its grid is.</summary>
    public static RouteHandlerBuilder MapList<TSource, TRow>(this IEndpointRouteBuilder group, string pattern = "")
        where TSource : ListSource<TRow>
        where TRow : class, IListRow =>
        group.MapList<TSource, TRow, TRow>(pattern, row => row);

    /// <summary>The same for rows that look different outside of the house.</summary>
    public static RouteHandlerBuilder MapList<TSource, TRow, TResource>(this IEndpointRouteBuilder group, string pattern, Func<TRow, TResource> show)
        where TSource : ListSource<TRow>
        where TRow : class, IListRow =>
        group.MapGet(pattern, (HttpContext http, TSource source, IStringLocalizer<Texts> texts) => PageAsync(http, source, show, texts))
            .WithMetadata(new ListedBy(typeof(TSource), FieldsOf<TSource, TRow>))
            .ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<Ok<ApiPage<TResource>>> PageAsync<TRow, TResource>(HttpContext http, ListSource<TRow> source, Func<TRow, TResource> show, IStringLocalizer<Texts> texts)
        where TRow : class, IListRow
    {
        var (request, page) = ListQuery.Read(http.Request.Query, source.Fields, texts);
        try
        {
            var found = await source.PageAsync(request, http.RequestAborted);
            var answer = new ApiPage<TResource>([.. found.Rows.Select(show)], page, request.Take, found.Total);
            http.Response.Headers.Link = LinksOf(http.Request, answer);
            return TypedResults.Ok(answer);
        }
        catch (BusinessRuleException refused) when (refused is not ForbiddenException && refused.Field is not null)
        {
            // a value that its column cannot have: a mistake of the address, not a rule of the shop
            var field = source.Fields.FirstOrDefault(f => f.Title == refused.Field)?.Name ?? refused.Field;
            throw new InvalidCallException(ListQuery.FilterName(field), texts[refused.Sentence, [.. refused.Arguments]]);
        }
    }

    private static StringValues LinksOf<TResource>(HttpRequest request, ApiPage<TResource> page)
    {
        var last = Math.Max(1, (page.Total + page.PageSize - 1) / page.PageSize);
        var links = new List<string> { Link(request, 1, "first") };
        if (page.Page > 1)
            links.Add(Link(request, Math.Min(page.Page - 1, last), "prev"));
        if (page.Page < last)
            links.Add(Link(request, page.Page + 1, "next"));
        links.Add(Link(request, last, "last"));
        return string.Join(", ", links);
    }

    private static string Link(HttpRequest request, int page, string relation)
    {
        var query = request.Query.Where(q => q.Key != "page").SelectMany(q => q.Value, (q, value) => KeyValuePair.Create(q.Key, value))
            .Append(KeyValuePair.Create("page", (string?)page.ToString(CultureInfo.InvariantCulture)));
        return $"<{QueryHelpers.AddQueryString($"{request.Scheme}://{request.Host}{request.PathBase}{request.Path}", query)}>; rel=\"{relation}\"";
    }

    private static IReadOnlyList<ListedField> FieldsOf<TSource, TRow>(IServiceProvider services)
        where TSource : ListSource<TRow>
        where TRow : class, IListRow =>
        [.. services.GetRequiredService<TSource>().Fields.Select(f => new ListedField(f.Name, f.Title, f.Kind, f.Sortable, f.Filterable, f.Searched, f.Choices))];
}
