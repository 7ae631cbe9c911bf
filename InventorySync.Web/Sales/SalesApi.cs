using InventorySync.Domain.Sales;
using InventorySync.Domain.Stock;
using InventorySync.Web.Api;
using static InventorySync.Domain.Access.Permissions;

namespace InventorySync.Web.Sales;

/// <summary>Orders, returns and prices for other systems. Orders are named by their public id. With an Idempotency-Key every change is made once.</summary>
public static class SalesApi
{
    public static void MapSalesApi(this IEndpointRouteBuilder app)
    {
        MapOrders(app.MapApiGroup("orders", "Orders"));
        MapGoods(app.MapApiGroup("orders", "Orders").MapGroup("/{order}"));
        MapReturns(app.MapApiGroup("orders", "Orders").MapGroup("/{order}/returns"));
        app.MapApiGroup("returns", "Returns").MapList<ReturnList, ReturnRow>().WithSummary("List returns, newest first").RequireAuthorization(OrdersView);
        MapPrices(app);
    }

    private static void MapOrders(RouteGroupBuilder orders)
    {
        orders.MapList<OrderList, OrderRow>().WithSummary("List orders, newest first").RequireAuthorization(OrdersView);
        orders.MapPost("", CreateAsync).WithSummary("Write an order as a draft; lines without a price are priced by the rules").RequireAuthorization(OrdersEdit);
        orders.MapPost("/incoming", (IncomingOrder incoming, Orders all, CancellationToken ct) => all.TakeAsync(incoming, replacing: null, ct))
            .WithSummary("Take an order from outside: described whole, the newest description counts, never refused for want of stock").RequireAuthorization(OrdersEdit);
        orders.MapPost("/counter", SellAsync).WithSummary("Sell over the counter: paid and gone at once").RequireAuthorization(OrdersCounter);
        orders.MapGet("/{order}", ShowAsync).WithSummary("Read an order with its lines, payments, shipments, returns and history").RequireAuthorization(OrdersView);
        orders.MapPut("/{order}", ChangeAsync).WithSummary("Rewrite a draft").RequireAuthorization(OrdersEdit);
        orders.MapPut("/{order}/customer", DescribeAsync).WithSummary("Change customer, addresses, note and tags").RequireAuthorization(OrdersEdit);
        orders.MapPost("/{order}/notes", (string order, OrderNote note, SalesDesk desk, CancellationToken ct) => desk.DoAsync(order, id => desk.Orders.NoteAsync(id, note.Text, ct), ct))
            .WithSummary("Add a note to the history").RequireAuthorization(OrdersEdit);
    }

    private static void MapGoods(RouteGroupBuilder order)
    {
        order.MapPost("/confirm", ConfirmAsync).WithSummary("Confirm: all goods are held, or nothing; the answer tells what is missing").RequireAuthorization(OrdersEdit);
        order.MapPost("/hold-missing", (string order, HeldFrom from, SalesDesk desk, CancellationToken ct) => desk.DoAsync(order, id => desk.Confirming.HoldMissingAsync(id, from.LocationId, ct), ct))
            .WithSummary("Hold what is missing, from one location or from all that serve").RequireAuthorization(OrdersEdit);
        order.MapPost("/back-to-draft", (string order, SalesDesk desk, CancellationToken ct) => desk.DoAsync(order, id => desk.Confirming.BackToDraftAsync(id, ct), ct))
            .WithSummary("Take a confirmed order back to a draft; its goods are free again").RequireAuthorization(OrdersEdit);
        order.MapPost("/pick", (string order, SalesDesk desk, CancellationToken ct) => desk.DoAsync(order, id => desk.Confirming.PickAsync(id, starts: true, ct), ct))
            .WithSummary("Start picking").RequireAuthorization(OrdersShip);
        order.MapPost("/cancel", (string order, CancelledOrder cancelled, SalesDesk desk, CancellationToken ct) => desk.DoAsync(order, id => desk.Confirming.CancelAsync(id, cancelled.Reason, cancelled.Lines, ct), ct))
            .WithSummary("Cancel the whole order, or quantities of its lines").RequireAuthorization(OrdersEdit);
        order.MapPost("/shipments", (string order, ShipmentDetails shipment, SalesDesk desk, CancellationToken ct) => desk.DoAsync(order, id => desk.Shipping.ShipAsync(id, shipment, Text.RandomToken(), ct), ct))
            .WithSummary("Send goods that are held; without lines, all of them").RequireAuthorization(OrdersShip);
        order.MapPut("/shipments/{shipmentId:long}", (string order, long shipmentId, ParcelDetails parcel, SalesDesk desk, CancellationToken ct) => desk.DoAsync(order, id => desk.Shipping.DescribeAsync(id, shipmentId, parcel, ct), ct))
            .WithSummary("Change carrier, tracking number and expected date").RequireAuthorization(OrdersShip);
        order.MapPost("/shipments/{shipmentId:long}/deliver", (string order, long shipmentId, SalesDesk desk, CancellationToken ct) => desk.DoAsync(order, id => desk.Shipping.DeliverAsync(id, shipmentId, ct), ct))
            .WithSummary("Say that a shipment arrived").RequireAuthorization(OrdersShip);
        order.MapPost("/payments", (string order, PaymentDetails payment, SalesDesk desk, CancellationToken ct) => desk.DoAsync(order, id => desk.Paying.PayAsync(id, payment, Text.RandomToken(), ct), ct))
            .WithSummary("Take a payment").RequireAuthorization(OrdersEdit);
        order.MapPost("/refunds", (string order, PaymentDetails refund, SalesDesk desk, CancellationToken ct) => desk.DoAsync(order, id => desk.Paying.RefundAsync(id, refund, Text.RandomToken(), ct), ct))
            .WithSummary("Give money back").RequireAuthorization(OrdersRefund);
        order.MapPost("/invoice", (string order, SalesDesk desk, CancellationToken ct) => desk.DoAsync(order, id => desk.Invoicing.IssueAsync(id, ct), ct))
            .WithSummary("Write the invoice: the order gets its number").RequireAuthorization(OrdersEdit);
    }

