using System.Globalization;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;
using InventorySync.Integrations.Documents;
using InventorySync.Web.Documents;
using InventorySync.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Stock;

/// <summary>The value of the stock at the end of a day as a file.</summary>
public static class ValueFile
{
    public static void MapStockFiles(this IEndpointRouteBuilder app) =>
        app.MapGet("/stock/value.{format}", WriteAsync).RequireAuthorization(Permissions.StockCosts).ExcludeFromDescription();

    /// <summary>The instant at which this day of the shop is over.</summary>
    public static DateTimeOffset EndOf(DateOnly day, ShopProfile shop)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        while (shop.Zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(15);
        return new DateTimeOffset(midnight, shop.Zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    private static async Task<IResult> WriteAsync(string format, [FromQuery] DateOnly? at, HttpContext http, StockWorth worth, ShopSettings settings, IStringLocalizer<Texts> texts, TimeProvider clock, CancellationToken ct)
    {
        if (!Enum.TryParse<ListFormat>(format, ignoreCase: true, out var kind) || int.TryParse(format, out _))
            return Results.NotFound();

        var shop = await settings.GetAsync<ShopProfile>();
        var day = at ?? shop.DayOf(clock.GetUtcNow());
        var rows = await worth.ValueAsync(EndOf(day, shop), ct);
        http.Response.ContentType = kind == ListFormat.Csv ? "text/csv; charset=utf-8" : ListExport.ExcelType;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"stock-value-{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.{kind.ToString().ToLowerInvariant()}\"";
        http.Response.Headers.CacheControl = "no-store";
        List<SheetColumn> columns = [new(texts["Location"]), new(texts["Category"]), new(texts["Units"], SheetFormat.Number), new(texts["Value"], SheetFormat.Money)];
        if (kind == ListFormat.Csv)
        {
            await using var sheet = await CsvSheet.StartAsync(http.Response.Body, columns, byteOrderMark: true);
            await FillAsync(sheet, rows, ct);
        }
        else
        {
            using var sheet = await ExcelSheet.StartAsync(http.Response.Body, texts["Stock value"], columns, ct);
            await FillAsync(sheet, rows, ct);
        }

        return Results.Empty;
    }

    private static async Task FillAsync(ISheetWriter sheet, IReadOnlyList<WorthRow> rows, CancellationToken ct)
    {
        foreach (var row in rows)
            await sheet.WriteAsync([row.Location, row.Category, row.Quantity, row.Value], ct);
        await sheet.FinishAsync(ct);
    }
}
