using System.Globalization;
using InventorySync.Domain.Lists;
using InventorySync.Integrations.Documents;
using InventorySync.Web.Languages;
using InventorySync.Web.Shared;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Documents;

/// <summary>Every list of the shop as a file, at /export/NAME.csv or .xlsx with the search, filters and sort of its page.</summary>
public static class ListExport
{
    public const string ExcelType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapListExport(this IEndpointRouteBuilder app) =>
        app.MapGet("/export/{name}.{format}", WriteAsync).RequireAuthorization().ExcludeFromDescription();

    /// <summary>The address of the file for a list as it is on the screen.</summary>
    public static string AddressOf(string list, ListFormat format, ListRequest request, IEnumerable<string>? columns = null)
    {
        var query = ListAddress.Write(request with { Skip = 0, Take = ListAddress.UsualSize });
        var chosen = columns is null ? "" : $"columns={Uri.EscapeDataString(string.Join(',', columns))}";
        var both = string.Join('&', new[] { query, chosen }.Where(part => part.Length > 0));
        return $"/export/{list}.{format.ToString().ToLowerInvariant()}{(both.Length > 0 ? "?" + both : "")}";
    }

    private static async Task<IResult> WriteAsync(
        string name, string format, [FromQuery] string? columns, [FromQuery] bool? mark, HttpContext http,
        IEnumerable<NamedList> lists, ListFile file, Screens screens, IStringLocalizer<Texts> texts, TimeProvider clock, CancellationToken ct)
    {
        if (lists.FirstOrDefault(l => l.Name == name) is not { } list || !Enum.TryParse<ListFormat>(format, ignoreCase: true, out var kind) || int.TryParse(format, out _))
            return Results.NotFound();

        try
        {
            var request = ListAddress.Read(http.Request.QueryString.Value ?? "");
            var shown = ListFile.ColumnsOf(list, columns);
            // asked before the first byte: who may not read the list, or asks for what it has not, gets an answer instead of half a file
            var rows = await list.CountAsync(request, ct);
            if (kind == ListFormat.Xlsx && rows > ExcelSheet.MostRows)
                throw new BusinessRuleException("Excel holds at most {0} rows, and this list has {1}. Filter it, or take it as CSV.", ExcelSheet.MostRows, rows);

            var screen = await screens.CurrentAsync();
            Prepare(http, $"{name}-{screen.DayOf(clock.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}", kind);
            await file.WriteAsync(http.Response.Body, list, request, shown, kind, screen.Zone, mark ?? true, ct);
            return Results.Empty;
        }
        catch (ForbiddenException)
        {
            return Results.Forbid();
        }
        catch (BusinessRuleException refusal)
        {
            return Results.Text(refusal.In(texts), "text/plain", statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }

    private static void Prepare(HttpContext http, string fileName, ListFormat kind)
    {
        http.Response.ContentType = kind == ListFormat.Csv ? "text/csv; charset=utf-8" : ExcelType;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}.{kind.ToString().ToLowerInvariant()}\"";
        http.Response.Headers.CacheControl = "no-store";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }
}
