using InventorySync.Domain.Access;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Lists;
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
        .AddScoped<StockBoard>()
        .AddScoped<StockWorth>()
        .AddScoped<Proving>()
        .AddList<StockList>()
        .AddList<MovementList>()
        .AddList<HoldList>()
        .AddSettings<StockSettings>(StockSettings.Section, "Stock", "How stock is valued, and reasons to adjust it", icon: "inventory_2", order: 30)
        .AddAuditSubject(nameof(Reservation), "Hold")
        .AddAuditSubject(nameof(StockItem), "Stock")
        .AddPublicEvent("stock.changed", "On hand or reserved changed", Permissions.StockView, new StockChanged(4711, 12));
}
