using System.Globalization;
using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Places;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Data.Demo;

/// <summary>Taxes, prices and orders: some hundred of the last weeks, made of movements that are in the books, and those that wait this morning.</summary>
internal sealed class DemoSales : IDemoShare
{
    private const int Days = 21;
    private const int OneMovementIn = 9;

    private static readonly (string Name, string Street, string PostalCode, string City, string Country)[] People =
    [
        ("Anna Berger", "Lindenstraße 12", "10969", "Berlin", "DE"), ("Jonas Keller", "Hafenweg 3", "20457", "Hamburg", "DE"), ("Mia Wagner", "Am Markt 8", "04109", "Leipzig", "DE"),
        ("Paul Schneider", "Rosenallee 41", "80331", "München", "DE"), ("Lea Fischer", "Brunnengasse 5", "50667", "Köln", "DE"), ("Lukas Huber", "Mariahilfer Straße 77", "1060", "Wien", "AT"),
        ("Chloé Laurent", "12 rue des Lilas", "75019", "Paris", "FR"), ("Daan de Vries", "Prinsengracht 210", "1016", "Amsterdam", "NL"), ("Sofia Rossi", "Via Garibaldi 9", "20121", "Milano", "IT"),
        ("Emma Neumann", "Schulstraße 2", "01067", "Dresden", "DE"), ("Noah Zimmermann", "Goetheplatz 6", "60313", "Frankfurt", "DE"), ("Marta Kowalska", "Długa 14", "80-831", "Gdańsk", "PL"),
    ];

    public int Order => 60;

    public IEnumerable<DemoStep> Steps(DemoCalendar calendar)
    {
        yield return new DemoStep("sales: taxes, currencies and prices", calendar.DaysAgo(280), DemoPerson.Owner, (services, ct) => PricesAsync(services, calendar, ct));
        yield return new DemoStep("sales: orders of the last weeks", calendar.DaysAgo(0, 1), DemoPerson.Manager, PastAsync);
        yield return new DemoStep("sales: orders of this morning", calendar.DaysAgo(0, 6), DemoPerson.Manager, MorningAsync);
    }

    private static async Task PricesAsync(IServiceProvider services, DemoCalendar calendar, CancellationToken ct)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<InventoryDb>>().CreateDbContextAsync(ct);
        if (await db.TaxRates.AnyAsync(ct))
            return;

        var (taxes, rates, prices, since) = (services.GetRequiredService<Taxes>(), services.GetRequiredService<CurrencyRates>(), services.GetRequiredService<PriceBook>(), calendar.Today.AddYears(-2));
        foreach (var (country, standard, reduced) in new[] { ("DE", 19m, 7m), ("AT", 20m, 10m), ("FR", 20m, 5.5m), ("NL", 21m, 9m), ("IT", 22m, 10m), ("PL", 23m, 8m) })
        {
            await taxes.CreateAsync(new TaxRateDetails { Country = country, Percent = standard, ValidFrom = since }, ct);
            await taxes.CreateAsync(new TaxRateDetails { Country = country, TaxClass = "Reduced", Percent = reduced, ValidFrom = since }, ct);
        }

