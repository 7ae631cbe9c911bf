using InventorySync.Domain.Catalog;
using InventorySync.Domain.Places;
using InventorySync.Domain.Stock;

namespace InventorySync.Tests.Stock;

/// <summary>Goods and places for tests of the stock.</summary>
internal static class StockGoods
{
    private static int _made;

    public static async Task<long> GivenVariantAsync(this TestShop shop, Action<Variant>? more = null)
    {
        var number = Interlocked.Increment(ref _made);
        await using var db = shop.Db();
        var product = new Product { Name = $"Lamp {number}", CreatedAt = shop.Clock.GetUtcNow() };
        var variant = new Variant { Sku = $"LAMP-{number}", Price = 19.90m };
        more?.Invoke(variant);
        product.Variants.Add(variant);
        db.Products.Add(product);
        await db.SaveChangesAsync();
        return product.Variants[0].Id;
    }

    public static async Task<long> GivenLocationAsync(this TestShop shop, Func<LocationDetails, LocationDetails>? more = null)
    {
        var number = Interlocked.Increment(ref _made);
        await using var db = shop.Db();
        var details = new LocationDetails { Name = $"Store {number}", Code = $"S{number}", TimeZone = "Europe/Berlin", ServesOnlineOrders = true, Priority = 1 + number % 999 };
        var location = Location.Create(more?.Invoke(details) ?? details);
        db.Locations.Add(location);
        await db.SaveChangesAsync();
        return location.Id;
    }

    public static Task<IReadOnlyList<StockMovement>> GivenStockAsync(this TestShop shop, long variantId, long locationId, decimal quantity, decimal unitCost = 5) =>
        shop.Get<Ledger>().PostAsync(new StockCommand($"given-{Interlocked.Increment(ref _made)}", MovementKind.Receipt, [new StockLine(variantId, locationId, quantity) { UnitCost = unitCost }]));

    public static Task<long> GivenKitAsync(this TestShop shop, params (long VariantId, decimal Quantity)[] parts) =>
        shop.GivenVariantAsync(kit => kit.MakeKitOf([.. parts.Select(p => new KitPart { PartVariantId = p.VariantId, Quantity = p.Quantity })]));

    public static Task<IReadOnlyList<StockMovement>> PostAsync(this TestShop shop, MovementKind kind, params StockLine[] lines) =>
        shop.Get<Ledger>().PostAsync(new StockCommand($"posted-{Interlocked.Increment(ref _made)}", kind, lines));

    public static async Task<bool> HasMovementsAtAsync(this TestShop shop, long locationId)
    {
        await using var db = shop.Db();
        return await db.StockMovements.AnyAsync(m => m.LocationId == locationId);
    }

    public static async Task<StockItem> StockOfAsync(this TestShop shop, long variantId, long locationId)
    {
        await using var db = shop.Db();
        return await db.StockItems.AsNoTracking().SingleAsync(i => i.VariantId == variantId && i.LocationId == locationId);
    }
}
