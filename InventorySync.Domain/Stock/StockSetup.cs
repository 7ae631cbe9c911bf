using InventorySync.Domain.Access;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Stock;

public static class StockSetup
{
    public static IServiceCollection AddStock(this IServiceCollection services) => services
        .AddScoped<Ledger>()
        .AddScoped<Adjusting>()
        .AddScoped<Assembling>()
        .AddScoped<Reservations>()
        .AddScoped<HoldEndings>()
        .AddScoped<HoldDesk>()
        .AddScoped<StockBoard>()
        .AddScoped<PlaceFinder>()
        .AddScoped<Timeline>()
        .AddScoped<StockWorth>()
        .AddScoped<Proving>()
        .AddScoped<Allocating>()
        .AddScoped<CartLimits>()
        .AddScoped<AllocationRules>()
        .AddScoped<AllocationCategories>()
        .AddScoped<TurnoverClasses>()
        .AddFollower<StockInLists>()
        .AddList<AllocationRuleList>()
        .AddList<StockList>()
        .AddList<MovementList>()
        .AddList<HoldList>()
        .AddSettings<StockSettings>(StockSettings.Section, "Stock", "How stock is valued, and reasons to adjust it", icon: "inventory_2", order: 30)
        .AddSettings<AllocationSettings>(AllocationSettings.Section, "Channels' share", "How much of the stock each channel may sell", icon: "call_split", order: 31, permission: Permissions.AllocationEdit)
        .AddAuditSubject(nameof(AllocationRule), "Channels' share", _ => "/stock/allocation")
        .AddAuditSubject(nameof(Reservation), "Hold")
        .AddAuditSubject(nameof(StockItem), "Stock")
        .AddPublicEvent("stock.changed", "On hand or reserved changed", Permissions.StockView, new StockChanged(4711, 12));
}
