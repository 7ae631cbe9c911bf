using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Purchasing;
using InventorySync.Domain.Sales;
using InventorySync.Tests.Access;
using InventorySync.Tests.Stock;

namespace InventorySync.Tests.Purchasing;

public sealed class PurchaseOrdersTests(TestShop shop) : IClassFixture<TestShop>
{
    private PurchaseOrders Orders => shop.Get<PurchaseOrders>();

    [Fact]
    public async Task A_draft_takes_its_costs_from_the_offer_by_its_price_breaks()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync(cost: 5, o => o with { SupplierSku = "M-1", Breaks = [new() { FromQuantity = 20, UnitCost = 4.5m }] });

        var order = await shop.PurchaseAsync(await Orders.CreateAsync(BuyingGoods.Draft(supplier, store, (lamp, 30))));

        Assert.Equal((PurchaseState.Draft, 135m, "USD"), (order.State, order.Total, order.Currency));
        Assert.Equal((4.5m, "M-1", 30m), (order.Lines[0].UnitCost, order.Lines[0].SupplierSku, order.Lines[0].Open));
        Assert.Matches("^PO-[0-9]+$", order.Number);
    }

    [Fact]
    public async Task Orders_written_at_once_never_share_a_number()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync();

        var numbers = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            await using var scope = shop.As(BuiltInRoles.Manager);
            var orders = scope.Get<PurchaseOrders>();
            return (await orders.FindAsync(await orders.CreateAsync(BuyingGoods.Draft(supplier, store, (lamp, 1))))).Number;
        }));

        Assert.Equal(12, numbers.Distinct().Count());
    }

    [Fact]
    public async Task Something_the_supplier_does_not_offer_needs_a_cost_of_its_own()
    {
        var (store, supplier, vase) = (await shop.GivenLocationAsync(), await shop.GivenSupplierAsync(), await shop.GivenVariantAsync());

        var refusal = await Assert.ThrowsAsync<BusinessRuleException>(() => Orders.CreateAsync(BuyingGoods.Draft(supplier, store, (vase, 1))));
        var orderId = await Orders.CreateAsync(BuyingGoods.Draft(supplier, store) with { Lines = [new() { VariantId = vase, Quantity = 2, UnitCost = 3 }] });

        Assert.Contains("has no offer for", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(6, (await shop.PurchaseAsync(orderId)).Total);
    }

    [Fact]
    public async Task Least_quantity_packs_and_order_value_are_said_with_what_would_be_right()
    {
        var (lamp, vase, store) = (await shop.GivenVariantAsync(), await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        var supplier = await shop.GivenSupplierAsync(s => s with { MinOrderValue = 100 });
        await shop.GivenOfferAsync(supplier, lamp, 2, o => o with { MinQuantity = 10, PackSize = 4 });
        await shop.GivenOfferAsync(supplier, vase, 2, o => o with { PackSize = 6 });
        var orderId = await Orders.CreateAsync(BuyingGoods.Draft(supplier, store, (lamp, 3), (vase, 7)));

        var answer = await shop.Get<Approving>().SubmitAsync(orderId);

        Assert.False(answer.Done);
        Assert.Equal([12m, 12m, null], answer.Problems.Select(p => p.Better));
        Assert.Contains("sells", answer.Problems[0].Said.ToString(), StringComparison.Ordinal);
        Assert.Contains("packs of 6", answer.Problems[1].Said.ToString(), StringComparison.Ordinal);
        Assert.Contains("takes orders from 100 USD", answer.Problems[2].Said.ToString(), StringComparison.Ordinal);
        Assert.True((await shop.Get<Approving>().SubmitAsync(orderId, agreed: true)).Done);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public async Task Nothing_is_no_quantity(int quantity)
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync();

        await Assert.ThrowsAnyAsync<BusinessRuleException>(() => Orders.CreateAsync(BuyingGoods.Draft(supplier, store, (lamp, quantity))));
    }

    [Fact]
    public async Task A_day_in_the_past_is_refused()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync();
        var yesterday = DateOnly.FromDateTime(shop.Clock.GetUtcNow().UtcDateTime).AddDays(-2);

        var refusal = await Assert.ThrowsAsync<BusinessRuleException>(() => Orders.CreateAsync(BuyingGoods.Draft(supplier, store, (lamp, 1)) with { ExpectedOn = yesterday }));

        Assert.Equal("ExpectedOn", refusal.Field);
    }

    [Fact]
    public async Task A_currency_without_a_rate_is_refused_with_where_to_enter_it_and_counted_once_it_has_one()
    {
        var (lamp, store) = (await shop.GivenVariantAsync(), await shop.GivenLocationAsync());
        var supplier = await shop.GivenSupplierAsync(s => s with { Currency = "SEK" });
        await shop.GivenOfferAsync(supplier, lamp, 50);

        var refusal = await Assert.ThrowsAsync<BusinessRuleException>(() => Orders.CreateAsync(BuyingGoods.Draft(supplier, store, (lamp, 2))));
        await shop.Get<CurrencyRates>().SaveAsync(new CurrencyRateDetails { Currency = "SEK", On = DateOnly.FromDateTime(shop.Clock.GetUtcNow().UtcDateTime).AddDays(-3), Rate = 0.09m });
        var order = await shop.PurchaseAsync(await Orders.CreateAsync(BuyingGoods.Draft(supplier, store, (lamp, 2))));

        Assert.Contains("Sales, Currencies", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((100m, 9m), (order.Total, order.ShopTotal));
    }

    [Fact]
    public async Task A_deactivated_supplier_gets_no_new_orders()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync();
        await shop.Get<Suppliers>().DeactivateAsync(supplier);

        var refusal = await Assert.ThrowsAsync<BusinessRuleException>(() => Orders.CreateAsync(BuyingGoods.Draft(supplier, store, (lamp, 1))));

        Assert.Contains("deactivated", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_without_lines_cannot_be_finished()
    {
        var (store, supplier) = (await shop.GivenLocationAsync(), await shop.GivenSupplierAsync());
        var orderId = await Orders.CreateAsync(BuyingGoods.Draft(supplier, store));

        await Assert.ThrowsAsync<BusinessRuleException>(() => shop.Get<Approving>().SubmitAsync(orderId));
    }

    [Fact]
    public async Task A_draft_is_rewritten_and_an_older_form_is_refused()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync();
        var order = await shop.PurchaseAsync(await Orders.CreateAsync(BuyingGoods.Draft(supplier, store, (lamp, 3))));

        await Orders.ChangeAsync(order.Id, order.Version, PurchaseDraft.Of(order) with { Lines = [new() { VariantId = lamp, Quantity = 5, UnitCost = 3 }] });

        Assert.Equal(15, (await shop.PurchaseAsync(order.Id)).Total);
        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => Orders.ChangeAsync(order.Id, order.Version, PurchaseDraft.Of(order)));
    }

    [Fact]
    public async Task The_expected_day_follows_the_longest_lead_time()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync(offer: o => o with { LeadTimeDays = 21 });
        var orderId = await Orders.CreateAsync(BuyingGoods.Draft(supplier, store, (lamp, 1)));

        await shop.Get<Approving>().SubmitAsync(orderId);

        Assert.Equal(DateOnly.FromDateTime(shop.Clock.GetUtcNow().UtcDateTime).AddDays(21), (await shop.PurchaseAsync(orderId)).ExpectedOn);
    }

    [Fact]
    public async Task A_sent_order_is_not_rewritten_and_a_cancelled_one_does_not_come_back()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync();
        var order = await shop.GivenSentAsync(supplier, store, (lamp, 3));

        await Assert.ThrowsAsync<BusinessRuleException>(() => Orders.ChangeAsync(order.Id, order.Version, PurchaseDraft.Of(order) with { ExpectedOn = null }));
        await Assert.ThrowsAsync<BusinessRuleException>(() => shop.Get<Approving>().BackToDraftAsync(order.Id));
        await Orders.CancelAsync(order.Id, "Not needed");
        await Assert.ThrowsAsync<BusinessRuleException>(() => Orders.CancelAsync(order.Id, null));
        Assert.Empty(await shop.Get<Incoming>().OfVariantAsync(lamp));
    }

    [Fact]
    public async Task What_is_on_its_way_is_known_with_its_day()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync();
        var order = await shop.GivenSentAsync(supplier, store, (lamp, 8));

        var coming = await shop.Get<Incoming>().OfAsync([lamp], store);
        var listed = await shop.Get<PurchaseOrderList>().PageAsync(new ListRequest { Filters = [new("state", FilterOperator.Is, "Sent"), new("supplierId", FilterOperator.Is, $"{supplier}")] });

        Assert.Equal(new IncomingSum(lamp, 8, order.ExpectedOn), coming[lamp]);
        Assert.Equal((order.Number, 8m), (listed.Rows.Single().Number, listed.Rows.Single().Open));
        Assert.Empty(await shop.Get<Incoming>().OfAsync([lamp], store + 1));
    }
}

