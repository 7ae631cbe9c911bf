using System.Globalization;
using InventorySync.Domain.Access;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Importing;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Channels;

/// <summary>What was sold before the shop kept its books here, for the forecasts. It moves no stock.</summary>
public sealed class SalesHistoryKind(ShopSettings settings) : ImportKind
{
    private const int LongestKey = 100;

    private static readonly ImportField[] AllFields =
    [
        new("channel", "Sales channel", "The name of one of your channels.") { Needed = true, OfferFixed = true, Example = "Online shop", Aliases = ["Channel", "Shop", "Store", "Source", "Kanal", "Verkaufskanal", "Canal", "Boutique", "Tienda", "Njia ya mauzo"] },
        new("order", "Order", "The number of the order or of the receipt.") { Needed = true, MayBeFixed = false, Example = "1042", Aliases = ["Order number", "Order ID", "Receipt", "Bestellung", "Bestellnummer", "Auftrag", "Belegnummer", "Commande", "Numéro de commande", "Pedido", "Número de pedido", "Agizo"] },
        new("line", "Line", "Tells lines of one order apart in which the same variant stands twice.") { MayBeFixed = false, Example = "1", Aliases = ["Line ID", "Line number", "Position", "Ligne", "Línea", "Mstari"] },
        new("date", "Date", "The day on which it was sold, with the time where you have it.") { Needed = true, Example = "2026-03-14", Aliases = ["Day", "Sold at", "Order date", "Created at", "Datum", "Bestelldatum", "Verkauft am", "Date de commande", "Fecha", "Fecha de pedido", "Tarehe"] },
        GoodsFields.Sku with { Needed = false, Explanation = "Finds the variant. A barcode does it too." },
        GoodsFields.Barcode with { Explanation = "Finds the variant where there is no SKU." },
        new("quantity", "Quantity", "How many were sold; with a minus where they came back.") { Needed = true, Example = "2", Aliases = ["Qty", "Units", "Sold", "Lineitem quantity", "Menge", "Anzahl", "Stück", "Quantité", "Cantidad", "Idadi"] },
    ];

    public override string Name => "sales-history";

    public override string Title => "Sales history";

    public override string Summary => "What you sold before, a row for each line of an order. The forecasts learn from it; no stock is moved.";

    public override string Permission => Permissions.OrdersEdit;

    public override string Icon => "history";

    public override int Order => 40;

    public override IReadOnlyList<ImportField> Fields => AllFields;

    public override Sentence? ProblemOf(ImportColumns columns) =>
        !columns.Gives("sku") && !columns.Gives("barcode") ? new Sentence("Say which column holds “{0}”, or enter one value for all rows.", "SKU") : base.ProblemOf(columns);

    public override IEnumerable<UniqueKey> UniqueKeysOf(ImportedRow row) =>
        [new UniqueKey("line", $"{Text.Key(row.Raw("channel"))}|{row.Raw("order")}|{LineOf(row.Raw("line"), row.Raw("sku"), row.Raw("barcode"))}", row.IsFilled("line") ? "line" : "sku")];

    public override async Task<ImportPlan> PlanAsync(ImportContext context, IReadOnlyList<ImportedRow> rows, CancellationToken ct)
    {
        var zone = (await settings.GetAsync<ShopProfile>()).Zone;
        var read = rows.Select(r => ReadSafely(new RowPlan(r), zone, context.At)).ToList();
        await FindAsync(context, read.FindAll(r => !r.Row.IsWrong), ct);
        var fresh = new List<SoldBefore>();
        foreach (var sold in read)
        {
            var isNew = !sold.Row.IsWrong && Plan(context, sold, zone);
            sold.Plan.Settle(isNew);
            if (isNew && !sold.Row.IsWrong)
                fresh.Add(sold);
        }

        return new ImportPlan([.. read.Select(r => r.Plan)], async token =>
        {
            var sales = fresh.ConvertAll(f => new PastSale(f.ChannelId, f.Order, f.Line, f.VariantId, f.Quantity, f.At));
            await context.Db.LoadAsync(sales, token);
            foreach (var (sold, sale) in fresh.Zip(sales))
                sold.Plan.ThingId = sale.Id;
            PastSalesCorrected.Tell(context.Db, read.Where(r => r.Plan.Outcome == RowOutcome.Changed).Select(r => r.VariantId), context.At);
        });
    }

