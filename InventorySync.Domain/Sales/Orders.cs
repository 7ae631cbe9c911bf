using InventorySync.Domain.Access;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Sales;

/// <summary>Writes orders by hand and takes those that come from outside.</summary>
public sealed partial class Orders(
    IDbContextFactory<InventoryDb> dbs, OrderBook book, Shipping shipping, Paying paying, Returning returning, LinePricing lines, Taxes taxes, CurrencyRates rates, ShopSettings settings, CurrentActor actor)
{
    public async Task<Order> FindAsync(long orderId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await OrderBook.Whole(db.Orders.AsNoTracking()).FirstOrDefaultAsync(o => o.Id == orderId, ct) ?? throw OrderBook.Missing();
    }

    /// <summary>By its name outside of the house.</summary>
    public async Task<long> KeyAsync(string publicId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Orders.Where(o => o.PublicId == publicId).Select(o => (long?)o.Id).FirstOrDefaultAsync(ct) ?? throw OrderBook.Missing();
    }

    /// <summary>A draft: it holds nothing yet and may still change.</summary>
    public Task<long> CreateAsync(OrderDraft draft, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersEdit);
        Input.Check(draft);
        return book.ChangeAsync(async db =>
        {
            var order = new Order(await db.NextOrderNumberAsync(ct), draft.Source, await RulesAsync(draft.Currency), book.Now);
            order.ComesFrom(draft.ChannelId, externalId: null);
            await db.Orders.AddAsync(order, ct);
            await WriteAsync(db, order, draft, ct);
            book.Happened(order, OrderEventKind.Created, "Written down as a draft.");
            book.Tell(db, order, new OrderCreated(order.Id, order.PublicId, order.Number));
            return order.Id;
        }, ct);
    }

    /// <summary>What a draft would cost, line by line, before it is saved.</summary>
    public async Task<Order> PreviewAsync(OrderDraft draft, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersEdit);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var order = new Order(0, draft.Source, await RulesAsync(draft.Currency), book.Now);
        await WriteAsync(db, order, draft, ct);
        return order;
    }

    /// <summary>Rewrites a draft. The version is the one the form was opened with.</summary>
    public Task ChangeAsync(long orderId, ulong version, OrderDraft draft, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersEdit);
        Input.Check(draft);
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            db.ExpectVersion(order, version);
            order.DemandDraft();
            db.RemoveRange(order.Lines);
            order.Lines.Clear();
            await WriteAsync(db, order, draft with { Currency = order.Currency }, ct);
            book.TellChanged(db, order);
            return true;
        }, ct);
    }

    /// <summary>Name, addresses, note and tags may be mended as long as the order lives.</summary>
    public Task DescribeAsync(long orderId, ulong version, CustomerDetails customer, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersEdit);
        Input.Check(customer);
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            db.ExpectVersion(order, version);
            order.Describe(customer);
            book.Happened(order, OrderEventKind.Changed, "Customer or addresses were changed.");
            book.TellChanged(db, order);
            return await Task.FromResult(true);
        }, ct);
    }

    public Task NoteAsync(long orderId, string text, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersEdit);
        if (string.IsNullOrWhiteSpace(text) || text.Length > 1000)
            throw new BusinessRuleException("Write a note of up to 1,000 characters.") { Field = "Text" };
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            book.Happened(order, OrderEventKind.Note, new Sentence("{0}", text.Trim()));
            book.TellChanged(db, order);
            return await Task.FromResult(true);
        }, ct);
    }

    /// <summary>Something that a channel sold turns out to be this variant; from now on it is held like everything else.</summary>
    public Task<IReadOnlyList<Shortage>> MatchAsync(long orderId, long lineId, long variantId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersEdit);
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            var line = order.Lines.Find(l => l.Id == lineId && l.VariantId is null) ?? throw new NotFoundException("This line is not on the order any more.");
            var facts = (await db.VariantFactsAsync([variantId], ct))[variantId];
            line.Match(variantId, facts.Sku, facts.Counted);
            await book.CountAsync(order);
            var shortages = order.IsOpen ? await book.HoldAsync(db, order, Extent.AsMuchAsThereIs, replacing: null, from: null, ct) : [];
            order.Advance(book.Now);
            book.Happened(order, OrderEventKind.Changed, new Sentence("“{0}” is {1}.", line.Name, facts.Sku));
            book.TellChanged(db, order);
            return shortages;
        }, ct);
    }

    private async Task WriteAsync(InventoryDb db, Order order, OrderDraft draft, CancellationToken ct)
    {
        order.Describe(draft);
        order.SellIn(await rates.RateAsync(order.Currency, book.Now, ct), draft.LocationId, draft.PriceListId);
        var table = await taxes.TableAsync(order.Shipping.Country, order.Shipping.Region, book.Now, ct);
        await lines.WriteAsync(db, order, draft.Lines, table, book.Now, ct);
        order.TakeOff(draft.Discount);
        order.ShipFor(draft.ShippingCost, table.PercentOf((await settings.GetAsync<SalesSettings>()).ShippingTaxClass));
        await book.CountAsync(order);
    }

    private async Task<PricingRules> RulesAsync(string? currency)
    {
        var sales = await settings.GetAsync<SalesSettings>();
        var wanted = string.IsNullOrWhiteSpace(currency) ? (await settings.GetAsync<ShopProfile>()).Currency : currency.Trim().ToUpperInvariant();
        if (!Currencies.Exists(wanted))
            throw new BusinessRuleException("“{0}” is no currency. Choose one from the list.", wanted) { Field = nameof(OrderDraft.Currency) };
        return new PricingRules(wanted, sales.PricesIncludeTax, sales.Rounding, sales.Timing);
    }
}
