using System.Globalization;
using InventorySync.Domain.Access;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Stock;
using InventorySync.Tests.Stock;

namespace InventorySync.Tests.Sales;

/// <summary>Orders for tests, and what is asked about them.</summary>
internal static class SalesGoods
{
    private static int _made;

    public static string NextKey() => string.Create(CultureInfo.InvariantCulture, $"key-{Interlocked.Increment(ref _made)}");

    public static Task<long> GivenDraftAsync(this TestShop shop, params (long VariantId, decimal Quantity)[] lines) =>
        shop.Get<Orders>().CreateAsync(Draft(lines));

    public static OrderDraft Draft(params (long VariantId, decimal Quantity)[] lines) => new()
    {
        CustomerName = "Carla Customer",
        Email = "carla@example.com",
        Lines = [.. lines.Select(l => new DraftLine { VariantId = l.VariantId, Quantity = l.Quantity, UnitPrice = 10 })],
    };

    public static async Task<long> GivenOrderAsync(this TestShop shop, params (long VariantId, decimal Quantity)[] lines)
    {
        var orderId = await shop.GivenDraftAsync(lines);
        Assert.True((await shop.Get<Confirming>().ConfirmAsync(orderId)).Confirmed);
        return orderId;
    }

    public static async Task<(long Lamp, long Store)> GivenLampsAsync(this TestShop shop, decimal quantity)
    {
        var (lamp, store) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        if (quantity > 0)
            await shop.GivenStockAsync(lamp, store, quantity);
        return (lamp, store);
    }

    public static Task<long> GivenChannelAsync(this TestShop shop, params long[] locations) =>
        shop.Get<SalesChannels>().CreateAsync(new ChannelDetails { Name = $"Shop {NextKey()}", LocationIds = locations });

    public static async Task<long> GivenManagerAsync(this TestShop shop)
    {
        var person = await shop.GivenSomebodyAsync();
        await using var db = shop.Db();
        db.UserRoles.Add(new() { UserId = person.Id, RoleId = await db.Roles.Where(r => r.Name == BuiltInRoles.Manager).Select(r => r.Id).SingleAsync() });
        await db.SaveChangesAsync();
        return person.Id;
    }

    public static Task<Order> OrderAsync(this TestShop shop, long orderId) => shop.Get<Orders>().FindAsync(orderId);

    public static async Task<decimal> HeldForAsync(this TestShop shop, long orderId)
    {
        await using var db = shop.Db();
        return await db.Reservations.Where(r => r.Owner == ReservationOwner.Order && r.OwnerId == orderId && r.State == ReservationState.Held).SumAsync(r => r.Quantity);
    }

    public static async Task ProveAsync(this TestShop shop)
    {
        var proof = await shop.Get<Proving>().ProveAsync();
        Assert.True(proof.Findings.Count == 0, string.Join("\n", proof.Findings));
    }
}
