using InventorySync.Domain.Catalog;
using InventorySync.Domain.Common;
using InventorySync.Tests.Stock;

namespace InventorySync.Tests.Catalog;

public sealed class KitsTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task A_kit_refuses_itself_other_kits_doubles_and_quantities_that_cannot_be()
    {
        var kit = await shop.GivenVariantOfAsync("Breakfast set", sku: "SET");
        var cup = await shop.GivenVariantOfAsync("Cup", sku: "CUP");
        var plate = await shop.GivenVariantOfAsync("Plate", sku: "PLATE");
        await MakeAsync(kit.Id, new WantedPart(cup.Id, 2), new WantedPart(plate.Id, 1));
        var bigger = await shop.GivenVariantOfAsync("Bigger set", sku: "BIG");

        Assert.Equal("“BIG” cannot be a part of itself.", await RefusalAsync(bigger.Id, new WantedPart(bigger.Id, 1)));
        Assert.Equal("“SET” is a kit itself. Enter the parts it is made of instead.", await RefusalAsync(bigger.Id, new WantedPart(kit.Id, 1)));
        Assert.Equal("“CUP” is a part of another kit, so it cannot be a kit itself.", await RefusalAsync(cup.Id, new WantedPart(plate.Id, 1)));
        Assert.Equal("“CUP” stands in the list twice. Enter it once, with the quantity of both.", await RefusalAsync(bigger.Id, new WantedPart(cup.Id, 1), new WantedPart(cup.Id, 2)));
        Assert.Equal("Enter how many of “CUP” are in the kit.", await RefusalAsync(bigger.Id, new WantedPart(cup.Id, 0)));
        Assert.Equal("“CUP” is counted with 0 decimals. Enter a quantity that it can have.", await RefusalAsync(bigger.Id, new WantedPart(cup.Id, 0.5m)));
        Assert.Equal([("CUP", 2m), ("PLATE", 1m)], (await shop.Get<Variants>().PartsOfAsync(kit.ProductId)).Select(p => (p.Sku, p.Quantity)));
    }

    [Fact]
    public async Task What_stands_there_as_it_is_cannot_become_a_kit()
    {
        var whole = await shop.GivenVariantOfAsync("Whole", sku: "WHOLE");
        var part = await shop.GivenVariantOfAsync("Part of it");
        await shop.GivenStockAsync(whole.Id, await StockGoods.GivenLocationAsync(shop), 4);

        Assert.Contains("on hand as they are", await RefusalAsync(whole.Id, new WantedPart(part.Id, 1)), StringComparison.Ordinal);
    }

    private async Task MakeAsync(long kitId, params WantedPart[] parts) => await shop.Get<Variants>().MakeKitAsync(kitId, (await shop.VariantAsync(kitId)).Version, parts);

    private async Task<string> RefusalAsync(long kitId, params WantedPart[] parts) => (await Assert.ThrowsAsync<BusinessRuleException>(() => MakeAsync(kitId, parts))).Message;
}
