using InventorySync.Domain.Access;

namespace InventorySync.Web.Sales;

public static class OrderFiles
{
    public static IServiceCollection AddSalesScreens(this IServiceCollection services) => services
        .AddSingleton<DocumentFace>()
        .AddScoped<OrderDocuments>()
        .AddScoped<SalesDesk>()
        .AddScoped<ShopCurrency>();

    /// <summary>An order's papers: they open in a tab of the browser, which prints them.</summary>
    public static void MapOrderDocuments(this IEndpointRouteBuilder app) =>
        app.MapGet("/orders/{orderId:long}/{document}.pdf", WriteAsync).RequireAuthorization(Permissions.OrdersView).ExcludeFromDescription();

    public static OrderDocument? KindOf(string name) => name switch
    {
        "invoice" => OrderDocument.Invoice,
        "packing-slip" => OrderDocument.PackingSlip,
        "pick-list" => OrderDocument.PickList,
        "receipt" => OrderDocument.Receipt,
        _ => null,
    };

    private static async Task<IResult> WriteAsync(long orderId, string document, HttpContext http, OrderDocuments documents, CancellationToken ct)
    {
        if (KindOf(document) is not { } kind)
            return Results.NotFound();

        try
        {
            var (file, name) = await documents.WriteAsync(orderId, kind, ct);
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
