using InventorySync.Domain.Access;
using InventorySync.Domain.Places;
using InventorySync.Domain.Purchasing;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Data.Demo;

/// <summary>Suppliers with offers for everything the shop sells, orders of the last months made of receipts that are in the books, and those that are on their way.</summary>
internal sealed class DemoPurchasing : IDemoShare
{
    private const int Days = 120;
    private const int MostOrders = 90;

    private static readonly (string Code, string Name, string Contact, string Street, string PostalCode, string City, string Country, string Currency, int Lead, decimal? Least, string Terms)[] Firms =
    [
        ("NORTH", "Northern Mills", "Ingrid Holm", "Industrigatan 4", "411 19", "Göteborg", "SE", "EUR", 9, 250, "30 days net"),
        ("RHEIN", "Rheintal Keramik", "Klaus Bender", "Töpferweg 12", "56203", "Höhr-Grenzhausen", "DE", "EUR", 6, 150, "14 days 2 %, 30 days net"),
        ("BORDO", "Maison Bordeaux", "Claire Petit", "8 quai des Chartrons", "33000", "Bordeaux", "FR", "EUR", 8, null, "30 days net"),
        ("TOSCA", "Toscana Legno", "Marco Bianchi", "Via dei Tigli 31", "50123", "Firenze", "IT", "EUR", 12, 300, "Paid in advance"),
        ("ALPIN", "Alpin Glas AG", "Reto Frei", "Seestrasse 88", "8002", "Zürich", "CH", "CHF", 7, 400, "30 days net"),
        ("YORKS", "Yorkshire Textiles", "Helen Moor", "Mill Lane 2", "BD1 1AA", "Bradford", "GB", "GBP", 14, 350, "45 days net"),
        ("OREGN", "Oregon Home Goods", "Dana Lee", "1420 Pearl Street", "97209", "Portland", "US", "USD", 28, 800, "Letter of credit"),
        ("LISBO", "Lisboa Cork", "João Reis", "Rua da Prata 60", "1100-420", "Lisboa", "PT", "EUR", 11, null, "30 days net"),
        ("WARTA", "Warta Emaille", "Piotr Nowak", "Polna 5", "62-500", "Konin", "PL", "EUR", 7, 200, "30 days net"),
        ("HANSA", "Hansa Großhandel", "Silke Petersen", "Am Sandtorkai 40", "20457", "Hamburg", "DE", "EUR", 3, 100, "14 days net"),
        ("DELFT", "Delft Paper & Light", "Sanne Bakker", "Oude Delft 110", "2611", "Delft", "NL", "EUR", 5, null, "30 days net"),
        ("KRAFT", "Kraftwerk Küche", "Jens Vogel", "Werkstraße 9", "42651", "Solingen", "DE", "EUR", 4, 180, "14 days net"),
    ];

    public int Order => 65;

    public IEnumerable<DemoStep> Steps(DemoCalendar calendar)
    {
        yield return new DemoStep("purchasing: suppliers", calendar.DaysAgo(270), DemoPerson.Owner, SuppliersAsync);
        yield return new DemoStep("purchasing: offers", calendar.DaysAgo(269), DemoPerson.Manager, OffersAsync);
        yield return new DemoStep("purchasing: orders of the last months", calendar.DaysAgo(0, 2), DemoPerson.Manager, PastAsync);
        yield return new DemoStep("purchasing: orders on their way", calendar.DaysAgo(7, 8), DemoPerson.Manager, OnTheWayAsync);
        yield return new DemoStep("purchasing: orders of this morning", calendar.DaysAgo(0, 6, 30), DemoPerson.Manager, MorningAsync);
    }

    private static async Task SuppliersAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<InventoryDb>>().CreateDbContextAsync(ct);
        if (await db.Suppliers.AnyAsync(ct))
            return;

