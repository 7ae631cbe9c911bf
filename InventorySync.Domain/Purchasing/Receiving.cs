using InventorySync.Domain.Access;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Purchasing;

/// <summary>Takes in what was ordered: to stock what is good, at what it cost to get it here.</summary>
public sealed class Receiving(PurchaseBook book, Ledger ledger, ShopSettings settings, CurrentActor actor)
{
    private const int LongestKey = 40;

    /// <summary>Given again with the same key, nothing more is received. More than was ordered is taken in only when somebody says so.</summary>
    public Task<ReceiptAnswer> ReceiveAsync(long orderId, ReceiptDetails details, string key, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingReceive);
        Check(details, key);
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            if (order.Receipts.Find(r => r.Key == KeyOf(order, key)) is { } earlier)
                return new ReceiptAnswer(earlier.Id, []);

            DemandReceivable(order);
            var arrived = Match(order, details);
            await ArrivingSerials.DemandAsync(db, arrived, ct);
            if (!details.EvenMore)
            {
                var (over, known) = (Over(arrived), await ArrivingSerials.KnownAsync(db, arrived, ct));
                if (over.Count + known.Count > 0)
                    return new ReceiptAnswer(null, over) { Known = known };
            }

            var receipt = await WriteAsync(db, order, arrived, details, key, ct);
            await PostAsync(db, order, receipt, key, ct);
            order.Advance(book.Now);
            book.Happened(order, PurchaseEventKind.Received, Said(receipt));
            book.TellChanged(db, order);
            if (receipt.Lines.Exists(l => l.Accepted > 0))
                book.Tell(db, order, new GoodsReceived(order.Id, order.Number, receipt.Id, [.. receipt.Lines.Where(l => l.Accepted > 0).Select(l => l.VariantId)], receipt.LocationId));
            return new ReceiptAnswer(receipt.Id, []);
        }, ct);
    }

    /// <summary>A freight bill, duty or a credit that comes after the goods: what still stands here is worth more or less with it, the rest is cost of sales.
    /// Given again with the same key, nothing more is booked.</summary>
    public Task AddCostAsync(long orderId, long receiptId, LateBill bill, string key, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingManage);
        CheckKey(key);
        Input.Check(bill);
        if (bill.Amount == 0)
            throw new BusinessRuleException("Enter an amount.") { Field = nameof(bill.Amount) };
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            var receipt = Find(order, receiptId);
            if (receipt.Costs.Exists(c => c.CommandKey == key))
                return false;
            if (receipt.UndoneAt is not null)
                throw new BusinessRuleException("Receipt {0} was taken back, so nothing of it is here to cost more.", receipt.Number);

            var cost = new LandedCost(bill.Kind, bill.Spread, bill.Amount!.Value, Noted(bill.Note)).Later(key, book.Maker);
            var parts = await SpreadAsync(db, receipt, [cost], ct);
            foreach (var (line, part) in parts)
                line.LandedCost += part;
            if (parts.Exists(p => p.Line.LandedCost < 0))
                throw new BusinessRuleException("That is more than this receipt was charged for it. At most the {0} that were entered come off, spread the same way.", receipt.Costs.Sum(c => c.Amount).Plain()) { Field = nameof(bill.Amount) };

            receipt.Costs.Add(cost);
            await PostLateAsync(db, order, receipt, parts, key, ct);
            book.Happened(order, PurchaseEventKind.CostAdded, Said(receipt, cost, (await settings.GetAsync<ShopProfile>()).Currency));
            book.TellChanged(db, order);
            return true;
        }, ct);
    }

    /// <summary>A receipt that was entered by mistake: what went to stock leaves it again at what it came in for, and the order waits for it again.</summary>
    public Task UndoAsync(long orderId, long receiptId, string? reason, CancellationToken ct = default)
    {
        actor.Demand(Permissions.PurchasingReceive);
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            var receipt = Find(order, receiptId);
            if (receipt.UndoneAt is not null)
                return false;
            if (order.State == PurchaseState.Closed)
                throw new BusinessRuleException("Order {0} is closed, so its receipts stand. Adjust the stock instead.", order.Number);

            var counted = await CountedAsync(db, receipt, ct);
            if (counted.Count > 0)
            {
                var came = await CameAsync(db, receipt, ct);
                await ledger.PostAsync(db, new StockCommand(StockKey(order, $"undo:{receipt.Id}"), MovementKind.Adjustment, [.. counted.Select(l => Line(receipt, l, -1) with { TakesBack = came.GetValueOrDefault(l.VariantId) })])
                {
                    Reason = PurchaseLine.Cut(string.IsNullOrWhiteSpace(reason) ? $"Receipt {receipt.Number} taken back" : $"Receipt {receipt.Number} taken back: {reason}", 300),
                    Reference = Reference(order),
                }, ct);
            }

            foreach (var line in receipt.Lines)
                order.Lines.First(l => l.Id == line.PurchaseLineId).Unreceive(line.Accepted);
            receipt.Undo(book.Maker);
            order.Advance(book.Now);
            book.Happened(order, PurchaseEventKind.TakenBack, string.IsNullOrWhiteSpace(reason) ? new Sentence("Receipt {0} was taken back.", receipt.Number) : new Sentence("Receipt {0} was taken back: {1}", receipt.Number, PurchaseLine.Cut(reason, 300)));
            book.TellChanged(db, order);
            return true;
        }, ct);
    }

    private static Receipt Find(PurchaseOrder order, long receiptId) => order.Receipts.Find(r => r.Id == receiptId) ?? throw new NotFoundException("This receipt is not on the order any more.");

    private static void CheckKey(string key)
    {
        if (string.IsNullOrWhiteSpace(key) || key.Length > LongestKey)
            throw new BusinessRuleException("Give the receipt a key of 1 to {0} characters, so that it is received once only.", LongestKey) { Field = "Key" };
    }

    private static void Check(ReceiptDetails details, string key)
    {
        CheckKey(key);
        Input.Check(details);
        foreach (var line in details.Lines)
            Input.Check(line);
        foreach (var cost in details.Costs)
            Input.Check(cost);
        if (details.Lines.All(l => l.Accepted + l.Rejected <= 0))
            throw new BusinessRuleException("Enter how much came of at least one line.") { Field = nameof(details.Lines) };
    }

    private static void DemandReceivable(PurchaseOrder order)
    {
        if (order.State == PurchaseState.Cancelled)
            throw new BusinessRuleException("Order {0} is cancelled. Goods that come all the same are refused, or received on a new order.", order.Number);
        if (order.State == PurchaseState.Closed)
            throw new BusinessRuleException("Order {0} is closed. Receive what comes late on a new order.", order.Number);
        if (order.State != PurchaseState.Received)
            order.DemandOpen();
    }

    private static List<(PurchaseLine Line, ArrivedLine Arrived)> Match(PurchaseOrder order, ReceiptDetails details)
    {
        if (details.Lines.GroupBy(l => l.LineId).Any(g => g.Count() > 1))
            throw new BusinessRuleException("A line was entered twice. Enter all that came of it in one.") { Field = nameof(details.Lines) };
        return [.. details.Lines.Where(l => l.Accepted + l.Rejected > 0).Select(l => (order.Lines.Find(x => x.Id == l.LineId) ?? throw new NotFoundException("This line is not on the order any more."), l))];
    }

    private static List<OverDelivery> Over(List<(PurchaseLine Line, ArrivedLine Arrived)> arrived) =>
    [
        .. arrived.Where(a => a.Arrived.Accepted > a.Line.Open)
            .Select(a => new OverDelivery(a.Line.Id, a.Line.Sku, a.Line.Name, a.Line.Open.Plain(), a.Arrived.Accepted.Plain())),
    ];

    private async Task<Receipt> WriteAsync(InventoryDb db, PurchaseOrder order, List<(PurchaseLine Line, ArrivedLine Arrived)> arrived, ReceiptDetails details, string key, CancellationToken ct)
    {
        var receipt = new Receipt(KeyOf(order, key), FormattableString.Invariant($"{order.Number}/{order.Receipts.Count + 1}"), order.LocationId, PurchaseLine.Cut(details.DeliveryNote, 60), book.Maker);
        foreach (var (line, came) in arrived)
        {
            line.Receive(came.Accepted);
            receipt.Lines.Add(new ReceiptLine(line, came.Accepted, came.Rejected)
            {
                BinId = came.Accepted > 0 ? came.BinId : null,
                RejectReason = came.Rejected > 0 ? Text.Tidy(came.RejectReason) : null,
                LotNumber = string.IsNullOrWhiteSpace(came.LotNumber) ? null : Text.Tidy(came.LotNumber),
                ExpiresOn = came.ExpiresOn,
            });
            receipt.Lines[^1].Serials.AddRange(came.Serials.Select(s => new ReceivedSerial(line.VariantId, Text.Tidy(s))));
        }

        foreach (var cost in details.Costs)
            receipt.Costs.Add(new LandedCost(cost.Kind, cost.Spread, cost.Amount!.Value, Noted(cost.Note)));
        await CostAsync(db, order, receipt, ct);
        order.Receipts.Add(receipt);
        await db.Receipts.AddAsync(receipt, ct);
        return receipt;
    }

    /// <summary>What each line cost here: the supplier's money at the order's rate, and its share of what it cost to bring it.</summary>
    private async Task CostAsync(InventoryDb db, PurchaseOrder order, Receipt receipt, CancellationToken ct)
    {
        var currency = (await settings.GetAsync<ShopProfile>()).Currency;
        foreach (var line in receipt.Lines.Where(l => l.Accepted > 0))
            line.GoodsCost = new Money(line.Accepted * line.UnitCost * order.Rate, currency).Rounded().Amount;
        if (receipt.Costs.Count == 0)
            return;
        foreach (var (line, part) in await SpreadAsync(db, receipt, receipt.Costs, ct))
            line.LandedCost += part;
    }

    private async Task<List<(ReceiptLine Line, decimal Part)>> SpreadAsync(InventoryDb db, Receipt receipt, IReadOnlyCollection<LandedCost> costs, CancellationToken ct)
    {
        var currency = (await settings.GetAsync<ShopProfile>()).Currency;
        var accepted = receipt.Lines.Where(l => l.Accepted > 0).ToList();
        var variantIds = accepted.Select(l => l.VariantId).ToArray();
        var weights = await db.Variants.Where(v => variantIds.Contains(v.Id)).Select(v => new { v.Id, Grams = v.WeightGrams ?? 0 }).ToDictionaryAsync(v => v.Id, v => v.Grams, ct);
        var spread = accepted.Select(l => new SpreadLine(l.GoodsCost, l.Accepted, l.Accepted * weights[l.VariantId])).ToList();
        return [.. costs.SelectMany(c => accepted.Zip(LandedSpread.Of(c.Amount, c.Spread, spread, Currencies.DecimalsOf(currency))))];
    }

    private async Task PostAsync(InventoryDb db, PurchaseOrder order, Receipt receipt, string key, CancellationToken ct)
    {
        var counted = await CountedAsync(db, receipt, ct);
        if (counted.Count > 0)
        {
            await ledger.PostAsync(db, new StockCommand(StockKey(order, key), MovementKind.Receipt, [.. counted.Select(l => Line(receipt, l, 1) with { TotalCost = l.TotalCost })])
            {
                Reason = receipt.DeliveryNote.Length > 0 ? $"Delivery note {receipt.DeliveryNote}" : null,
                Reference = Reference(order),
            }, ct);
        }
    }

    private async Task PostLateAsync(InventoryDb db, PurchaseOrder order, Receipt receipt, List<(ReceiptLine Line, decimal Part)> parts, string key, CancellationToken ct)
    {
        var came = await CameAsync(db, receipt, ct);
        List<StockLine> lines = [.. from part in parts
                                    where part.Part != 0 && came.ContainsKey(part.Line.VariantId)
                                    orderby part.Line.VariantId
                                    let movement = came[part.Line.VariantId]
                                    select new StockLine(part.Line.VariantId, receipt.LocationId, 0) { AddsCost = new LateCost(movement.Sequence, movement.Quantity, part.Part) }];
        if (lines.Count > 0)
            await ledger.PostAsync(db, new StockCommand(StockKey(order, $"cost:{key}"), MovementKind.LandedCost, lines) { Reason = $"Receipt {receipt.Number}", Reference = Reference(order) }, ct);
    }

    /// <summary>Services and what else is not counted is received, but has no stock.</summary>
    private static async Task<List<ReceiptLine>> CountedAsync(InventoryDb db, Receipt receipt, CancellationToken ct)
    {
        var facts = await db.VariantFactsAsync(receipt.Lines.Select(l => l.VariantId), ct);
        return [.. receipt.Lines.Where(l => l.Accepted > 0 && facts[l.VariantId].Counted).OrderBy(l => l.VariantId)];
    }

    /// <summary>What the receipt wrote into the books, with what was learnt later about its cost.</summary>
    private static async Task<Dictionary<long, TakenBack>> CameAsync(InventoryDb db, Receipt receipt, CancellationToken ct)
    {
        var key = $"purchase:{receipt.Key}";
        var movements = await db.StockMovements.Where(m => m.CommandKey == key && m.Quantity > 0).Select(m => new { m.VariantId, m.Sequence, m.Quantity }).ToListAsync(ct);
        return movements.ToDictionary(m => m.VariantId, m => new TakenBack(m.Sequence, m.Quantity, receipt.Lines.Single(l => l.VariantId == m.VariantId).TotalCost));
    }

    private static StockLine Line(Receipt receipt, ReceiptLine line, int sign) => new(line.VariantId, receipt.LocationId, sign * line.Accepted) { BinId = line.BinId };

    private static StockReference Reference(PurchaseOrder order) => new("purchase", order.Id, order.Number);

    private static string KeyOf(PurchaseOrder order, string key) => FormattableString.Invariant($"{order.Id}:{key}");

    private static string StockKey(PurchaseOrder order, string key) => FormattableString.Invariant($"purchase:{order.Id}:{key}");

    private static string? Noted(string? note) => string.IsNullOrWhiteSpace(note) ? null : Text.Tidy(note);

    private static Sentence Said(Receipt receipt, LandedCost cost, string currency) => cost.Kind switch
    {
        LandedCostKind.Freight => new Sentence("Freight of {0} {1} came later for receipt {2}.", cost.Amount, currency, receipt.Number),
        LandedCostKind.Duty => new Sentence("Duty of {0} {1} came later for receipt {2}.", cost.Amount, currency, receipt.Number),
        _ => new Sentence("Other costs of {0} {1} came later for receipt {2}.", cost.Amount, currency, receipt.Number),
    };

    private static Sentence Said(Receipt receipt)
    {
        var (accepted, rejected) = (receipt.Lines.Sum(l => l.Accepted), receipt.Lines.Sum(l => l.Rejected));
        return rejected == 0
            ? new Sentence("Received {0}: {1} units.", receipt.Number, accepted)
            : new Sentence("Received {0}: {1} units, {2} rejected.", receipt.Number, accepted, rejected);
    }
}