        foreach (var (currency, rate) in new[] { ("CHF", 1.06m), ("GBP", 1.15m), ("USD", 0.92m) })
            await rates.SaveAsync(new CurrencyRateDetails { Currency = currency, On = calendar.Today.AddDays(-60), Rate = rate }, ct);
        await prices.CreateListAsync(new PriceListDetails { Name = "Wholesale", Tier = "Retailers", Currency = "EUR", PercentOff = 25 }, ct);
        await prices.CreateListAsync(new PriceListDetails { Name = "Regulars", Tier = "Regular customers", Currency = "EUR", PercentOff = 5 }, ct);
        var category = await db.Categories.OrderBy(c => c.Path).Select(c => (long?)c.Id).FirstOrDefaultAsync(ct);
        if (category is not null)
            await prices.CreatePromotionAsync(new PromotionDetails { Name = "Advent weeks", Kind = PromotionKind.Percentage, Value = 10, Scope = PromotionScope.Category, ScopeId = category, From = calendar.Today.AddDays(-3), Until = calendar.Today.AddDays(18) }, ct);
    }

    private static async Task PastAsync(IServiceProvider services, CancellationToken ct)
    {
        var database = services.GetRequiredService<InventoryDatabase>();
        // without watchers: what happened in weeks is not told to anybody again
        await using var quiet = new InventoryDatabase(database.Provider, database.ConnectionString, []);
        await using var db = quiet.Open(Actor.System("Demo shop"));
        if (await db.Orders.AnyAsync(ct))
            return;

        var past = await new History(db, await services.GetRequiredService<ShopSettings>().GetAsync<ShopProfile>(), services.GetRequiredService<TimeProvider>().GetUtcNow()).WriteAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var orders = past.Select(p => p.Write()).ToList();
        await db.Orders.AddRangeAsync(orders, ct); // now they have their keys
        foreach (var (order, told) in orders.Zip(past))
            told.Send(order);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Sales of the last weeks that the books hold already, put together as the orders they were.</summary>
    private sealed class History(InventoryDb db, ShopProfile shop, DateTimeOffset now)
    {
        private readonly Random _random = new(2_604);

        public async Task<List<PastOrder>> WriteAsync(CancellationToken ct)
        {
            var since = now.AddDays(-Days);
            var sales = await db.StockMovements.AsNoTracking().Where(m => m.Kind == MovementKind.Sale && m.At >= since && m.At < now)
                .OrderBy(m => m.At).ThenBy(m => m.Id).Select(m => new { m.VariantId, m.LocationId, m.Quantity, m.At }).ToListAsync(ct);
            var goods = await db.Variants.Select(v => new { v.Id, v.Sku, v.Price, v.Product.Name, v.OptionValues, v.Product.TaxClass }).ToDictionaryAsync(v => v.Id, ct);
            var places = await db.Locations.Select(l => new { l.Id, l.Kind, l.Name }).ToDictionaryAsync(l => l.Id, ct);
            var channels = (await db.Channels.AsNoTracking().ToListAsync(ct)).ToDictionary(c => c.Kind, c => c.Id);
            var orders = new List<PastOrder>();
            foreach (var chosen in sales.Where((_, i) => i % OneMovementIn < 1 + (i % 2)).GroupBy(s => (s.LocationId, shop.DayOf(s.At))).SelectMany(day => day.Chunk(1 + _random.Next(3))))
            {
                var (first, place) = (chosen[0], places[chosen[0].LocationId]);
                var sold = chosen.Select(s => (Sale: s, Good: goods[s.VariantId])).Select(s => new PastGoods(
                    new SoldThing(s.Good.Id, s.Good.Sku, s.Good.OptionValues.Count == 0 ? s.Good.Name : $"{s.Good.Name} · {string.Join(" / ", s.Good.OptionValues)}", -s.Sale.Quantity, s.Good.Price)
                    {
                        TaxClass = s.Good.TaxClass,
                        TaxPercent = s.Good.TaxClass == "Reduced" ? 7 : 19,
                    },
                    [new StockTake { VariantId = s.Good.Id, LocationId = s.Sale.LocationId, Quantity = -s.Sale.Quantity }])).ToList();
                orders.Add(place.Kind == LocationKind.Store
                    ? await CounterAsync(first.At, place.Id, place.Name, channels, sold, ct)
                    : await OnlineAsync(first.At, orders.Count, channels, sold, ct));
            }

            return orders;
        }

        private async Task<PastOrder> CounterAsync(DateTimeOffset at, long locationId, string place, Dictionary<ChannelKind, long> channels, IReadOnlyList<PastGoods> sold, CancellationToken ct) =>
            new(await db.NextOrderNumberAsync(ct), OrderSource.Counter, Rules(), at, $"Till of {place}")
            {
                ChannelId = channels[ChannelKind.Till],
                LocationId = locationId,
                Customer = new CustomerDetails(),
                Goods = sold,
                ShopCurrency = shop.Currency,
                PaidBy = _random.Next(3) == 0 ? PaymentMethod.Cash : PaymentMethod.Card,
                SentAt = at,
                DeliveredAt = at,
            };

        private async Task<PastOrder> OnlineAsync(DateTimeOffset at, int index, Dictionary<ChannelKind, long> channels, IReadOnlyList<PastGoods> sold, CancellationToken ct)
        {
            var placed = at.AddHours(-_random.Next(4, 30));
            var arrives = at.AddHours(_random.Next(30, 90));
            return new(await db.NextOrderNumberAsync(ct), OrderSource.Channel, Rules(), placed, "Online shop")
            {
                ChannelId = channels[index % 4 == 0 ? ChannelKind.Marketplace : ChannelKind.Website],
                ExternalId = string.Create(CultureInfo.InvariantCulture, $"{5200 + index}"),
                Customer = CustomerOf(index),
                Goods = sold,
                ShopCurrency = shop.Currency,
                ShippingCost = 4.90m,
                ShippingTaxPercent = 19,
                PaidBy = PaymentMethod.Online,
                Parcel = new ParcelDetails { Carrier = "DHL", TrackingNumber = string.Create(CultureInfo.InvariantCulture, $"00340434{161094042557L + index}") },
                SentAt = at,
                DeliveredAt = arrives < now ? arrives : null,
            };
        }

        private PricingRules Rules() => new(shop.Currency, PricesIncludeTax: true, TaxRounding.OnTotal, DiscountTiming.BeforeTax);
    }

    private static CustomerDetails CustomerOf(int index)
    {
        var (name, street, postalCode, city, country) = People[index % People.Length];
        return new CustomerDetails
        {
            CustomerName = name,
            Email = $"{Text.Folded(name).Replace(' ', '.')}@example.com",
            Shipping = new PostalAddress { Name = name, Street = street, PostalCode = postalCode, City = city, Country = country },
        };
    }

    private static async Task MorningAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<InventoryDb>>().CreateDbContextAsync(ct);
        if (await db.Orders.AnyAsync(o => o.ExternalId == "5900", ct))
            return;

        var (orders, now) = (services.GetRequiredService<Orders>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        var channels = await db.Channels.Where(c => c.Kind != ChannelKind.Till).OrderByDescending(c => c.Kind == ChannelKind.Website).Select(c => c.Id).ToListAsync(ct);
        var goods = await db.StockItems.Where(i => i.OnHand - i.Reserved >= 6).Join(db.Variants.Where(v => !v.IsKit && v.Status == ProductStatus.Active), i => i.VariantId, v => v.Id, (i, v) => new { v.Id, v.Sku, v.Price, v.Product.Name }).Distinct().OrderBy(v => v.Id).ToListAsync(ct);
        if (goods.Count == 0 || channels.Count == 0)
            return;

        for (var i = 0; i < 18; i++)
        {
            var lines = new[] { i * 37, i * 61 + 5 }.Take(1 + i % 2).Select(n => goods[n % goods.Count]).DistinctBy(g => g.Id)
                .Select((g, n) => new IncomingLine { ExternalId = $"{n + 1}", VariantId = g.Id, Name = g.Name, Quantity = i == 11 && n == 0 ? 60 : 1 + i % 3, UnitPrice = g.Price }).ToList();
            if (i == 14)
                lines.Add(new IncomingLine { ExternalId = "9", Sku = "POSTER-A2", Name = "Poster, signed", Quantity = 1, UnitPrice = 24 });
            var customer = CustomerOf(i + 3);
            var taken = await orders.TakeAsync(new IncomingOrder
            {
                ChannelId = channels[i % 5 == 0 && channels.Count > 1 ? 1 : 0],
                ExternalId = string.Create(CultureInfo.InvariantCulture, $"{5900 + i}"),
                ExternalNumber = string.Create(CultureInfo.InvariantCulture, $"#{5900 + i}"),
                PlacedAt = now.AddMinutes(-40 * (18 - i)),
                UpdatedAt = now.AddMinutes(-40 * (18 - i)),
                CustomerName = customer.CustomerName,
                Email = customer.Email,
                Shipping = customer.Shipping,
                ShippingCost = 4.90m,
                Paid = i % 6 == 4 ? 0 : lines.Sum(l => l.Quantity * l.UnitPrice) + 4.90m,
                Lines = lines,
            }, ct: ct);
            await GoOnAsync(services, taken.OrderId, i, ct);
        }

        await ReturnsAndDraftsAsync(services, db, goods.Select(g => g.Id).ToList(), ct);
        await services.GetRequiredService<StockInLists>().CountAllAsync(ct);
    }

    private static async Task GoOnAsync(IServiceProvider services, long orderId, int index, CancellationToken ct)
    {
        if (index is 0 or 1 or 2)
            await services.GetRequiredService<Confirming>().PickAsync(orderId, starts: true, ct);
        if (index == 3)
            await services.GetRequiredService<Shipping>().ShipAsync(orderId, new ShipmentDetails { Lines = [new((await services.GetRequiredService<Orders>().FindAsync(orderId, ct)).Lines[0].Id, 1)], Parcel = new() { Carrier = "DHL", TrackingNumber = "00340434161094049001" } }, "demo", ct);
        if (index == 7)
            await services.GetRequiredService<Confirming>().CancelAsync(orderId, "Ordered twice by mistake", lines: null, ct);
    }

    private static async Task ReturnsAndDraftsAsync(IServiceProvider services, InventoryDb db, List<long> goods, CancellationToken ct)
    {
        var (returning, orders) = (services.GetRequiredService<Returning>(), services.GetRequiredService<Orders>());
        var delivered = await db.Orders.Where(o => o.State == OrderState.Delivered && o.Source == OrderSource.Channel).OrderBy(o => o.PlacedAt).Take(40).Select(o => o.Id).ToListAsync(ct);
        foreach (var (orderId, step) in delivered.Where((_, i) => i % 10 == 0).Select((id, i) => (id, i)))
        {
            var order = await orders.FindAsync(orderId, ct);
            var returnId = await returning.AuthoriseAsync(orderId, new ReturnDetails { Reason = step == 0 ? "Arrived with a crack" : "Does not suit", Lines = [new(order.Lines[0].Id, 1)] }, ct);
            if (step == 3)
                continue;

            await returning.ReceiveAsync(orderId, returnId, order.Shipments[0].Lines[0].Takes[0].LocationId, ct);
            var line = (await orders.FindAsync(orderId, ct)).Returns[0].Lines[0].Id;
            if (step == 0)
                await returning.InspectAsync(orderId, returnId, new InspectionDetails { Lines = [new(line, 0, 0, 1)], Refund = new PaymentDetails { Amount = order.Lines[0].UnitPrice, Method = PaymentMethod.Online } }, ct);
        }

        foreach (var i in Enumerable.Range(0, 2))
            await orders.CreateAsync(new OrderDraft { CustomerName = i == 0 ? "Café Morgenrot" : "Buchhandlung am Park", Lines = [new DraftLine { VariantId = goods[i * 11 % goods.Count], Quantity = 6 }], Note = i == 0 ? "Calls back tomorrow about the colour." : "" }, ct);
    }
}
