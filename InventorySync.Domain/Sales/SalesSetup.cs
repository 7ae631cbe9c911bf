using InventorySync.Domain.Access;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Sales;

public static class SalesSetup
{
    private const string ExampleId = "k7Qm2ZpR8vT4xW9yB3nL6s";

    public static IServiceCollection AddSales(this IServiceCollection services) => services
        .AddScoped<OrderBook>()
        .AddScoped<Orders>()
        .AddScoped<Confirming>()
        .AddScoped<Shipping>()
        .AddScoped<Paying>()
        .AddScoped<Invoicing>()
        .AddScoped<Returning>()
        .AddScoped<CounterSales>()
        .AddScoped<OrderBoard>()
        .AddScoped<Taxes>()
        .AddScoped<CurrencyRates>()
        .AddScoped<SellingPrices>()
        .AddScoped<LinePricing>()
        .AddScoped<PriceBook>()
        .AddFollower<OrderHolds>()
        .AddFollower<WaitingOrders>()
        .AddList<OrderList>()
        .AddList<ReturnList>()
        .AddList<TaxRateList>()
        .AddList<CurrencyRateList>()
        .AddList<PriceListList>()
        .AddList<ListPriceList>()
        .AddList<PromotionList>()
        .AddSettings<SalesSettings>(SalesSettings.Section, "Sales", "How tax and discounts are counted, and what stands on invoices", icon: "receipt_long", order: 32)
        .AddAuditSubject(nameof(TaxRate), "Tax rate", _ => "/sales/taxes")
        .AddAuditSubject(nameof(CurrencyRate), "Currency rate", _ => "/sales/currencies")
        .AddAuditSubject(nameof(PriceList), "Price list", id => $"/sales/prices/{id}")
        .AddAuditSubject(nameof(ListPrice), "Price of a list")
        .AddAuditSubject(nameof(Promotion), "Promotion", _ => "/sales/promotions")
        .AddSalesEvents();

    private static IServiceCollection AddSalesEvents(this IServiceCollection services) => services
        .AddPublicEvent("order.created", "An order came in or was written down", Permissions.OrdersView, new OrderCreated(12, ExampleId, "1042"))
        .AddPublicEvent("order.changed", "An order was changed", Permissions.OrdersView, new OrderChanged(12, ExampleId, "1042"))
        .AddPublicEvent("order.confirmed", "An order was confirmed and its goods are held", Permissions.OrdersView, new OrderConfirmed(12, ExampleId, "1042"))
        .AddPublicEvent("order.oversold", "An order wants more than there is", Permissions.OrdersView, new OrderOversold(12, ExampleId, "1042"))
        .AddPublicEvent("order.paid", "Money came in for an order", Permissions.OrdersView, new OrderPaid(12, ExampleId, "1042", 59.90m, "EUR"))
        .AddPublicEvent("order.refunded", "Money was given back", Permissions.OrdersView, new OrderRefunded(12, ExampleId, "1042", 19.90m, "EUR"))
        .AddPublicEvent("order.shipped", "Goods of an order were sent", Permissions.OrdersView, new OrderShipped(12, ExampleId, "1042", "DHL", "00340434161094042557"))
        .AddPublicEvent("order.delivered", "A shipment of an order arrived", Permissions.OrdersView, new OrderDelivered(12, ExampleId, "1042"))
        .AddPublicEvent("order.cancelled", "An order or a part of it was cancelled", Permissions.OrdersView, new OrderCancelled(12, ExampleId, "1042"))
        .AddPublicEvent("return.changed", "A return was allowed, came in or was looked at", Permissions.OrdersView, new ReturnChanged(12, ExampleId, "1042", ReturnState.Received));
}
