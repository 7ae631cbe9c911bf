using InventorySync.Domain.Purchasing;
using InventorySync.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;
using static InventorySync.Domain.Access.Permissions;

namespace InventorySync.Web.Purchasing;

/// <summary>Suppliers, their offers and purchase orders for other systems. With an Idempotency-Key every change is made once.</summary>
public static class PurchasingApi
{
    public static void MapPurchasingApi(this IEndpointRouteBuilder app)
    {
        MapSuppliers(app.MapApiGroup("suppliers", "Suppliers"));
        MapOffers(app.MapApiGroup("supplier-offers", "Suppliers"));
        MapOrders(app.MapApiGroup("purchase-orders", "Purchase orders"));
        MapStates(app.MapApiGroup("purchase-orders", "Purchase orders").MapGroup("/{orderId:long}"));
        app.MapApiGroup("incoming", "Purchase orders").MapGet("/{variantId:long}", async (long variantId, Incoming incoming, CancellationToken ct) => (await incoming.OfVariantAsync(variantId, ct)).Select(IncomingResource.Of).ToList())
            .WithSummary("What is on its way of a variant, the next first").RequireAuthorization(PurchasingView);
    }

    private static void MapSuppliers(RouteGroupBuilder suppliers)
    {
        suppliers.MapList<SupplierList, SupplierRow>().WithSummary("List suppliers").RequireAuthorization(PurchasingView);
        suppliers.MapPost("", CreateSupplierAsync).WithSummary("Create a supplier").RequireAuthorization(PurchasingManage);
        suppliers.MapGet("/{supplierId:long}", SupplierAsync).WithSummary("Read a supplier").RequireAuthorization(PurchasingView);
        suppliers.MapPut("/{supplierId:long}", ChangeSupplierAsync).WithSummary("Change a supplier").RequireAuthorization(PurchasingManage);
        suppliers.MapPost("/{supplierId:long}/deactivate", async (long supplierId, Suppliers all, CancellationToken ct) => await ShownAsync(all.DeactivateAsync(supplierId, ct), all, supplierId, ct))
            .WithSummary("Deactivate a supplier").RequireAuthorization(PurchasingManage);
        suppliers.MapPost("/{supplierId:long}/reactivate", async (long supplierId, Suppliers all, CancellationToken ct) => await ShownAsync(all.ReactivateAsync(supplierId, ct), all, supplierId, ct))
            .WithSummary("Reactivate a supplier").RequireAuthorization(PurchasingManage);
        suppliers.MapGet("/{supplierId:long}/performance", async (long supplierId, SupplierPerformance performance, CancellationToken ct) => SupplierFiguresResource.Of(await performance.OfAsync(supplierId, ct)))
            .WithSummary("How well a supplier delivers, from a year of receipts").RequireAuthorization(PurchasingView);
        suppliers.MapPost("/{supplierId:long}/offers", CreateOfferAsync).WithSummary("Add something that a supplier sells").RequireAuthorization(PurchasingManage);
    }

    private static void MapOffers(RouteGroupBuilder offers)
    {
        offers.MapList<OfferList, OfferRow>().WithSummary("List offers; filter[supplierId] or filter[variantId] narrows them").RequireAuthorization(PurchasingView);
        offers.MapGet("/{offerId:long}", OfferAsync).WithSummary("Read an offer with its price breaks").RequireAuthorization(PurchasingView);
        offers.MapPut("/{offerId:long}", ChangeOfferAsync).WithSummary("Change an offer").RequireAuthorization(PurchasingManage);
        offers.MapPost("/{offerId:long}/prefer", async (long offerId, Offers all, CancellationToken ct) =>
        {
            await all.PreferAsync(offerId, ct);
            return Shown(await all.FindAsync(offerId, ct));
        }).WithSummary("Buy the variant here first").RequireAuthorization(PurchasingManage);
        offers.MapDelete("/{offerId:long}", DeleteOfferAsync).WithSummary("Delete an offer").RequireAuthorization(PurchasingManage);
    }

    private static void MapOrders(RouteGroupBuilder orders)
    {
        orders.MapList<PurchaseOrderList, PurchaseOrderRow>().WithSummary("List purchase orders, newest first").RequireAuthorization(PurchasingView);
        orders.MapPost("", CreateOrderAsync).WithSummary("Write a purchase order as a draft; lines without a cost take it from the supplier's offer").RequireAuthorization(PurchasingManage);
        orders.MapGet("/{orderId:long}", OrderAsync).WithSummary("Read a purchase order with its lines, receipts and history").RequireAuthorization(PurchasingView);
        orders.MapPut("/{orderId:long}", ChangeOrderAsync).WithSummary("Rewrite a draft").RequireAuthorization(PurchasingManage);
    }

