using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Purchasing;
using InventorySync.Tests.Access;
using InventorySync.Tests.Stock;

namespace InventorySync.Tests.Purchasing;

public sealed class SuppliersTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task A_supplier_is_kept_and_listed_with_its_offers()
    {
        var (lamp, supplierId, _) = await shop.GivenBuyingAsync(cost: 4.25m);

        var supplier = await shop.Get<Suppliers>().FindAsync(supplierId);
        var row = await shop.Get<SupplierList>().RowAsync(supplierId);
        var offers = await shop.Get<OfferList>().PageAsync(new ListRequest { Filters = [new("variantId", FilterOperator.Is, $"{lamp}")] });

        Assert.Equal((supplier.Name, 1, 0), (row!.Name, row.Offers, row.OpenOrders));
        Assert.Equal((4.25m, "USD", 7), (offers.Rows.Single().Cost, offers.Rows.Single().Currency, offers.Rows.Single().LeadTimeDays));
    }

    [Fact]
    public async Task Two_suppliers_never_share_a_name_or_a_code()
    {
        var taken = BuyingGoods.Details();
        await shop.Get<Suppliers>().CreateAsync(taken);

        var name = await Assert.ThrowsAsync<BusinessRuleException>(() => shop.Get<Suppliers>().CreateAsync(BuyingGoods.Details() with { Name = taken.Name.ToUpperInvariant() }));
        var code = await Assert.ThrowsAsync<BusinessRuleException>(() => shop.Get<Suppliers>().CreateAsync(BuyingGoods.Details() with { Code = taken.Code.ToLowerInvariant() }));

        Assert.Contains("already called", name.Message, StringComparison.Ordinal);
        Assert.Contains("already has the code", code.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_is_older_than_the_last_change_is_refused()
    {
        var supplierId = await shop.GivenSupplierAsync();
        var supplier = await shop.Get<Suppliers>().FindAsync(supplierId);
        await shop.Get<Suppliers>().ChangeAsync(supplierId, supplier.Version, SupplierDetails.Of(supplier) with { Phone = "1" });

        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => shop.Get<Suppliers>().ChangeAsync(supplierId, supplier.Version, SupplierDetails.Of(supplier) with { Phone = "2" }));
    }

    [Fact]
    public async Task The_currency_stays_while_offers_are_in_it()
    {
        var (_, supplierId, _) = await shop.GivenBuyingAsync();
        var supplier = await shop.Get<Suppliers>().FindAsync(supplierId);

        var refusal = await Assert.ThrowsAsync<BusinessRuleException>(() => shop.Get<Suppliers>().ChangeAsync(supplierId, supplier.Version, SupplierDetails.Of(supplier) with { Currency = "EUR" }));

        Assert.Equal("Currency", refusal.Field);
    }

    [Fact]
    public async Task Only_one_offer_of_a_variant_is_preferred_however_many_choose_at_once()
    {
        var lamp = await shop.GivenVariantAsync();
        var offers = new List<long>();
        foreach (var _ in Enumerable.Range(0, 6))
            offers.Add(await shop.GivenOfferAsync(await shop.GivenSupplierAsync(), lamp));

        var refusals = await Task.WhenAll(offers.Select(async offerId =>
        {
            await using var scope = shop.As(BuiltInRoles.Manager);
            return await Record.ExceptionAsync(() => scope.Get<Offers>().PreferAsync(offerId));
        }));

        Assert.All(refusals.OfType<Exception>(), refusal => Assert.IsType<BusinessRuleException>(refusal));
        Assert.Contains(refusals, refusal => refusal is null);
        await using var db = shop.Db();
        Assert.Equal(1, await db.SupplierOffers.CountAsync(o => o.PreferredFor == lamp));
    }

    [Fact]
    public async Task Whoever_prefers_a_second_supplier_lets_the_first_step_back()
    {
        var lamp = await shop.GivenVariantAsync();
        var first = await shop.GivenOfferAsync(await shop.GivenSupplierAsync(), lamp, more: o => o with { Preferred = true });
        var second = await shop.GivenOfferAsync(await shop.GivenSupplierAsync(), lamp, more: o => o with { Preferred = true });

        Assert.False((await shop.Get<Offers>().FindAsync(first)).Preferred);
        Assert.True((await shop.Get<Offers>().FindAsync(second)).Preferred);
    }

    [Fact]
    public async Task A_second_offer_of_the_same_supplier_for_a_variant_is_refused()
    {
        var (lamp, supplierId, _) = await shop.GivenBuyingAsync();

        var refusal = await Assert.ThrowsAsync<BusinessRuleException>(() => shop.GivenOfferAsync(supplierId, lamp));

        Assert.Contains("has an offer for this variant already", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Price_breaks_are_changed_added_and_removed_together()
    {
        var (lamp, supplierId, _) = await shop.GivenBuyingAsync(offer: o => o with { Breaks = [new() { FromQuantity = 10, UnitCost = 3 }, new() { FromQuantity = 50, UnitCost = 2 }] });
        var offerId = (await shop.Get<OfferList>().PageAsync(new ListRequest { Filters = [new("variantId", FilterOperator.Is, $"{lamp}")] })).Rows.Single().Id;
        var offer = await shop.Get<Offers>().FindAsync(offerId);

        await shop.Get<Offers>().ChangeAsync(offerId, offer.Version, OfferDetails.Of(offer) with { Breaks = [new() { FromQuantity = 10, UnitCost = 2.9m }, new() { FromQuantity = 80, UnitCost = 1.5m }] });

        Assert.Equal([(10m, 2.9m), (80m, 1.5m)], (await shop.Get<Offers>().FindAsync(offerId)).Breaks.OrderBy(b => b.FromQuantity).Select(b => (b.FromQuantity, b.UnitCost)));
    }

    [Fact]
    public async Task The_warehouse_sees_what_comes_but_not_what_it_costs()
    {
        await using var warehouse = shop.As(BuiltInRoles.Warehouse);

        await Assert.ThrowsAsync<ForbiddenException>(() => warehouse.Get<Suppliers>().ChoicesAsync());
        Assert.NotNull(await warehouse.Get<IncomingDeliveries>().ExpectedAsync());
    }

    [Fact]
    public async Task An_offer_for_a_variant_that_is_not_there_is_refused()
    {
        var supplierId = await shop.GivenSupplierAsync();

        await Assert.ThrowsAsync<NotFoundException>(() => shop.GivenOfferAsync(supplierId, variantId: 987_654_321));
    }
}
