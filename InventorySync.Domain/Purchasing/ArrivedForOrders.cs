using InventorySync.Domain.Outbox;
using InventorySync.Domain.Sales;

namespace InventorySync.Domain.Purchasing;

/// <summary>Gives what arrives to the orders that wait for it, the oldest first.</summary>
[Follower("Arrived goods for waiting orders", "Holds what was received for orders that wanted more than there was, the oldest first.")]
public sealed class ArrivedForOrders(IDbContextFactory<InventoryDb> dbs, Confirming confirming) : IFollower
{
    public string Name => "arrived-goods";

    public async Task HandleAsync(IReadOnlyList<OutboxMessage> batch, CancellationToken ct)
    {
        var arrived = batch.Where(m => m.Kind == nameof(GoodsReceived)).SelectMany(m => m.Read<GoodsReceived>().VariantIds).Distinct().ToArray();
        if (arrived.Length == 0)
            return;

        foreach (var orderId in await WaitingAsync(arrived, ct))
            await HoldAsync(orderId, ct);
    }

    private async Task<List<long>> WaitingAsync(long[] arrived, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        // parts of a kit that arrived may complete the kit
        var wanted = arrived.Concat(await db.KitParts.Where(p => arrived.Contains(p.PartVariantId)).Select(p => p.KitVariantId).ToListAsync(ct)).Distinct().ToArray();
        return await db.Orders
            .Where(o => o.Oversold && (o.State == OrderState.Confirmed || o.State == OrderState.Picking || o.State == OrderState.PartlyShipped))
            .Where(o => o.Lines.Any(l => l.VariantId != null && wanted.Contains(l.VariantId.Value) && l.Quantity - l.Cancelled - l.Shipped > l.Reserved))
            .OrderBy(o => o.PlacedAt).ThenBy(o => o.Id).Select(o => o.Id).ToListAsync(ct);
    }

    private async Task HoldAsync(long orderId, CancellationToken ct)
    {
        try
        {
            await confirming.HoldMissingAsync(orderId, ct: ct);
        }
        catch (BusinessRuleException)
        {
            // ended or taken back meanwhile: it does not wait any more
            return;
        }
    }
}
