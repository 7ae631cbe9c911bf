using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Domain.Stock;

public static class StockSetup
{
    public static IServiceCollection AddStock(this IServiceCollection services) => services
        .AddScoped<Ledger>()
        .AddScoped<Reservations>()
        .AddScoped<HoldEndings>();
}
