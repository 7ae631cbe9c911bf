using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Access;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Sales;

/// <summary>A sale over the counter: the goods leave with the customer, and the money is there.</summary>
public sealed record CounterSale
{
    [Required(ErrorMessage = "Choose the location.")]
    public long? LocationId { get; set; }

    public long? ChannelId { get; set; }

    [MinLength(1, ErrorMessage = "Scan or choose what is sold.")]
    public IReadOnlyList<DraftLine> Lines { get; set; } = [];

    [Range(0, 100_000_000, ErrorMessage = "Enter a discount of zero or more.")]
    public decimal Discount { get; set; }

    public PaymentMethod Method { get; set; } = PaymentMethod.Cash;

    [StringLength(120, ErrorMessage = "Use at most 120 characters for the name.")]
    public string? CustomerName { get; set; }
}

/// <summary>Sells over the counter: order, payment and stock in one moment, or nothing at all.</summary>
public sealed class CounterSales(OrderBook book, LinePricing lines, Taxes taxes, Ledger ledger, Paying paying, ShopSettings settings, CurrentActor actor, IDbContextFactory<InventoryDb> dbs)
{
    /// <summary>What it would cost, line by line, before it is sold.</summary>
    public async Task<Order> PreviewAsync(CounterSale sale, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersCounter);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var order = await WriteAsync(db, sale, number: 0, ct);
        order.Count();
        return order;
    }

    /// <summary>Given again with the same key, nothing more is sold; the answer is the order.</summary>
    public async Task<long> SellAsync(CounterSale sale, string key, CancellationToken ct = default)
    {
        actor.Demand(Permissions.OrdersCounter);
        Input.Check(sale);
        if (key.Length is 0 or > 60)
            throw new BusinessRuleException("Give the command a key of 1 to {0} characters, so that it is carried out once only.", 60) { Field = "Key" };
        try
        {
            return await book.ChangeAsync(db => SellWithinAsync(db, sale, key, ct), ct);
        }
        catch (Exception failure) when (failure is DbUpdateException or BusinessRuleException)
        {
            // the first one may have come through after all, its answer lost on the way
            await using var db = await dbs.CreateDbContextAsync(ct);
            if (await EarlierAsync(db, key, ct) is { } earlier)
                return earlier;
            throw;
        }
    }

    private async Task<long> SellWithinAsync(InventoryDb db, CounterSale sale, string key, CancellationToken ct)
    {
        if (await EarlierAsync(db, key, ct) is { } earlier)
            return earlier;

        var order = await WriteAsync(db, sale, await db.NextOrderNumberAsync(ct), ct);
        await db.Orders.AddAsync(order, ct);
        await book.CountAsync(order);
        order.Confirm(book.Now);
        await db.SaveChangesAsync(ct);
        await HandOverAsync(db, order, sale.LocationId!.Value, key, ct);
        if (order.Total > 0)
            paying.Pay(db, order, sale.Method, order.Total, reference: null, Text.RandomToken());
        book.Tell(db, order, new OrderCreated(order.Id, order.PublicId, order.Number));
        return order.Id;
    }

    private async Task<Order> WriteAsync(InventoryDb db, CounterSale sale, long number, CancellationToken ct)
    {
        var (shop, sales) = (await settings.GetAsync<ShopProfile>(), await settings.GetAsync<SalesSettings>());
        var order = new Order(number, OrderSource.Counter, new PricingRules(shop.Currency, sales.PricesIncludeTax, sales.Rounding, sales.Timing), book.Now);
        order.ComesFrom(sale.ChannelId, externalId: null);
        order.Describe(new CustomerDetails { CustomerName = sale.CustomerName });
        order.SellIn(rate: 1, sale.LocationId, priceListId: null);
        var country = await db.Locations.Where(l => l.Id == sale.LocationId).Select(l => new { l.Country, l.Region }).FirstOrDefaultAsync(ct)
            ?? throw new NotFoundException("This location is not here any more, or not among those you work in.") { Field = nameof(CounterSale.LocationId) };
        var table = await taxes.TableAsync(country.Country, country.Region, book.Now, ct);
        await lines.WriteAsync(db, order, sale.Lines, table, book.Now, ct);
        order.TakeOff(sale.Discount);
        return order;
    }

    /// <summary>The stock leaves at once; what is held for others stays.</summary>
    private async Task HandOverAsync(InventoryDb db, Order order, long locationId, string key, CancellationToken ct)
    {
        var counted = order.Lines.Where(l => l.Counted).ToList();
        var movements = counted.Count == 0 ? [] : await ledger.PostAsync(db, new StockCommand(CommandKey(key), MovementKind.Sale, [.. counted.Select(l => new StockLine(l.VariantId!.Value, locationId, -l.Quantity))])
        {
            Reference = new StockReference("order", order.Id, order.Number),
        }, ct);
        var handed = await HandedOver.OfAsync(db, counted, movements, ct);
        var shipment = new Shipment(CommandKey(key), new ParcelDetails(), book.Now);
        foreach (var line in order.Lines)
        {
            line.Hold(line.Quantity);
            shipment.Lines.Add(new ShipmentLine(line, line.Quantity, line.Counted ? handed.TakesOf(line, locationId) : []));
            line.Ship(line.Quantity);
        }

        shipment.Deliver(book.Now);
        order.Shipments.Add(shipment);
        order.Advance(book.Now);
        book.Happened(order, OrderEventKind.Created, "Sold over the counter.");
    }

    private static Task<long?> EarlierAsync(InventoryDb db, string key, CancellationToken ct)
    {
        var known = CommandKey(key);
        return db.Shipments.Where(s => s.Key == known).Select(s => (long?)s.OrderId).FirstOrDefaultAsync(ct);
    }

    private static string CommandKey(string key) => $"counter:{key}";
}

/// <summary>Of which goods the sold lines were taken: a kit that stood there assembled, or its parts.</summary>
internal sealed class HandedOver(IReadOnlyDictionary<long, VariantFacts> facts, Dictionary<long, decimal> assembled)
{
    public static async Task<HandedOver> OfAsync(InventoryDb db, IReadOnlyList<OrderLine> lines, IReadOnlyList<StockMovement> movements, CancellationToken ct) => new(
        await db.VariantFactsAsync(lines.Select(l => l.VariantId!.Value), ct),
        movements.GroupBy(m => m.VariantId).ToDictionary(g => g.Key, g => -g.Sum(m => m.Quantity)));

    public IEnumerable<StockTake> TakesOf(OrderLine line, long locationId)
    {
        var variantId = line.VariantId!.Value;
        if (facts[variantId].Parts.Count == 0)
            return [Take(variantId, line.Quantity)];

        var whole = Math.Min(line.Quantity, assembled.GetValueOrDefault(variantId));
        assembled[variantId] = assembled.GetValueOrDefault(variantId) - whole;
        var parts = line.Quantity > whole ? facts[variantId].Parts.Where(p => facts[p.PartVariantId].Counted).Select(p => Take(p.PartVariantId, p.Quantity * (line.Quantity - whole))) : [];
        return whole > 0 ? [Take(variantId, whole), .. parts] : parts;

        StockTake Take(long id, decimal quantity) => new() { VariantId = id, LocationId = locationId, Quantity = quantity };
    }
}