        var settings = services.GetRequiredService<ShopSettings>();
        var (buying, version) = await settings.ReadAsync<PurchasingSettings>(ct);
        await settings.SaveAsync(buying with { ApprovalLimit = 2_500 }, version, ct);
        var suppliers = services.GetRequiredService<Suppliers>();
        foreach (var firm in Firms)
        {
            await suppliers.CreateAsync(new SupplierDetails
            {
                Code = firm.Code,
                Name = firm.Name,
                ContactName = firm.Contact,
                Email = $"orders@{firm.Code.ToLowerInvariant()}.example",
                Street = firm.Street,
                PostalCode = firm.PostalCode,
                City = firm.City,
                Country = firm.Country,
                Currency = firm.Currency,
                LeadTimeDays = firm.Lead,
                MinOrderValue = firm.Least,
                PaymentTerms = firm.Terms,
            }, ct);
        }
    }

    private static async Task OffersAsync(IServiceProvider services, CancellationToken ct)
    {
        var database = services.GetRequiredService<InventoryDatabase>();
        await using var quiet = new InventoryDatabase(database.Provider, database.ConnectionString, []);
        await using var db = quiet.Open(Actor.System("Demo shop"));
        if (await db.SupplierOffers.AnyAsync(ct))
            return;

        var suppliers = await db.Suppliers.OrderBy(s => s.Code).ToListAsync(ct);
        var worth = await db.CurrencyRates.ToDictionaryAsync(r => r.Currency, r => r.Rate, ct);
        var goods = await db.Variants.Where(v => !v.IsKit).OrderBy(v => v.Sku).Select(v => new { v.Id, v.Sku, v.Cost, v.Price, v.PackSize, v.QuantityDecimals }).ToListAsync(ct);
        foreach (var (good, index) in goods.Select((g, i) => (g, i)))
        {
            var (kind, cost) = (good.Sku.Length < 3 ? index : (good.Sku[0] * 7) + (good.Sku[1] * 5) + (good.Sku[2] * 3), good.Cost ?? good.Price * 0.45m);
            db.SupplierOffers.Add(Offer(suppliers[kind % suppliers.Count], good.Id, cost, preferred: true, index));
            if (index % 4 == 0)
                db.SupplierOffers.Add(Offer(suppliers[(kind + 5) % suppliers.Count], good.Id, cost * 1.06m, preferred: false, index));
        }

        await db.SaveChangesAsync(ct);

        SupplierOffer Offer(Supplier supplier, long variantId, decimal cost, bool preferred, int index)
        {
            var own = Math.Round(cost / worth.GetValueOrDefault(supplier.Currency, 1), 2, MidpointRounding.AwayFromZero);
            return SupplierOffer.Create(supplier.Id, new OfferDetails
            {
                VariantId = variantId,
                SupplierSku = FormattableString.Invariant($"{supplier.Code[..2]}-{20_000 + (index * 7)}"),
                Cost = own,
                MinQuantity = index % 3 == 0 ? 6 : null,
                PackSize = index % 3 == 0 ? 6 : index % 5 == 0 ? 4 : null,
                Breaks = index % 2 == 0 ? [new() { FromQuantity = 48, UnitCost = Math.Round(own * 0.95m, 2) }, new() { FromQuantity = 144, UnitCost = Math.Round(own * 0.9m, 2) }] : [],
                Preferred = preferred,
            });
        }
    }

    private static async Task PastAsync(IServiceProvider services, CancellationToken ct)
    {
        var database = services.GetRequiredService<InventoryDatabase>();
        // without watchers: what happened in months is not told to anybody again
        await using var quiet = new InventoryDatabase(database.Provider, database.ConnectionString, []);
        await using var db = quiet.Open(Actor.System("Demo shop"));
        if (await db.PurchaseOrders.AnyAsync(ct))
            return;

        var past = await HistoryAsync(db, services.GetRequiredService<TimeProvider>().GetUtcNow(), (await services.GetRequiredService<ShopSettings>().GetAsync<ShopProfile>()).Currency, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var orders = past.Select(p => p.Write()).ToList();
        await db.PurchaseOrders.AddRangeAsync(orders, ct); // now they have their keys
        foreach (var (order, told) in orders.Zip(past))
            told.Receive(order);
        await db.SaveChangesAsync(ct);
        await db.NumberSeries.Where(s => s.Name == "purchases").ExecuteUpdateAsync(set => set.SetProperty(s => s.Last, s => s.Last + past.Count), ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task<List<PastPurchase>> HistoryAsync(InventoryDb db, DateTimeOffset now, string currency, CancellationToken ct)
    {
        var (random, since) = (new Random(1_907), now.AddDays(-Days));
        var suppliers = await db.Suppliers.ToDictionaryAsync(s => s.Id, ct);
        var worth = await db.CurrencyRates.ToDictionaryAsync(r => r.Currency, r => r.Rate, ct);
        var came = await (from movement in db.StockMovements
                          join offer in db.SupplierOffers on movement.VariantId equals offer.PreferredFor
                          join variant in db.Variants on movement.VariantId equals variant.Id
                          where movement.Kind == MovementKind.Receipt && movement.Quantity > 0 && movement.At >= since && movement.At < now
                          orderby movement.At, movement.Id
                          select new { movement.VariantId, movement.LocationId, movement.Quantity, movement.Value, movement.At, offer.SupplierId, OfferId = offer.Id, offer.SupplierSku, variant.Sku, variant.Product.Name }).ToListAsync(ct);
        var number = await db.NumberSeries.Where(s => s.Name == "purchases").Select(s => s.Last).SingleAsync(ct);
        var days = came.GroupBy(m => (m.SupplierId, m.LocationId, Day: DateOnly.FromDateTime(m.At.UtcDateTime))).OrderBy(g => g.Key.Day).ToList();
        return [.. days.Where((_, i) => days.Count <= MostOrders || i % (1 + (days.Count / MostOrders)) == 0).Select(day =>
        {
            var (supplier, at) = (suppliers[day.Key.SupplierId], day.Max(m => m.At));
            var rate = worth.GetValueOrDefault(supplier.Currency, 1);
            return new PastPurchase(FormattableString.Invariant($"PO-{++number}"), supplier, day.Key.LocationId, DemoPerson.Manager.Name, at.AddDays(-Math.Max(1, supplier.LeadTimeDays + random.Next(-3, 2))).AddHours(-random.Next(1, 8)), at)
            {
                Rate = rate,
                ShopCurrency = currency,
                ReceivedBy = DemoPerson.Warehouse.Name,
                Goods =
                [
                    .. day.DistinctBy(m => m.VariantId).Take(12).Select(m => new PastArrival(
                        new BoughtThing(m.VariantId, m.Sku, m.Name, m.Quantity, Math.Round(m.Value / m.Quantity / rate, 4)) { OfferId = m.OfferId, SupplierSku = m.SupplierSku }, Rejected: random.Next(14) == 0 ? 1 : 0, m.Value)),
                ],
            };
        })];
    }

    private static async Task OnTheWayAsync(IServiceProvider services, CancellationToken ct)
    {
        var orders = await WriteAsync(services, codes: ["HANSA", "RHEIN", "NORTH", "YORKS", "OREGN"], "24117", ct);
        foreach (var orderId in orders)
        {
            await FinishAsync(services, orderId, ct);
            if ((await services.GetRequiredService<PurchaseOrders>().FindAsync(orderId, ct)).State == PurchaseState.Approved)
                await services.GetRequiredService<Sending>().MarkSentAsync(orderId, ct);
        }
    }

    private static async Task FinishAsync(IServiceProvider services, long orderId, CancellationToken ct)
    {
        if ((await services.GetRequiredService<PurchaseOrders>().FindAsync(orderId, ct)).State == PurchaseState.Draft)
            await services.GetRequiredService<Approving>().SubmitAsync(orderId, agreed: true, ct);
    }

    private static async Task MorningAsync(IServiceProvider services, CancellationToken ct)
    {
        var orders = await WriteAsync(services, codes: ["KRAFT", "WARTA", "ALPIN"], "24163", ct);
        if (orders.Count < 3)
            return;

        await FinishAsync(services, orders[1], ct);
        await using var db = await services.GetRequiredService<IDbContextFactory<InventoryDb>>().CreateDbContextAsync(ct);
        // of one that is on its way the first part came this morning
        var first = await db.PurchaseOrders.Where(o => o.State == PurchaseState.Sent || o.State == PurchaseState.PartlyReceived).OrderBy(o => o.ExpectedOn).ThenBy(o => o.Number).Select(o => o.Id).FirstAsync(ct);
        var order = await services.GetRequiredService<PurchaseOrders>().FindAsync(first, ct);
        await services.GetRequiredService<Receiving>().ReceiveAsync(first, new ReceiptDetails
        {
            DeliveryNote = "LS-44017",
            Lines = [.. order.Lines.OrderBy(l => l.Position).Take(2).Select((l, i) => new ArrivedLine { LineId = l.Id, Accepted = l.Ordered - i, Rejected = i, RejectReason = i > 0 ? "Damaged" : null })],
            Costs = [new ArrivalCost { Kind = LandedCostKind.Freight, Spread = CostSpread.ByWeight, Amount = 38.50m }],
        }, "demo", ct);
        await services.GetRequiredService<StockInLists>().CountAllAsync(ct);
    }

    /// <summary>One order to each of these suppliers, of what there is least.</summary>
    private static async Task<List<long>> WriteAsync(IServiceProvider services, IReadOnlyList<string> codes, string number, CancellationToken ct)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<InventoryDb>>().CreateDbContextAsync(ct);
        var warehouse = await db.Locations.OrderByDescending(l => l.Kind == LocationKind.Warehouse).ThenBy(l => l.Priority).Select(l => l.Id).FirstAsync(ct);
        var written = new List<long>();
        foreach (var code in codes)
        {
            var reference = $"{code}-{number}";
            var supplierId = await db.Suppliers.Where(s => s.Code == code).Select(s => s.Id).FirstAsync(ct);
            if (await db.PurchaseOrders.Where(o => o.SupplierId == supplierId && o.TheirReference == reference).Select(o => (long?)o.Id).FirstOrDefaultAsync(ct) is { } there)
            {
                written.Add(there);
                continue;
            }

            var goods = await (from offer in db.SupplierOffers.Include(o => o.Breaks)
                               join item in db.StockItems on offer.PreferredFor equals item.VariantId
                               where offer.SupplierId == supplierId && item.LocationId == warehouse
                               orderby item.OnHand, item.VariantId
                               select offer).Take(7).ToListAsync(ct);
            if (goods.Count > 0)
            {
                written.Add(await services.GetRequiredService<PurchaseOrders>().CreateAsync(new PurchaseDraft
                {
                    SupplierId = supplierId,
                    LocationId = warehouse,
                    TheirReference = reference,
                    Lines = [.. goods.Select((o, i) => new DraftPurchaseLine { VariantId = o.VariantId, Quantity = o.Sellable((8 + (i * 4)) * (code == "OREGN" ? 6 : 1)) })],
                }, ct));
            }
        }

        return written;
    }
}
