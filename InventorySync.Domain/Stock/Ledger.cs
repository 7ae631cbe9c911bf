using InventorySync.Domain.Access;

namespace InventorySync.Domain.Stock;

/// <summary>One wanted change of what stands there: a positive quantity comes in, a negative one goes out.</summary>
public sealed record StockLine(long VariantId, long LocationId, decimal Quantity)
{
    public long? BinId { get; init; }

    /// <summary>What a unit that comes in costs; without it, the average of what is there.</summary>
    public decimal? UnitCost { get; init; }
}

/// <summary>Changes that happen together or not at all, once, however often the command is given.</summary>
public sealed record StockCommand(string Key, MovementKind Kind, IReadOnlyList<StockLine> Lines)
{
    public string? Reason { get; init; }

    public StockReference? Reference { get; init; }
}

/// <summary>The book of all movements. Every change of what is on hand is written here, together with the balance it leads to.</summary>
public sealed class Ledger(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, TimeProvider clock)
{
    /// <summary>Posts the command and gives its movements; given again, it changes nothing and gives the same movements.</summary>
    public async Task<IReadOnlyList<StockMovement>> PostAsync(StockCommand command, CancellationToken ct = default)
    {
        if (command.Lines.Count == 0)
            throw new BusinessRuleException("There is nothing to post.");

        try
        {
            return await dbs.ChangeAsync(db => PostAsync(db, command, ct), ct);
        }
        catch (DbUpdateException failure)
        {
            if (await EarlierAsync(command.Key, failure, ct) is { Count: > 0 } earlier)
                return earlier;
            throw;
        }
    }

    /// <summary>As part of a larger change, whose transaction is open.</summary>
    public async Task<IReadOnlyList<StockMovement>> PostAsync(InventoryDb db, StockCommand command, CancellationToken ct)
    {
        var items = await db.LockStockAsync(command.Lines.Select(l => new StockKey(l.VariantId, l.LocationId)), ct);
        var movements = command.Lines.Select((line, number) => Post(items[new StockKey(line.VariantId, line.LocationId)], line, Details(command, line, number))).ToList();
        db.StockMovements.AddRange(movements);
        db.Outbox.AddRange(StockChanged.For(items.Keys, clock.GetUtcNow()));
        return movements;
    }

    private static StockMovement Post(StockItem item, StockLine line, MovementDetails details) => line.Quantity > 0
        ? item.Receive(line.Quantity, line.UnitCost ?? item.AverageCost, details)
        : item.Issue(-line.Quantity, details);

    private MovementDetails Details(StockCommand command, StockLine line, int number) => new(command.Kind, clock.GetUtcNow())
    {
        Reason = command.Reason,
        Reference = command.Reference,
        BinId = line.BinId,
        ActorName = actor.Actor.Name,
        PersonId = actor.Actor.PersonId,
        CommandKey = command.Key,
        CommandLine = number,
    };

    private async Task<IReadOnlyList<StockMovement>> EarlierAsync(string key, DbUpdateException failure, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return db.BrokenUniqueIndex(failure) is null
            ? []
            : await db.StockMovements.AsNoTracking().Where(m => m.CommandKey == key).OrderBy(m => m.CommandLine).ToListAsync(ct);
    }
}
