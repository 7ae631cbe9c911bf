using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Access;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Sales;

public sealed record ReturnDetails
{
    [Required(ErrorMessage = "Say why it comes back.")]
    [StringLength(300, ErrorMessage = "Use at most 300 characters for the reason.")]
    public string? Reason { get; set; }

    [MinLength(1, ErrorMessage = "Choose what comes back.")]
    public IReadOnlyList<LineQuantity> Lines { get; set; } = [];
}

/// <summary>What became of the pieces of one line of a return. Those that are in none of the three never came.</summary>
public sealed record InspectedLine(long ReturnLineId, decimal Restocked, decimal ToRepair, decimal WrittenOff);

public sealed record InspectionDetails
{
    public IReadOnlyList<InspectedLine> Lines { get; set; } = [];

    /// <summary>The bin for what goes back to stock; the location itself when empty.</summary>
    public long? BinId { get; set; }

    /// <summary>Money that goes back with it; none when empty.</summary>
    public PaymentDetails? Refund { get; set; }
}

/// <summary>Takes goods back: allowed, come in, looked at. Each piece goes through the book of stock, at the place where it really is.</summary>
public sealed class Returning(OrderBook book, Ledger ledger, Reservations reservations, Paying paying, CurrentActor actor)
{
    public Task<long> AuthoriseAsync(long orderId, ReturnDetails details, CancellationToken ct = default)
    {
        actor.Demand(Permissions.ReturnsEdit);
        Input.Check(details);
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            var back = new OrderReturn(FormattableString.Invariant($"{order.Number}-R{order.Returns.Count + 1}"), Text.Tidy(details.Reason), book.Now);
            foreach (var wanted in details.Lines.Where(l => l.Quantity != 0).GroupBy(l => l.LineId).Select(g => new LineQuantity(g.Key, g.Sum(l => l.Quantity))))
                Authorise(order, back, wanted);
            if (back.Lines.Count == 0)
                throw new BusinessRuleException("Choose what comes back.") { Field = nameof(ReturnDetails.Lines) };

            order.Returns.Add(back);
            await db.SaveChangesAsync(ct);
            book.Happened(order, OrderEventKind.Returned, new Sentence("Return {0} is expected: {1}", back.Number, back.Reason));
            Tell(db, order, back);
            return back.Id;
        }, ct);
    }

    public Task ReceiveAsync(long orderId, long returnId, long locationId, CancellationToken ct = default) => ChangeAsync(orderId, returnId, async (db, order, back) =>
    {
        if (!await db.Locations.AnyAsync(l => l.Id == locationId && l.Active, ct))
            throw new NotFoundException("This location is not here any more, or not among those you work in.") { Field = nameof(OrderReturn.LocationId) };
        back.Receive(locationId, book.Now);
        book.Happened(order, OrderEventKind.Returned, new Sentence("Return {0} came in.", back.Number));
    }, ct);

    public Task WithdrawAsync(long orderId, long returnId, CancellationToken ct = default) => ChangeAsync(orderId, returnId, (_, order, back) =>
    {
        back.Withdraw();
        book.Happened(order, OrderEventKind.Returned, new Sentence("Return {0} was called off.", back.Number));
        return Task.CompletedTask;
    }, ct);

    /// <summary>Back to stock, to repair, or written off, and the money with it, all at once.</summary>
    public Task InspectAsync(long orderId, long returnId, InspectionDetails details, CancellationToken ct = default)
    {
        if (details.Refund is not null)
            actor.Demand(Permissions.OrdersRefund);
        return ChangeAsync(orderId, returnId, async (db, order, back) =>
        {
            back.Inspect(book.Now);
            foreach (var found in details.Lines)
                (back.Lines.Find(l => l.Id == found.ReturnLineId) ?? throw new NotFoundException("This line is not on the return any more.")).Inspect(found.Restocked, found.ToRepair, found.WrittenOff);
            await PutBackAsync(db, order, back, details.BinId, ct);
            if (details.Refund is { Amount: > 0 } refund)
                Refund(db, order, back, refund);
            order.Advance(book.Now);
            book.Happened(order, OrderEventKind.Returned, Said(back));
        }, ct);
    }

    /// <summary>As part of a larger change: what a channel says came back stands where it was sent from.</summary>
    internal async Task RestockWithinAsync(InventoryDb db, Order order, IReadOnlyList<(OrderLine Line, decimal Quantity, bool Restock)> parts, long? locationId, string reason, CancellationToken ct)
    {
        var at = book.Now;
        var back = new OrderReturn(FormattableString.Invariant($"{order.Number}-R{order.Returns.Count + 1}"), reason, at);
        foreach (var (line, quantity, restock) in parts)
        {
            var returned = new ReturnLine(line.Id, quantity);
            returned.Inspect(restock ? quantity : 0, 0, restock ? 0 : quantity);
            back.Lines.Add(returned);
        }

        back.Receive(locationId ?? TakesOf(order, parts[0].Line.Id).Select(t => (long?)t.LocationId).FirstOrDefault() ?? order.LocationId ?? 0, at);
        back.Inspect(at);
        order.Returns.Add(back);
        await db.SaveChangesAsync(ct);
        await PutBackAsync(db, order, back, binId: null, ct, eachToItsOwn: locationId is null);
        order.Advance(at);
        book.Happened(order, OrderEventKind.Returned, Said(back));
        Tell(db, order, back);
    }

    private static void Authorise(Order order, OrderReturn back, LineQuantity wanted)
    {
        var line = order.Lines.Find(l => l.Id == wanted.LineId) ?? throw new NotFoundException("This line is not on the order any more.");
        var expected = order.Returns.Where(r => r.State is ReturnState.Authorised or ReturnState.Received).SelectMany(r => r.Lines).Where(l => l.OrderLineId == line.Id).Sum(l => l.Quantity);
        if (wanted.Quantity < 0 || wanted.Quantity > line.Returnable - expected)
            throw new BusinessRuleException("“{0}”: {1} were sent and may still come back.", line.Name, line.Returnable - expected) { Field = nameof(LineQuantity.Quantity) };
        back.Lines.Add(new ReturnLine(line.Id, wanted.Quantity));
    }

    private void Refund(InventoryDb db, Order order, OrderReturn back, PaymentDetails refund)
    {
        Input.Check(refund);
        var amount = new Money(refund.Amount!.Value, order.Currency).Rounded().Amount;
        if (amount > order.Paid - order.Refunded)
            throw new BusinessRuleException("Only {0} {1} of what was paid are left to give back.", order.Paid - order.Refunded, order.Currency) { Field = nameof(PaymentDetails.Amount) };
        paying.Refund(db, order, refund.Method, amount, refund.Reference ?? back.Number, FormattableString.Invariant($"return:{back.Id}"));
    }

    /// <summary>Everything that came comes in first; what is broken goes out again, and what is to be repaired is held, so that nobody sells it.</summary>
    private async Task PutBackAsync(InventoryDb db, Order order, OrderReturn back, long? binId, CancellationToken ct, bool eachToItsOwn = false)
    {
        List<StockTake> comesIn = [], toRepair = [], lost = [];
        foreach (var line in back.Lines)
        {
            var sold = order.Lines.First(l => l.Id == line.OrderLineId);
            var goods = new SentGoods(order, sold);
            comesIn.AddRange(goods.Take(line.Restocked));
            toRepair.AddRange(goods.Take(line.ToRepair));
            lost.AddRange(goods.Take(line.WrittenOff));
            sold.Return(line.Restocked + line.ToRepair + line.WrittenOff);
        }

        StockTake Placed(StockTake take) => eachToItsOwn ? take : take with { LocationId = back.LocationId!.Value };
        var reference = new StockReference("return", order.Id, back.Number);
        await PostAsync(db, back, "in", MovementKind.Return, comesIn.Concat(toRepair).Concat(lost).Select(t => Line(Placed(t), binId)), reference, ct);
        await PostAsync(db, back, "off", MovementKind.WriteOff, lost.Select(t => Line(Placed(t) with { Quantity = -t.Quantity }, binId)), reference, ct);
        if (toRepair.Count > 0)
            await reservations.ReserveWithinAsync(db, new ReserveCommand(FormattableString.Invariant($"return:{back.Id}:repair"), new ReservationHolder(ReservationOwner.Repair, back.Id, back.Number), [.. toRepair.Select(t => new WantedLine(t.VariantId, t.Quantity) { LocationId = Placed(t).LocationId })]), ct);
    }

    private static StockLine Line(StockTake take, long? binId) => new(take.VariantId, take.LocationId, take.Quantity) { BinId = binId };

    private async Task PostAsync(InventoryDb db, OrderReturn back, string step, MovementKind kind, IEnumerable<StockLine> lines, StockReference reference, CancellationToken ct)
    {
        var moved = lines.Where(l => l.Quantity != 0).ToList();
        if (moved.Count > 0)
            await ledger.PostAsync(db, new StockCommand(FormattableString.Invariant($"return:{back.Id}:{step}"), kind, moved) { Reason = back.Reason, Reference = reference }, ct);
    }

    private static IEnumerable<StockTake> TakesOf(Order order, long lineId) => order.Shipments.SelectMany(s => s.Lines).Where(l => l.OrderLineId == lineId).SelectMany(l => l.Takes);

    private static Sentence Said(OrderReturn back) => new(
        "Return {0}: {1} back to stock, {2} to repair, {3} written off.", back.Number, back.Lines.Sum(l => l.Restocked), back.Lines.Sum(l => l.ToRepair), back.Lines.Sum(l => l.WrittenOff));

    private Task ChangeAsync(long orderId, long returnId, Func<InventoryDb, Order, OrderReturn, Task> change, CancellationToken ct)
    {
        actor.Demand(Permissions.ReturnsEdit);
        return book.ChangeAsync(orderId, async (db, order) =>
        {
            var back = order.Returns.Find(r => r.Id == returnId) ?? throw new NotFoundException("This return is not on the order any more.");
            await change(db, order, back);
            Tell(db, order, back);
            return true;
        }, ct);
    }

    private void Tell(InventoryDb db, Order order, OrderReturn back) => book.Tell(db, order, new ReturnChanged(order.Id, order.PublicId, order.Number, back.State));
}
