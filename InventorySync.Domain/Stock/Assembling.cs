using InventorySync.Domain.Access;

namespace InventorySync.Domain.Stock;

/// <summary>What a kit could be made of at a location, for the form.</summary>
public sealed record AssemblyPlan(decimal OnHand, decimal Makeable, IReadOnlyList<AssemblyPart> Parts);

public sealed record AssemblyPart(long VariantId, string Sku, string Product, decimal InOneKit, decimal Free);

/// <summary>Makes kits of their parts and takes them apart again; what the parts cost goes with them.</summary>
public sealed class Assembling(IDbContextFactory<InventoryDb> dbs, Ledger ledger, CurrentActor actor)
{
    public async Task<IReadOnlyList<StockMovement>> PostAsync(KitAssembly work, string key, CancellationToken ct = default)
    {
        actor.Demand(Permissions.StockAdjust);
        Input.Check(work);
        var (kitId, locationId, quantity) = (work.VariantId!.Value, work.LocationId!.Value, work.Quantity!.Value);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var facts = await db.VariantFactsAsync([kitId], ct);
        var parts = facts[kitId].Parts.Where(p => facts[p.PartVariantId].Counted).ToList();
        if (parts.Count == 0)
            throw new BusinessRuleException("“{0}” is not a kit of counted parts. Choose a kit, or give it parts in the catalogue.", facts[kitId].Sku) { Field = nameof(work.VariantId) };

        StockLine[] lines = work.Work == KitWork.Assemble
            ? [.. parts.Select(p => new StockLine(p.PartVariantId, locationId, -quantity * p.Quantity)), new StockLine(kitId, locationId, quantity) { BinId = work.BinId, CostShare = 1 }]
            : [new StockLine(kitId, locationId, -quantity) { BinId = work.BinId }, .. parts.Select(p => new StockLine(p.PartVariantId, locationId, quantity * p.Quantity) { CostShare = Weight(facts[p.PartVariantId], p.Quantity) })];
        return await ledger.PostAsync(new StockCommand(key, MovementKind.Assembly, lines) { Reason = string.IsNullOrWhiteSpace(work.Note) ? null : Text.Tidy(work.Note) }, ct);
    }

    /// <summary>How many kits the free parts here allow.</summary>
    public async Task<AssemblyPlan> PlanAsync(long kitVariantId, long locationId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.StockView);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var parts = await (
            from part in db.KitParts.Where(p => p.KitVariantId == kitVariantId)
            join variant in db.Variants on part.PartVariantId equals variant.Id
            orderby variant.Sku
            select new AssemblyPart(variant.Id, variant.Sku, variant.Product.Name, part.Quantity,
                db.StockItems.Where(i => i.VariantId == variant.Id && i.LocationId == locationId).Select(i => i.OnHand - i.Reserved).FirstOrDefault()))
            .ToListAsync(ct);
        var onHand = await db.StockItems.Where(i => i.VariantId == kitVariantId && i.LocationId == locationId).Select(i => i.OnHand).FirstOrDefaultAsync(ct);
        return new AssemblyPlan(onHand, parts.Count == 0 ? 0 : Math.Max(0, parts.Min(p => Math.Floor(p.Free / p.InOneKit))), parts);
    }

    // By what the parts usually cost; where that is unknown, each unit counts the same.
    private static decimal Weight(VariantFacts part, decimal quantity) => (part.Cost > 0 ? part.Cost : 1) * quantity;
}
