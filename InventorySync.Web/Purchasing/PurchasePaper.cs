using System.Globalization;
using InventorySync.Domain;
using InventorySync.Domain.Access;
using InventorySync.Domain.Places;
using InventorySync.Domain.Purchasing;
using InventorySync.Domain.Settings;
using InventorySync.Integrations.Documents.Pdf;
using InventorySync.Web.Languages;
using InventorySync.Web.Sales;
using InventorySync.Web.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using static InventorySync.Web.Sales.Letter;

namespace InventorySync.Web.Purchasing;

/// <summary>Writes a purchase order on paper, in the language and the numbers of the shop, whoever sends it.</summary>
public sealed class PurchasePaper(PurchaseOrders orders, Suppliers suppliers, IDbContextFactory<InventoryDb> dbs, ShopSettings settings, DocumentFace face, IStringLocalizer<Texts> texts) : IPurchasePaper
{
    public async Task<(byte[] File, string Name)> WriteAsync(long orderId, CancellationToken ct = default)
    {
        var order = await orders.FindAsync(orderId, ct);
        var supplier = await suppliers.FindAsync(order.SupplierId, ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var place = await db.Locations.AsNoTracking().FirstAsync(l => l.Id == order.LocationId, ct);
        var (shop, buying) = (await settings.GetAsync<ShopProfile>(), await settings.GetAsync<PurchasingSettings>());
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (shop.Culture, shop.Culture);
        return (Draw(order, supplier, place, shop, buying), $"{order.Number}.pdf");
    }

    private byte[] Draw(PurchaseOrder order, Supplier supplier, Location place, ShopProfile shop, PurchasingSettings buying)
    {
        var title = texts["Purchase order {0}", order.Number].Value;
        var letter = new Letter(face, title, shop);
        var page = letter.Page;
        letter.Heads(AddressOf(supplier), Facts(order, supplier, shop));
        page.Line(order.State is PurchaseState.Draft or PurchaseState.AwaitingApproval ? $"{title} ({texts["draft"]})" : title, Title);
        page.Down(12);
        page.Table(
            [new(texts["Your SKU"], 0.16), new(texts["Goods"], 0.4), new(texts["Quantity"], 0.14, TextSide.Right), new(texts["Cost of a unit"], 0.15, TextSide.Right), new(texts["Total"], 0.15, TextSide.Right)],
            order.Lines.Where(l => l.Ordered > l.Cancelled).OrderBy(l => l.Position).Select(l => (IReadOnlyList<string>)
                [l.SupplierSku, $"{l.Name} ({l.Sku})", MoneyFormat.Of(l.Ordered - l.Cancelled), UnitCosts.Of(l.UnitCost), Amount((l.Ordered - l.Cancelled) * l.UnitCost, order)]),
            letter.Next);
        page.Down(6);
        page.Sum(texts["Total"], Amount(order.Total, order), strong: true, letter.Next);
        page.Down(20);
        page.Keep(110, letter.Next);
        page.Line(texts["Please deliver to"], Strong);
        foreach (var line in AddressOf(place, shop))
            page.Line(line, Plain);
        page.Down(10);
        if (order.Note.Length > 0)
            page.Paragraph(order.Note, Plain);
        page.Down(8);
        page.Paragraph(buying.DocumentEnd, Plain);
        return letter.Finish(texts);
    }

    private IEnumerable<(string Name, string Value)> Facts(PurchaseOrder order, Supplier supplier, ShopProfile shop)
    {
        yield return (texts["Purchase order"], order.Number);
        yield return (texts["Date"], shop.DayOf(order.ApprovedAt ?? order.CreatedAt).ToString("d", CultureInfo.CurrentCulture));
        if (order.ExpectedOn is { } day)
            yield return (texts["Wanted on"], day.ToString("d", CultureInfo.CurrentCulture));
        if (supplier.CustomerNumber.Length > 0)
            yield return (texts["Customer number"], supplier.CustomerNumber);
        if (order.TheirReference.Length > 0)
            yield return (texts["Your reference"], order.TheirReference);
        if (supplier.PaymentTerms.Length > 0)
            yield return (texts["Payment terms"], supplier.PaymentTerms);
    }

    private static IEnumerable<string> AddressOf(Supplier supplier) =>
        new[] { supplier.Name, supplier.ContactName, supplier.Street, $"{supplier.PostalCode} {supplier.City}".Trim(), supplier.Country.Length == 0 ? "" : Countries.NameOf(supplier.Country) }.Where(l => l.Length > 0);

    private static IEnumerable<string> AddressOf(Location place, ShopProfile shop) =>
        new[] { $"{shop.Name}, {place.Name}", place.Street, $"{place.PostalCode} {place.City}".Trim(), place.Country.Length == 0 ? "" : Countries.NameOf(place.Country) }.Where(l => l.Length > 0);

    private static string Amount(decimal amount, PurchaseOrder order) => MoneyFormat.Of(new Money(amount, order.Currency));
}

public static class PurchaseFiles
{
    public static IServiceCollection AddPurchasingScreens(this IServiceCollection services) => services
        .AddScoped<IPurchasePaper, PurchasePaper>()
        .AddScoped(p => new Lazy<IPurchasePaper>(p.GetRequiredService<IPurchasePaper>)) // fonts are read only where a mail is due
        .AddScoped<PurchasingDesk>();

    /// <summary>An order's paper: it opens in a tab of the browser, which prints it.</summary>
    public static void MapPurchaseDocuments(this IEndpointRouteBuilder app) =>
        app.MapGet("/purchasing/orders/{orderId:long}/order.pdf", WriteAsync).RequireAuthorization(Permissions.PurchasingView).ExcludeFromDescription();

    private static async Task<IResult> WriteAsync(long orderId, HttpContext http, IPurchasePaper paper, CancellationToken ct)
    {
        try
        {
            var (file, name) = await paper.WriteAsync(orderId, ct);
            http.Response.Headers.ContentDisposition = $"inline; filename=\"{name}\"";
            http.Response.Headers.CacheControl = "no-store";
            return Results.Bytes(file, "application/pdf");
        }
        catch (NotFoundException)
        {
            return Results.NotFound();
        }
    }
}
