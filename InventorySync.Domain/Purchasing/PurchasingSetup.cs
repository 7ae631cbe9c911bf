using InventorySync.Domain.Access;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Importing;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Purchasing;

public static class PurchasingSetup
{
    public static IServiceCollection AddPurchasing(this IServiceCollection services) => services
        .AddScoped<Suppliers>()
        .AddScoped<Offers>()
        .AddScoped<OfferFinder>()
        .AddScoped<PurchaseBook>()
        .AddScoped<PurchaseOrders>()
        .AddScoped<Approving>()
        .AddScoped<Sending>()
        .AddScoped<PurchasePost>()
        .AddScoped<Receiving>()
        .AddScoped<IncomingDeliveries>()
        .AddScoped<Incoming>()
        .AddScoped<LeadTimes>()
        .AddScoped<SupplierPerformance>()
        .AddFollower<PurchaseMails>()
        .AddList<SupplierList>()
        .AddList<OfferList>()
        .AddList<PurchaseOrderList>()
        .AddSettings<PurchasingSettings>(PurchasingSettings.Section, "Purchasing", "Approval of orders, and what stands on them", icon: "local_shipping", order: 34)
        .AddAuditSubject(nameof(Supplier), "Supplier", id => $"/purchasing/suppliers/{id}")
        .AddAuditSubject(nameof(SupplierOffer), "Supplier's offer")
        .AddPublicEvent("purchase.changed", "A purchase order was written, changed, approved or ended", Permissions.PurchasingView, new PurchaseChanged(12, "PO-1001", PurchaseState.Approved))
        .AddPublicEvent("purchase.sent", "A purchase order was sent to the supplier", Permissions.PurchasingView, new PurchaseSent(12, "PO-1001", "Northern Mills"))
        .AddPublicEvent("purchase.received", "Goods of a purchase order came in", Permissions.PurchasingView, new GoodsReceived(12, "PO-1001", 34, [4711], 3));
}