/// <summary>Above the limit two people look at an order.</summary>
public sealed class ApprovingTests(TestShop shop) : IClassFixture<TestShop>, IAsyncLifetime
{
    public Task InitializeAsync() => shop.SetAsync<PurchasingSettings>(s => s with { ApprovalLimit = 100 });

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Up_to_the_limit_an_order_is_approved_with_its_end()
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync(cost: 10);
        var orderId = await shop.Get<PurchaseOrders>().CreateAsync(BuyingGoods.Draft(supplier, store, (lamp, 10)));

        Assert.Equal(PurchaseState.Approved, (await shop.Get<Approving>().SubmitAsync(orderId)).State);
    }

    [Fact]
    public async Task Above_it_another_person_approves_and_never_the_same()
    {
        await using var writer = await shop.AsPersonAsync("Writer", BuiltInRoles.Manager);
        await using var other = await shop.AsPersonAsync("Other", BuiltInRoles.Manager);
        var orderId = await GivenWaitingAsync(writer);

        var refusal = await Assert.ThrowsAsync<BusinessRuleException>(() => writer.Get<Approving>().ApproveAsync(orderId));
        await Assert.ThrowsAsync<BusinessRuleException>(() => shop.Get<Sending>().MarkSentAsync(orderId));
        await other.Get<Approving>().ApproveAsync(orderId);

        Assert.Contains("Another person", refusal.Message, StringComparison.Ordinal);
        var order = await shop.PurchaseAsync(orderId);
        Assert.Equal((PurchaseState.Approved, (long?)other.PersonId), (order.State, order.ApprovedById));
        await using var db = shop.Db();
        Assert.True(await db.Notifications.AnyAsync(n => n.PersonId == other.PersonId && n.Href == $"/purchasing/orders/{orderId}"));
    }

    [Fact]
    public async Task Two_who_approve_at_once_approve_once()
    {
        await using var writer = await shop.AsPersonAsync("Writer", BuiltInRoles.Manager);
        await using var one = await shop.AsPersonAsync("One", BuiltInRoles.Manager);
        await using var two = await shop.AsPersonAsync("Two", BuiltInRoles.Manager);
        var orderId = await GivenWaitingAsync(writer);

        var answers = await Task.WhenAll(new[] { one, two }.Select(who => Record.ExceptionAsync(() => who.Get<Approving>().ApproveAsync(orderId))));

        Assert.Single(answers, failure => failure is null);
        Assert.Single(answers, failure => failure is BusinessRuleException);
        Assert.Single((await shop.PurchaseAsync(orderId)).Events, e => e.Kind == PurchaseEventKind.Approved);
    }

    [Fact]
    public async Task What_is_sent_back_is_a_draft_again_with_the_reason()
    {
        await using var writer = await shop.AsPersonAsync("Writer", BuiltInRoles.Manager);
        await using var other = await shop.AsPersonAsync("Other", BuiltInRoles.Manager);
        var orderId = await GivenWaitingAsync(writer);

        await other.Get<Approving>().SendBackAsync(orderId, "Too many");

        var order = await shop.PurchaseAsync(orderId);
        Assert.Equal(PurchaseState.Draft, order.State);
        Assert.Contains(order.Events, e => e.Said.ToString() == "Sent back: Too many");
    }

    [Fact]
    public async Task A_program_approves_nothing_above_the_limit()
    {
        await using var writer = await shop.AsPersonAsync("Writer", BuiltInRoles.Manager);
        var orderId = await GivenWaitingAsync(writer);
        await using var key = shop.As(new Actor(ActorKind.ApiKey, "Key") { ApiKeyId = 4, Permissions = BuiltInRoles.All[BuiltInRoles.Owner] });

        await Assert.ThrowsAsync<BusinessRuleException>(() => key.Get<Approving>().ApproveAsync(orderId));
    }

    private async Task<long> GivenWaitingAsync(AsyncServiceScopeOf writer)
    {
        var (lamp, supplier, store) = await shop.GivenBuyingAsync(cost: 10);
        var orderId = await writer.Get<PurchaseOrders>().CreateAsync(BuyingGoods.Draft(supplier, store, (lamp, 11)));
        Assert.Equal(PurchaseState.AwaitingApproval, (await writer.Get<Approving>().SubmitAsync(orderId)).State);
        return orderId;
    }
}

/// <summary>A shop of one person.</summary>
public sealed class AloneTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task Whoever_is_alone_in_the_shop_approves_the_own_order_and_it_is_written_down()
    {
        await shop.SetAsync<PurchasingSettings>(s => s with { ApprovalLimit = 100 });
        await using var owner = await shop.AsPersonAsync("Owner", BuiltInRoles.Owner);
        var (lamp, supplier, store) = await shop.GivenBuyingAsync(cost: 10);
        var orderId = await owner.Get<PurchaseOrders>().CreateAsync(BuyingGoods.Draft(supplier, store, (lamp, 11)));
        await owner.Get<Approving>().SubmitAsync(orderId);

        await owner.Get<Approving>().ApproveAsync(orderId);

        var order = await shop.PurchaseAsync(orderId);
        Assert.Equal(PurchaseState.Approved, order.State);
        Assert.Contains(order.Events, e => e.Said.ToString() == "Approved by the same person: nobody else may.");
    }
}
