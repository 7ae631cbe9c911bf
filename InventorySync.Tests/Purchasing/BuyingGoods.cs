using System.Globalization;
using InventorySync.Domain.Access;
using InventorySync.Domain.Purchasing;
using InventorySync.Domain.Settings;
using InventorySync.Tests.Access;
using InventorySync.Tests.Stock;

namespace InventorySync.Tests.Purchasing;

/// <summary>Suppliers, offers and purchase orders for tests.</summary>
internal static class BuyingGoods
{
    private static int _made;

    public static string NextKey() => string.Create(CultureInfo.InvariantCulture, $"receipt-{Interlocked.Increment(ref _made)}");

    public static SupplierDetails Details()
    {
        var number = Interlocked.Increment(ref _made);
        return new SupplierDetails { Name = $"Mill {number}", Code = string.Create(CultureInfo.InvariantCulture, $"MILL{number}"), Currency = "USD", Email = "orders@mill.test", LeadTimeDays = 7 };
    }

    public static Task<long> GivenSupplierAsync(this TestShop shop, Func<SupplierDetails, SupplierDetails>? more = null) =>
        shop.Get<Suppliers>().CreateAsync(more?.Invoke(Details()) ?? Details());

    public static Task<long> GivenOfferAsync(this TestShop shop, long supplierId, long variantId, decimal cost = 4, Func<OfferDetails, OfferDetails>? more = null)
    {
        var details = new OfferDetails { VariantId = variantId, Cost = cost };
        return shop.Get<Offers>().CreateAsync(supplierId, more?.Invoke(details) ?? details);
    }

    /// <summary>A variant, its supplier and a place for it.</summary>
    public static async Task<(long Lamp, long Supplier, long Store)> GivenBuyingAsync(this TestShop shop, decimal cost = 4, Func<OfferDetails, OfferDetails>? offer = null)
    {
        var (lamp, store, supplier) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync(), await shop.GivenSupplierAsync());
        await shop.GivenOfferAsync(supplier, lamp, cost, offer);
        return (lamp, supplier, store);
    }

    public static PurchaseDraft Draft(long supplierId, long locationId, params (long VariantId, decimal Quantity)[] lines) => new()
    {
        SupplierId = supplierId,
        LocationId = locationId,
        Lines = [.. lines.Select(l => new DraftPurchaseLine { VariantId = l.VariantId, Quantity = l.Quantity })],
    };

    /// <summary>An order that is sent and waits for its goods.</summary>
    public static async Task<PurchaseOrder> GivenSentAsync(this TestShop shop, long supplierId, long locationId, params (long VariantId, decimal Quantity)[] lines)
    {
        var orderId = await shop.Get<PurchaseOrders>().CreateAsync(Draft(supplierId, locationId, lines));
        Assert.True((await shop.Get<Approving>().SubmitAsync(orderId)).Done);
        await shop.Get<Sending>().MarkSentAsync(orderId);
        return await shop.PurchaseAsync(orderId);
    }

    public static Task<PurchaseOrder> PurchaseAsync(this TestShop shop, long orderId) => shop.Get<PurchaseOrders>().FindAsync(orderId);

    public static ReceiptDetails Arrived(PurchaseOrder order, params decimal[] accepted) => new()
    {
        Lines = [.. order.Lines.OrderBy(l => l.Position).Zip(accepted, (line, came) => new ArrivedLine { LineId = line.Id, Accepted = came }).Where(l => l.Accepted > 0)],
    };

    public static async Task SetAsync<TSettings>(this TestShop shop, Func<TSettings, TSettings> change)
        where TSettings : class, new()
    {
        var (settings, version) = await shop.Get<ShopSettings>().ReadAsync<TSettings>();
        await shop.Get<ShopSettings>().SaveAsync(change(settings), version);
    }

    public static async Task<AsyncServiceScopeOf> AsPersonAsync(this TestShop shop, string name, string role)
    {
        var person = await shop.GivenPersonAsync($"{name} {Interlocked.Increment(ref _made)}", role);
        return new AsyncServiceScopeOf(shop.As(new Actor(ActorKind.Person, person.DisplayName) { PersonId = person.Id, Permissions = BuiltInRoles.All[role] }), person.Id);
    }
}

/// <summary>A scope in which a person acts who is in the shop's book of people.</summary>
internal sealed record AsyncServiceScopeOf(Microsoft.Extensions.DependencyInjection.AsyncServiceScope Scope, long PersonId) : IAsyncDisposable
{
    public TService Get<TService>()
        where TService : notnull =>
        Scope.Get<TService>();

    public ValueTask DisposeAsync() => Scope.DisposeAsync();
}
