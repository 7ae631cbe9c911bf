using InventorySync.Domain.Outbox;
using InventorySync.Domain.Stock;

namespace InventorySync.Domain.Sales;

/// <summary>Keeps orders true to what is held for them: when somebody takes a hold back, the order says so and asks for a decision.</summary>
[Follower("Holds of orders", "Looks again at orders whose holds somebody took back, and flags what they lack.")]
public sealed class OrderHolds(IDbContextFactory<InventoryDb> dbs, OrderBook book) : IFollower
{
    public string Name => "order-holds";

    public async Task HandleAsync(IReadOnlyList<OutboxMessage> batch, CancellationToken ct)
    {
        var owners = batch.Where(m => m.Kind == nameof(HoldsEnded)).Select(m => m.Read<HoldsEnded>()).Where(h => h.Owner == ReservationOwner.Order).Select(h => h.OwnerId).Distinct();
        foreach (var orderId in owners)
            await LookAgainAsync(orderId, ct);
    }

    private async Task LookAgainAsync(long orderId, CancellationToken ct)
    {
        // what is not here any more lacks nothing
        await using (var db = await dbs.CreateDbContextAsync(ct))
        {
            if (!await db.Orders.AnyAsync(o => o.Id == orderId, ct))
                return;
        }

        await book.ChangeAsync(orderId, async (db, order) =>
        {
            var holds = await db.LockHoldsAsync(new HoldOwner(ReservationOwner.Order, orderId), ct);
            var facts = await db.VariantFactsAsync(order.Lines.Select(l => l.VariantId).OfType<long>(), ct);
            var lost = new List<Shortage>();
            foreach (var lines in order.Lines.Where(l => l is { Counted: true, VariantId: not null }).GroupBy(l => l.VariantId!.Value))
                lost.AddRange(Correct([.. lines.OrderBy(l => l.Position)], HeldOf(facts[lines.Key], holds)));
            if (lost.Count == 0)
                return false;

            order.Advance(book.Now);
            await book.TellOversoldAsync(db, order, lost, ct);
            return true;
        }, ct);
    }

    private static IEnumerable<Shortage> Correct(IReadOnlyList<OrderLine> lines, decimal held)
    {
        foreach (var line in lines)
        {
            var truth = Math.Min(line.Reserved, held);
            held -= truth;
            if (truth == line.Reserved)
                continue;

            line.LetGo(line.Reserved - truth);
            yield return new Shortage(line.Id, line.VariantId!.Value, line.Sku, line.Name, line.Open.Plain(), truth.Plain());
        }
    }

    private static decimal HeldOf(VariantFacts variant, IReadOnlyList<Reservation> holds)
    {
        var whole = holds.Where(h => h.VariantId == variant.VariantId && h.KitVariantId is null).Sum(h => h.Quantity);
        return variant.Parts.Count == 0
            ? whole
            : whole + variant.Parts.Min(p => Math.Floor(holds.Where(h => h.VariantId == p.PartVariantId && h.KitVariantId == variant.VariantId).Sum(h => h.Quantity) / p.Quantity));
    }
}