    public override async Task UndoAsync(ImportContext context, IReadOnlyList<ImportRow> rows, CancellationToken ct)
    {
        var zone = (await settings.GetAsync<ShopProfile>()).Zone;
        var ids = rows.Select(r => r.ThingId).OfType<long>().ToList();
        var sales = await context.Db.PastSales.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var corrected = new List<long>();
        foreach (var row in rows)
        {
            if (!sales.TryGetValue(row.ThingId ?? 0, out var sale))
            {
                row.Keep("It is not there any more.");
                continue;
            }

            var changes = row.ReadChanges();
            if (changes.Any(c => (c.Title == "Date" ? Shown(sale.At, zone) : Shown(sale.Quantity)) != c.To))
            {
                row.Keep("It was changed since.");
                continue;
            }

            if (row.Outcome == RowOutcome.New)
                context.Db.PastSales.Remove(sale);
            else
                ChangeBack(sale, changes, zone);
            row.TakenBack();
            corrected.Add(sale.VariantId);
        }

        PastSalesCorrected.Tell(context.Db, corrected, context.At);
    }

    private static void ChangeBack(PastSale sale, IReadOnlyList<ValueChange> changes, TimeZoneInfo zone)
    {
        foreach (var change in changes)
        {
            var day = change.Title == "Date" ? DateTime.ParseExact(change.From!, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : (DateTime?)null;
            sale.Correct(
                day is null ? decimal.Parse(change.From!, CultureInfo.InvariantCulture) : sale.Quantity,
                day is { } at ? new DateTimeOffset(at, zone.GetUtcOffset(at)).ToUniversalTime() : sale.At);
        }
    }

    private static SoldBefore ReadSafely(RowPlan plan, TimeZoneInfo zone, DateTimeOffset now)
    {
        var row = plan.Row;
        var sold = new SoldBefore(plan)
        {
            Channel = row.Text("channel").Value ?? "",
            Order = row.Code("order", LongestKey).Value ?? "",
            Sku = row.Code("sku", VariantDetails.LongestSku).Value ?? "",
            Barcode = row.Code("barcode", 80).Value ?? "",
            At = row.Instant("date", zone).Value ?? default,
            Quantity = row.Amount("quantity").Value ?? 0,
        };
        sold.Line = LineOf(row.Code("line", LongestKey).Value ?? "", sold.Sku, sold.Barcode);
        plan.Key = sold.Sku.Length > 0 ? sold.Sku : sold.Barcode;
        plan.Name = sold.Order;
        if (sold.Channel.Length == 0)
            row.Refuse("channel", "Enter the channel that sold it.");
        if (sold.Order.Length == 0)
            row.Refuse("order", "Enter the number of the order or of the receipt.");
        if (plan.Key.Length == 0)
            row.Refuse("sku", "Enter the SKU or the barcode of the variant.");
        if (sold.At == default)
            row.Refuse("date", "Enter the day on which it was sold.");
        if (sold.At > now)
            row.Refuse("date", "This day is still to come. A history holds what was sold already.");
        if (sold.Quantity is 0 or < -StockLimits.MostAtOnce or > StockLimits.MostAtOnce)
            row.Refuse("quantity", new Sentence("Enter how many were sold: up to {0}, with a minus where they came back, and not zero.", StockLimits.MostAtOnce));
        return sold;
    }

    private static string LineOf(string line, string sku, string barcode) => line.Length > 0 ? line : Text.Folded(sku.Length > 0 ? sku : barcode);

    private static async Task FindAsync(ImportContext context, List<SoldBefore> rows, CancellationToken ct)
    {
        var db = context.Db;
        var channels = await context.Pass.OnceAsync("channels", async () => await db.Channels.ToDictionaryAsync(c => c.NameKey, c => c.Id, ct));
        var keys = await VariantKeys.ReadAsync(db, rows.ConvertAll(r => (r.Sku, r.Barcode)), ct);
        foreach (var row in rows)
        {
            row.ChannelId = channels.GetValueOrDefault(Text.Key(row.Channel));
            row.VariantId = keys.Find(row.Sku, row.Barcode) ?? 0;
            if (row.ChannelId == 0)
                row.Row.Refuse("channel", new Sentence("No channel is called “{0}”. Add it under Channels first, or correct the name.", row.Channel));
            if (row.VariantId == 0)
                row.Row.Refuse("sku", VariantKeys.Unknown(row.Sku, row.Barcode));
        }

        var (places, orders) = (rows.Select(r => r.ChannelId).Distinct().ToList(), rows.Select(r => r.Order).Distinct().ToList());
        var taken = (await db.Orders.IgnoreQueryFilters().Where(o => o.ChannelId != null && places.Contains(o.ChannelId.Value) && o.ExternalId != null && orders.Contains(o.ExternalId)).Select(o => new { o.ChannelId, o.ExternalId }).ToListAsync(ct))
            .ConvertAll(o => (o.ChannelId!.Value, o.ExternalId!)).ToHashSet();
        var known = (await db.PastSales.Where(p => places.Contains(p.ChannelId) && orders.Contains(p.OrderId)).ToListAsync(ct)).ToDictionary(p => (p.ChannelId, p.OrderId, p.LineId));
        foreach (var row in rows.Where(r => !r.Row.IsWrong))
        {
            row.Known = known.GetValueOrDefault((row.ChannelId, row.Order, row.Line));
            if (taken.Contains((row.ChannelId, row.Order)))
                row.Row.Refuse("order", new Sentence("Order {0} stands among your orders already, so it would count twice.", row.Order));
            else if (row.Known is { } there && there.VariantId != row.VariantId)
                row.Row.Refuse("sku", new Sentence("This line of order {0} stands in the history with another variant.", row.Order));
        }
    }

    private static bool Plan(ImportContext context, SoldBefore sold, TimeZoneInfo zone)
    {
        if (sold.Known is not { } known)
        {
            if (!context.MayCreate)
                sold.Row.Refuse("order", "This sale is not in the history, and only what is there is to be changed.");
            return context.MayCreate;
        }

        sold.Plan.ThingId = known.Id;
        if (!context.MayChange)
            return false;
        if (known.Quantity != sold.Quantity)
            sold.Plan.Changes.Add(new ValueChange("Quantity", Shown(known.Quantity), Shown(sold.Quantity)));
        if (Shown(known.At, zone) != Shown(sold.At, zone))
            sold.Plan.Changes.Add(new ValueChange("Date", Shown(known.At, zone), Shown(sold.At, zone)));
        if (sold.Plan.Changes.Count > 0)
            known.Correct(sold.Quantity, sold.At);
        return false;
    }

    private static string Shown(decimal quantity) => quantity.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Shown(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private sealed class SoldBefore(RowPlan plan)
    {
        public RowPlan Plan => plan;

        public ImportedRow Row => plan.Row;

        public string Channel { get; init; } = "";

        public string Order { get; init; } = "";

        public string Line { get; set; } = "";

        public string Sku { get; init; } = "";

        public string Barcode { get; init; } = "";

        public DateTimeOffset At { get; init; }

        public decimal Quantity { get; init; }

        public long ChannelId { get; set; }

        public long VariantId { get; set; }

        public PastSale? Known { get; set; }
    }
}