    private static void MapStates(RouteGroupBuilder order)
    {
        order.MapPost("/submit", (long orderId, FinishedPurchase finished, Approving approving, CancellationToken ct) => approving.SubmitAsync(orderId, finished.Agreed, ct))
            .WithSummary("Finish a draft; the answer tells what the supplier would not take").RequireAuthorization(PurchasingManage);
        order.MapPost("/approve", (long orderId, PurchasingDesk desk, CancellationToken ct) => desk.DoAsync(orderId, () => desk.Approving.ApproveAsync(orderId, ct), ct))
            .WithSummary("Approve an order above the limit, as another person than the one who finished it").RequireAuthorization(PurchasingApprove);
        order.MapPost("/send-back", (long orderId, PurchaseReason said, PurchasingDesk desk, CancellationToken ct) => desk.DoAsync(orderId, () => desk.Approving.SendBackAsync(orderId, said.Reason, ct), ct))
            .WithSummary("Send an order that waits for approval back to a draft").RequireAuthorization(PurchasingApprove);
        order.MapPost("/back-to-draft", (long orderId, PurchasingDesk desk, CancellationToken ct) => desk.DoAsync(orderId, () => desk.Approving.BackToDraftAsync(orderId, ct), ct))
            .WithSummary("Take an order that was not sent back to a draft").RequireAuthorization(PurchasingManage);
        order.MapPost("/mail", (long orderId, PurchaseMailDetails mail, PurchasingDesk desk, CancellationToken ct) => desk.DoAsync(orderId, () => desk.Sending.MailAsync(orderId, mail, ct), ct))
            .WithSummary("Mail an order to the supplier with its PDF").RequireAuthorization(PurchasingManage);
        order.MapPost("/mark-sent", (long orderId, PurchasingDesk desk, CancellationToken ct) => desk.DoAsync(orderId, () => desk.Sending.MarkSentAsync(orderId, ct), ct))
            .WithSummary("Say that an order went to the supplier another way").RequireAuthorization(PurchasingManage);
        order.MapPost("/expect", (long orderId, ExpectedDay day, PurchasingDesk desk, CancellationToken ct) => desk.DoAsync(orderId, () => desk.Orders.ExpectAsync(orderId, day, ct), ct))
            .WithSummary("Change the day on which the goods are expected").RequireAuthorization(PurchasingManage);
        order.MapPost("/cancel", (long orderId, PurchaseReason said, PurchasingDesk desk, CancellationToken ct) => desk.DoAsync(orderId, () => desk.Orders.CancelAsync(orderId, said.Reason, ct), ct))
            .WithSummary("Cancel an order of which nothing came").RequireAuthorization(PurchasingManage);
        order.MapPost("/close", (long orderId, PurchaseReason said, PurchasingDesk desk, CancellationToken ct) => desk.DoAsync(orderId, () => desk.Orders.CloseAsync(orderId, said.Reason, ct), ct))
            .WithSummary("Close an order; what has not come is not waited for any more").RequireAuthorization(PurchasingManage);
        order.MapPost("/receipts", (long orderId, ReceiptDetails receipt, Receiving receiving, CancellationToken ct) => receiving.ReceiveAsync(orderId, receipt, Text.RandomToken(), ct))
            .WithSummary("Receive goods; the answer tells what came too much, and then nothing was received yet").RequireAuthorization(PurchasingReceive);
        order.MapPost("/receipts/{receiptId:long}/costs", (long orderId, long receiptId, LateBill bill, PurchasingDesk desk, Receiving receiving, CancellationToken ct) =>
            desk.DoAsync(orderId, () => receiving.AddCostAsync(orderId, receiptId, bill, Text.RandomToken(), ct), ct))
            .WithSummary("Book freight, duty or a credit that came after the goods").RequireAuthorization(PurchasingManage);
        order.MapPost("/receipts/{receiptId:long}/undo", async (long orderId, long receiptId, PurchaseReason said, Receiving receiving, CancellationToken ct) =>
        {
            await receiving.UndoAsync(orderId, receiptId, said.Reason, ct);
            return TypedResults.NoContent();
        }).WithSummary("Take a receipt back that was entered by mistake").RequireAuthorization(PurchasingReceive);
    }