    private static void MapReturns(RouteGroupBuilder returns)
    {
        returns.MapPost("", (string order, ReturnDetails details, SalesDesk desk, CancellationToken ct) => desk.DoAsync(order, id => desk.Returning.AuthoriseAsync(id, details, ct), ct))
            .WithSummary("Allow a return").RequireAuthorization(ReturnsEdit);
        returns.MapPost("/{returnId:long}/receive", (string order, long returnId, ReceivedReturn received, SalesDesk desk, CancellationToken ct) => desk.DoAsync(order, id => desk.Returning.ReceiveAsync(id, returnId, received.LocationId, ct), ct))
            .WithSummary("Say that a return came in, and where").RequireAuthorization(ReturnsEdit);
        returns.MapPost("/{returnId:long}/inspect", (string order, long returnId, InspectionDetails inspection, SalesDesk desk, CancellationToken ct) => desk.DoAsync(order, id => desk.Returning.InspectAsync(id, returnId, inspection, ct), ct))
            .WithSummary("Put back to stock, to repair or write off, and give the money back with it").RequireAuthorization(ReturnsEdit);
        returns.MapPost("/{returnId:long}/withdraw", (string order, long returnId, SalesDesk desk, CancellationToken ct) => desk.DoAsync(order, id => desk.Returning.WithdrawAsync(id, returnId, ct), ct))
            .WithSummary("Call a return off that never came").RequireAuthorization(ReturnsEdit);
    }

    private static void MapPrices(IEndpointRouteBuilder app)
    {
        app.MapApiGroup("price-lists", "Prices").MapList<PriceListList, PriceListRow>().WithSummary("List price lists").RequireAuthorization(OrdersView);
        app.MapApiGroup("promotions", "Prices").MapList<PromotionList, PromotionRow>().WithSummary("List promotions").RequireAuthorization(OrdersView);
        app.MapApiGroup("tax-rates", "Prices").MapList<TaxRateList, TaxRateRow>().WithSummary("List tax rates").RequireAuthorization(OrdersView);
        app.MapApiGroup("currency-rates", "Prices").MapList<CurrencyRateList, CurrencyRateRow>().WithSummary("List currency rates").RequireAuthorization(OrdersView);
        app.MapApiGroup("prices", "Prices").MapPost("/ask", AskAsync).WithSummary("Ask what variants cost, with the way each price came about").RequireAuthorization(OrdersView);
    }

    private static async Task<CreatedVersion<OrderResource>> CreateAsync(OrderDraft draft, Orders orders, CancellationToken ct)
    {
        var order = await orders.FindAsync(await orders.CreateAsync(draft with { Source = OrderSource.Api }, ct), ct);
        return new(OrderResource.Of(order), order.Version, $"/api/orders/{order.PublicId}");
    }

    private static async Task<CreatedVersion<OrderResource>> SellAsync(CounterSale sale, CounterSales counter, Orders orders, CancellationToken ct)
    {
        var order = await orders.FindAsync(await counter.SellAsync(sale, Text.RandomToken(), ct), ct);
        return new(OrderResource.Of(order), order.Version, $"/api/orders/{order.PublicId}");
    }

    private static async Task<Versioned<OrderResource>> ShowAsync(string order, SalesDesk desk, CancellationToken ct) => await desk.ShowAsync(order, ct);

    private static async Task<Versioned<OrderResource>> ChangeAsync(string order, OrderDraft draft, ExpectedVersion version, SalesDesk desk, CancellationToken ct) =>
        await desk.DoAsync(order, id => desk.Orders.ChangeAsync(id, version.Number, draft, ct), ct);

    private static async Task<Versioned<OrderResource>> DescribeAsync(string order, CustomerDetails customer, ExpectedVersion version, SalesDesk desk, CancellationToken ct) =>
        await desk.DoAsync(order, id => desk.Orders.DescribeAsync(id, version.Number, customer, ct), ct);

    private static async Task<ConfirmAnswer> ConfirmAsync(string order, ConfirmedOrder confirmed, SalesDesk desk, CancellationToken ct)
    {
        var cart = confirmed.CartId is { } cartId ? new HoldOwner(ReservationOwner.Cart, cartId) : null;
        return await desk.Confirming.ConfirmAsync(await desk.Orders.KeyAsync(order, ct), confirmed.EvenShort, cart, ct);
    }

    private static async Task<IReadOnlyList<PriceResource>> AskAsync(PricesAsked asked, SellingPrices prices, ShopCurrency currency, TimeProvider clock, CancellationToken ct) =>
        [.. (await prices.ForAsync(asked.Lines, asked.Currency ?? await currency.OwnAsync(), asked.PriceListId, asked.At ?? clock.GetUtcNow(), ct)).Select(PriceResource.Of)];
}
