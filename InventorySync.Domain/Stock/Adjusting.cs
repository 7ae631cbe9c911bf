using InventorySync.Domain.Access;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Stock;

/// <summary>Corrects what the book says: by a difference, to what was found, by writing off what is lost, and takes in goods that come without an order.</summary>
public sealed class Adjusting(IDbContextFactory<InventoryDb> dbs, Ledger ledger, ShopSettings settings, CurrentActor actor)
{
    public async Task<IReadOnlyList<StockMovement>> AdjustAsync(StockAdjustment adjustment, string key, CancellationToken ct = default)
    {
        actor.Demand(Permissions.StockAdjust);
        Input.Check(adjustment);
        var reason = Reason(adjustment.Reason, StockSettings.Lines((await settings.GetAsync<StockSettings>()).AdjustReasons), adjustment.Note);
        return await ledger.OnceAsync(key, () => dbs.ChangeAsync(async db =>
        {
            var line = Line(adjustment, await DifferenceAsync(db, adjustment, ct)) with { UnitCost = adjustment.UnitCost };
            return await ledger.PostAsync(db, new StockCommand(key, MovementKind.Adjustment, [line]) { Reason = reason }, ct);
        }, ct), ct);
    }

    public async Task<IReadOnlyList<StockMovement>> WriteOffAsync(StockWriteOff writeOff, string key, CancellationToken ct = default)
    {
        actor.Demand(Permissions.StockAdjust);
        Input.Check(writeOff);
        var reason = Reason(writeOff.Reason, StockSettings.Lines((await settings.GetAsync<StockSettings>()).WriteOffReasons), writeOff.Note);
        return await ledger.PostAsync(new StockCommand(key, MovementKind.WriteOff, [Line(writeOff, -writeOff.Quantity!.Value)]) { Reason = reason }, ct);
    }

    public Task<IReadOnlyList<StockMovement>> ReceiveAsync(StockReceipt receipt, string key, CancellationToken ct = default)
    {
        actor.Demand(Permissions.StockAdjust);
        Input.Check(receipt);
        var line = Line(receipt, receipt.Quantity!.Value) with { UnitCost = receipt.UnitCost };
        return ledger.PostAsync(new StockCommand(key, MovementKind.Receipt, [line]) { Reason = string.IsNullOrWhiteSpace(receipt.Note) ? null : Text.Tidy(receipt.Note) }, ct);
    }

    /// <summary>What was found, less what the book says at this moment: under the lock, so that a sale in between is not undone.</summary>
    private static async Task<decimal> DifferenceAsync(InventoryDb db, StockAdjustment adjustment, CancellationToken ct)
    {
        if (adjustment.By == AdjustBy.Difference)
            return adjustment.Quantity!.Value;
        if (adjustment.Quantity < 0)
            throw new BusinessRuleException("What was found is zero or more.") { Field = nameof(adjustment.Quantity) };

        var (variantId, locationId) = (adjustment.VariantId!.Value, adjustment.LocationId!.Value);
        (await db.VariantFactsAsync([variantId], ct))[variantId].DemandCounted();
        if (!await db.Locations.AnyAsync(l => l.Id == locationId, ct))
            throw new NotFoundException("This location is not here any more, or not among those you work in.") { Field = nameof(adjustment.LocationId) };

        var item = (await db.LockStockAsync([new StockKey(variantId, locationId)], ct)).Values.Single();
        var there = adjustment.BinId is { } binId
            ? await db.BinStock.Where(b => b.VariantId == variantId && b.BinId == binId).Select(b => b.OnHand).SingleOrDefaultAsync(ct)
            : item.OnHand;
        if (there == adjustment.Quantity)
            throw new BusinessRuleException("The book says {0} already, so there is nothing to adjust.", there) { Field = nameof(adjustment.Quantity) };
        return adjustment.Quantity!.Value - there;
    }

    private static StockLine Line(StockInput input, decimal quantity) => new(input.VariantId!.Value, input.LocationId!.Value, quantity) { BinId = input.BinId };

    private static string Reason(string? chosen, IReadOnlyList<string> reasons, string? note)
    {
        var reason = reasons.FirstOrDefault(r => string.Equals(r, Text.Tidy(chosen), StringComparison.OrdinalIgnoreCase))
            ?? throw new BusinessRuleException("“{0}” is not among the reasons. Choose one of: {1}.", Text.Tidy(chosen), string.Join(", ", reasons)) { Field = "Reason" };
        return string.IsNullOrWhiteSpace(note) ? reason : $"{reason}: {Text.Tidy(note)}";
    }
}