    private static async Task<Versioned<SupplierResource>> SupplierAsync(long supplierId, Suppliers suppliers, CancellationToken ct) => Shown(await suppliers.FindAsync(supplierId, ct));

    private static async Task<CreatedVersion<SupplierResource>> CreateSupplierAsync(SupplierDetails details, Suppliers suppliers, CancellationToken ct)
    {
        var supplier = await suppliers.FindAsync(await suppliers.CreateAsync(details, ct), ct);
        return new(SupplierResource.Of(supplier), supplier.Version, $"/api/suppliers/{supplier.Id}");
    }

    private static async Task<Versioned<SupplierResource>> ChangeSupplierAsync(long supplierId, SupplierDetails details, ExpectedVersion version, Suppliers suppliers, CancellationToken ct) =>
        await ShownAsync(suppliers.ChangeAsync(supplierId, version.Number, details, ct), suppliers, supplierId, ct);

    private static async Task<Versioned<OfferResource>> OfferAsync(long offerId, Offers offers, CancellationToken ct) => Shown(await offers.FindAsync(offerId, ct));

    private static async Task<CreatedVersion<OfferResource>> CreateOfferAsync(long supplierId, OfferDetails details, Offers offers, CancellationToken ct)
    {
        var offer = await offers.FindAsync(await offers.CreateAsync(supplierId, details, ct), ct);
        return new(OfferResource.Of(offer), offer.Version, $"/api/supplier-offers/{offer.Id}");
    }

    private static async Task<Versioned<OfferResource>> ChangeOfferAsync(long offerId, OfferDetails details, ExpectedVersion version, Offers offers, CancellationToken ct)
    {
        await offers.ChangeAsync(offerId, version.Number, details, ct);
        return Shown(await offers.FindAsync(offerId, ct));
    }

    private static async Task<NoContent> DeleteOfferAsync(long offerId, Offers offers, CancellationToken ct)
    {
        await offers.DeleteAsync(offerId, ct);
        return TypedResults.NoContent();
    }

    private static async Task<CreatedVersion<PurchaseOrderResource>> CreateOrderAsync(PurchaseDraft draft, PurchaseOrders orders, CancellationToken ct)
    {
        var order = await orders.FindAsync(await orders.CreateAsync(draft with { Source = PurchaseSource.Api }, ct), ct);
        return new(PurchaseOrderResource.Of(order), order.Version, $"/api/purchase-orders/{order.Id}");
    }

    private static async Task<Versioned<PurchaseOrderResource>> OrderAsync(long orderId, PurchaseOrders orders, CancellationToken ct) => Shown(await orders.FindAsync(orderId, ct));

    private static async Task<Versioned<PurchaseOrderResource>> ChangeOrderAsync(long orderId, PurchaseDraft draft, ExpectedVersion version, PurchaseOrders orders, CancellationToken ct)
    {
        await orders.ChangeAsync(orderId, version.Number, draft, ct);
        return Shown(await orders.FindAsync(orderId, ct));
    }

    private static async Task<Versioned<SupplierResource>> ShownAsync(Task change, Suppliers suppliers, long supplierId, CancellationToken ct)
    {
        await change;
        return Shown(await suppliers.FindAsync(supplierId, ct));
    }

    private static Versioned<SupplierResource> Shown(Supplier supplier) => new(SupplierResource.Of(supplier), supplier.Version);

    private static Versioned<OfferResource> Shown(SupplierOffer offer) => new(OfferResource.Of(offer), offer.Version);

    internal static Versioned<PurchaseOrderResource> Shown(PurchaseOrder order) => new(PurchaseOrderResource.Of(order), order.Version);
}

/// <summary>What every call about one order does: the work, and then it shows the order as it is.</summary>
public sealed class PurchasingDesk(PurchaseOrders orders, Approving approving, Sending sending)
{
    public PurchaseOrders Orders => orders;

    public Approving Approving => approving;

    public Sending Sending => sending;

    public async Task<Versioned<PurchaseOrderResource>> DoAsync(long orderId, Func<Task> work, CancellationToken ct)
    {
        await work();
        return PurchasingApi.Shown(await orders.FindAsync(orderId, ct));
    }
}
