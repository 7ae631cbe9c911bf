using InventorySync.Domain.Access;

namespace InventorySync.Domain.Stock;

/// <summary>The book of all movements. Every change of what is on hand is written here, together with the balance it leads to.
/// Whoever calls it has asked for the permission; it asks whether the location is one of the actor's.</summary>
public sealed class Ledger(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, TimeProvider clock)
{
    /// <summary>Posts the command and gives its movements; given again, it changes nothing and gives the same movements.</summary>
    public Task<IReadOnlyList<StockMovement>> PostAsync(StockCommand command, CancellationToken ct = default) =>
        OnceAsync(command.Key, () => dbs.ChangeAsync(db => PostAsync(db, command, ct), ct), ct);

    /// <summary>As part of a larger change, whose transaction is open.</summary>
    public async Task<IReadOnlyList<StockMovement>> PostAsync(InventoryDb db, StockCommand command, CancellationToken ct)
    {
        command.Check(clock.GetUtcNow());
        var variants = await db.VariantFactsAsync(command.Lines.Select(l => l.VariantId), ct);
        foreach (var line in command.Lines)
        {
            variants[line.VariantId].DemandCounted();
            if (line.AddsCost is null)
                variants[line.VariantId].CheckQuantity(line.Quantity);
        }

        await DemandLocationsAsync(db, command, ct);
        var accounts = await OpenAsync(db, [.. command.Lines.SelectMany(l => Keys(l, command.Kind, variants))], variants, command.Lines, ct);
        var movements = Post(command, variants, accounts);
        await db.WriteAsync(new StockPosting(movements, [.. accounts.Values.Select(a => a.Item)], [.. StockChanged.For(accounts.Keys.Order(), clock.GetUtcNow())])
        {
            Made = [.. accounts.Values.SelectMany(a => a.Made)],
            UsedUp = [.. accounts.Values.SelectMany(a => a.UsedUp)],
        }, ct);
        await db.SaveChangesAsync(ct); // so that another command within the same change finds what this one left
        return movements;
    }

    /// <summary>Does what writes under this key, or gives what was written under it before, even when it would be refused now.</summary>
    internal Task<IReadOnlyList<StockMovement>> OnceAsync(string key, Func<Task<IReadOnlyList<StockMovement>>> post, CancellationToken ct) =>
        StockGate.ThroughAsync(dbs, () => OnceInsideAsync(key, post, ct), ct);

