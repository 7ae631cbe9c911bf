using InventorySync.Domain.Importing;
using InventorySync.Domain.Purchasing;
using InventorySync.Tests.Importing;
using InventorySync.Tests.Stock;

namespace InventorySync.Tests.Purchasing;

public sealed class SupplierImportTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task Suppliers_come_from_a_list_and_are_changed_by_the_next_one()
    {
        var first = await shop.ImportAsync("Name,Code,E-mail,Lead time,Currency,Country\nImported Mill,imp1,orders@imp.test,9,USD,DE\nSecond Mill,imp2,not an address,9,USD,DE\nThird Mill,imp3,,2000,USD,DE\n", "suppliers");
        var second = await shop.ImportAsync("Name,Code,Lead time\nImported Mill,IMP1,12\n", "suppliers");

        Assert.Equal((new ImportCounts(1, 0, 0, 2), new ImportCounts(0, 1, 0, 0)), (first.Counts, second.Counts));
        await using var db = shop.Db();
        var supplier = await db.Suppliers.SingleAsync(s => s.Code == "IMP1");
        Assert.Equal(("Imported Mill", 12, "orders@imp.test"), (supplier.Name, supplier.LeadTimeDays, supplier.Email));

        await shop.UndoneAsync(second.Id);
        await using var after = shop.Db();
        Assert.Equal(9, (await after.Suppliers.SingleAsync(s => s.Code == "IMP1")).LeadTimeDays);
    }

    [Fact]
    public async Task A_price_list_makes_offers_says_what_is_wrong_and_can_be_taken_back()
    {
        var (lamp, vase) = (await shop.GivenVariantAsync(), await shop.GivenVariantAsync());
        var supplierId = await shop.GivenSupplierAsync();
        var supplier = await shop.Get<Suppliers>().FindAsync(supplierId);
        var (lampSku, vaseSku) = (await SkuAsync(lamp), await SkuAsync(vase));
        var csv = $"Supplier,SKU,Their SKU,Cost,MOQ,Pack,Price breaks,Preferred\n{supplier.Code},{lampSku},M-1,4.20,12,6,50=3.90; 200=3.60,yes\n{supplier.Name},{vaseSku},M-2,-1,,,,\n{supplier.Code},NOBODY,M-3,1,,,,\nUnknown firm,{vaseSku},M-4,1,,,,\n{supplier.Code},{vaseSku},M-5,1,0,,,\n";

        var run = await shop.ImportAsync(csv, "supplier-offers");

        Assert.Equal(new ImportCounts(1, 0, 0, 4), run.Counts);
        var problems = (await shop.RowsAsync(run)).Where(r => r.Outcome == RowOutcome.Wrong).OrderBy(r => r.Id).Select(r => r.Problem!.ToString()).ToList();
        Assert.Contains("cost of zero or more", problems[0], StringComparison.Ordinal);
        Assert.Contains("No variant has the SKU “NOBODY”", problems[1], StringComparison.Ordinal);
        Assert.Contains("Unknown firm", problems[2], StringComparison.Ordinal);
        Assert.Contains("least quantity above zero", problems[3], StringComparison.Ordinal);
        await using (var db = shop.Db())
        {
            var offer = await db.SupplierOffers.Include(o => o.Breaks).SingleAsync(o => o.VariantId == lamp);
            Assert.Equal((4.20m, 12m, 6m, true), (offer.Cost, offer.MinQuantity, offer.PackSize, offer.Preferred));
            Assert.Equal([3.90m, 3.60m], offer.Breaks.OrderBy(b => b.FromQuantity).Select(b => b.UnitCost));
        }

        var dearer = await shop.ImportAsync($"Supplier,SKU,Cost\n{supplier.Code},{lampSku},4.50\n", "supplier-offers");
        Assert.Equal(new ImportCounts(0, 1, 0, 0), dearer.Counts);
        await shop.UndoneAsync(dearer.Id);
        await shop.UndoneAsync(run.Id);
        await using var after = shop.Db();
        Assert.False(await after.SupplierOffers.AnyAsync(o => o.VariantId == lamp));
    }

    private async Task<string> SkuAsync(long variantId)
    {
        await using var db = shop.Db();
        return await db.Variants.Where(v => v.Id == variantId).Select(v => v.Sku).SingleAsync();
    }
}
