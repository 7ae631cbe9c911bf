namespace InventorySync.Domain.Purchasing;

/// <summary>What came in of a variant, and what it cost in the supplier's money and in the shop's.</summary>
public sealed record PastArrival(BoughtThing Bought, decimal Rejected, decimal GoodsCost);

/// <summary>An order that is over, to be brought in as history: its goods have come into the books already. Nothing is told to anybody.</summary>
public sealed record PastPurchase(string Number, Supplier Supplier, long LocationId, string ActorName, DateTimeOffset OrderedAt, DateTimeOffset ReceivedAt)
{
    public required IReadOnlyList<PastArrival> Goods { get; init; }

    public required string ShopCurrency { get; init; }

    public decimal Rate { get; init; } = 1;

    public string ReceivedBy { get; init; } = "";

    /// <summary>Order and lines. Once it has its keys, Receive adds what came.</summary>
    public PurchaseOrder Write()
    {
        var maker = new Maker(ActorName, null, OrderedAt);
        var order = new PurchaseOrder(Number, PurchaseSource.ByHand, Supplier, LocationId, maker);
        order.Numbered(Number);
        order.Describe(new PurchaseDraft { LocationId = LocationId }, Rate, DateOnly.FromDateTime(OrderedAt.UtcDateTime));
        foreach (var goods in Goods)
            order.Buy(goods.Bought);
        order.Count(ShopCurrency);
        order.Submit(limit: 0, DateOnly.FromDateTime(OrderedAt.UtcDateTime).AddDays(Supplier.LeadTimeDays), maker);
        order.Send(Supplier.Email, OrderedAt);
        order.Happened(new PurchaseEvent(PurchaseEventKind.Created, "Written down as a draft.", maker));
        order.Happened(new PurchaseEvent(PurchaseEventKind.Sent, "Marked as sent.", maker));
        return order;
    }

    public void Receive(PurchaseOrder order)
    {
        var maker = new Maker(ReceivedBy, null, ReceivedAt);
        var receipt = new Receipt(FormattableString.Invariant($"past:{Number}"), $"{Number}/1", LocationId, deliveryNote: "", maker);
        foreach (var (line, goods) in order.Lines.Zip(Goods))
        {
            line.Receive(line.Ordered);
            receipt.Lines.Add(new ReceiptLine(line, line.Ordered, goods.Rejected) { GoodsCost = goods.GoodsCost, RejectReason = goods.Rejected > 0 ? "Damaged" : null });
        }

        order.Receipts.Add(receipt);
        order.Advance(ReceivedAt);
        order.Happened(new PurchaseEvent(PurchaseEventKind.Received, new Sentence("Received {0}: {1} units.", receipt.Number, receipt.Lines.Sum(l => l.Accepted)), maker));
        order.Close(ReceivedAt);
    }
}