    private async Task<IReadOnlyList<StockMovement>> OnceInsideAsync(string key, Func<Task<IReadOnlyList<StockMovement>>> post, CancellationToken ct)
    {
        try
        {
            return await post();
        }
        catch (Exception failure) when (failure is DbUpdateException or BusinessRuleException)
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            if (failure is DbUpdateException update && db.BrokenUniqueIndex(update) is null)
                throw;
            var earlier = await db.StockMovements.AsNoTracking().Where(m => m.CommandKey == key).OrderBy(m => m.CommandLine).ToListAsync(ct);
            if (earlier.Count == 0)
                throw;
            return earlier;
        }
    }

    private List<StockMovement> Post(StockCommand command, IReadOnlyDictionary<long, VariantFacts> variants, IReadOnlyDictionary<StockKey, StockAccount> accounts)
    {
        var movements = new List<StockMovement>(command.Lines.Count);
        var costs = new SharedCosts(command.Lines);
        foreach (var line in command.Lines.SelectMany(line => SoldFromParts(command.Kind, line, variants[line.VariantId], accounts)))
        {
            var account = accounts[new StockKey(line.VariantId, line.LocationId)];
            foreach (var movement in account.Post(line, costs.Of(line, movements), bin => Details(command, bin)))
            {
                movement.Numbered(movements.Count); // a line may make several
                movements.Add(movement);
            }
        }

        return movements;
    }

    /// <summary>A kit that is sold is taken from the shelf as far as it stands there assembled; the rest goes as its parts.</summary>
    private static IEnumerable<StockLine> SoldFromParts(MovementKind kind, StockLine line, VariantFacts variant, IReadOnlyDictionary<StockKey, StockAccount> accounts)
    {
        if (!IsSoldKit(kind, line, variant))
            return [line];

        var assembled = Math.Min(-line.Quantity, Math.Max(0, accounts[new StockKey(line.VariantId, line.LocationId)].Item.Available));
        var fromParts = -line.Quantity - assembled;
        var parts = fromParts > 0 ? variant.Parts.Select(p => line with { VariantId = p.PartVariantId, Quantity = -fromParts * p.Quantity, BinId = null }) : [];
        return assembled > 0 ? [line with { Quantity = -assembled }, .. parts] : parts;
    }

    private static bool IsSoldKit(MovementKind kind, StockLine line, VariantFacts variant) =>
        variant.IsKit && kind == MovementKind.Sale && line is { Quantity: < 0, Promised: false };

    private static IEnumerable<StockKey> Keys(StockLine line, MovementKind kind, IReadOnlyDictionary<long, VariantFacts> variants)
    {
        var variant = variants[line.VariantId];
        var parts = IsSoldKit(kind, line, variant) ? variant.Parts.Select(p => new StockKey(p.PartVariantId, line.LocationId)) : [];
        return parts.Prepend(new StockKey(line.VariantId, line.LocationId));
    }

    private static async Task<IReadOnlyDictionary<StockKey, StockAccount>> OpenAsync(
        InventoryDb db, IReadOnlyCollection<StockKey> keys, IReadOnlyDictionary<long, VariantFacts> variants, IReadOnlyList<StockLine> lines, CancellationToken ct)
    {
        var items = await db.LockStockAsync(keys, ct);
        var (variantIds, locationIds) = (keys.Select(k => k.VariantId).Distinct().ToArray(), keys.Select(k => k.LocationId).Distinct().ToArray());
        // all that was taken out before stays readable to this change only: the rows of stock are locked
        var layers = lines.All(l => l.Quantity > 0)
            ? Enumerable.Empty<StockLayer>().ToLookup(l => default(StockKey))
            : (await db.StockLayers.Where(l => variantIds.Contains(l.VariantId) && locationIds.Contains(l.LocationId)).OrderBy(l => l.Sequence).ToListAsync(ct))
                .ToLookup(l => new StockKey(l.VariantId, l.LocationId));
        var bins = (await db.BinStock.Where(b => variantIds.Contains(b.VariantId) && locationIds.Contains(b.LocationId)).ToListAsync(ct)).ToLookup(b => new StockKey(b.VariantId, b.LocationId));
        var binIds = lines.Select(l => l.BinId).OfType<long>().Concat(bins.SelectMany(b => b).Select(b => b.BinId)).Distinct().ToArray();
        var places = binIds.Length == 0 ? [] : await db.Bins.IgnoreQueryFilters().AsNoTracking().Where(b => binIds.Contains(b.Id)).ToDictionaryAsync(b => b.Id, ct);
        return items.ToDictionary(i => i.Key, i => new StockAccount(i.Value, variants[i.Key.VariantId], [.. layers[i.Key]], [.. bins[i.Key]], places));
    }

    private static async Task DemandLocationsAsync(InventoryDb db, StockCommand command, CancellationToken ct)
    {
        var wanted = command.Lines.Select(l => l.LocationId).Distinct().ToArray();
        var found = await db.Locations.Where(l => wanted.Contains(l.Id)).Select(l => new { l.Id, l.Name, l.Active }).ToDictionaryAsync(l => l.Id, ct);
        if (wanted.Any(id => !found.ContainsKey(id)))
            throw new NotFoundException("This location is not here any more, or not among those you work in.") { Field = nameof(StockLine.LocationId) };
        if (command.Lines.FirstOrDefault(l => l.Quantity > 0 && !found[l.LocationId].Active) is { } closed)
            throw new BusinessRuleException("“{0}” is deactivated. Reactivate it first, or choose another location.", found[closed.LocationId].Name) { Field = nameof(StockLine.LocationId) };
    }

    private MovementDetails Details(StockCommand command, long? binId) => new(command.Kind, command.At ?? clock.GetUtcNow())
    {
        Reason = command.Reason,
        Reference = command.Reference,
        BinId = binId,
        ActorName = actor.Actor.Name,
        PersonId = actor.Actor.PersonId,
        CommandKey = command.Key,
    };
}
