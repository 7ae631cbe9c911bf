namespace InventorySync.Domain.Stock;

/// <summary>Promises stock to carts, orders and other holders, and takes promises back. However many ask at once, no more is promised than is there.</summary>
public sealed class Reservations(IDbContextFactory<InventoryDb> dbs, TimeProvider clock)
{
    /// <summary>Holds what is wanted. Given again with the same key, it holds nothing more and gives the same holds.</summary>
    public async Task<ReserveAnswer> ReserveAsync(ReserveCommand command, CancellationToken ct = default)
    {
        var demands = Summed(command.Lines);
        var plan = Plan(command, demands, await SuppliesAsync(command.Lines, ct));
        if (plan.Count == 0)
            return await EarlierAsync(command, demands, ct) ?? Answer(demands, holds: []);

        // Most find what they planned with. Who was overtaken waits for his turn and then plans with what is really left.
        return Answer(demands, await TryHoldAsync(command, plan, ct) ?? await HoldInTurnAsync(command, demands, ct));
    }

    private static IReadOnlyList<Allocated> Plan(ReserveCommand command, IReadOnlyList<Demand> demands, IReadOnlyList<Supply> supplies)
    {
        var allocated = Sourcing.Choose(demands, supplies);
        return command.Extent == Extent.AsMuchAsThereIs || Covers(allocated, demands) ? allocated : [];
    }

    /// <summary>Ends holds without using them; what has ended already stays as it is.</summary>
    public Task ReleaseAsync(ReservationOwner owner, long ownerId, string? reason = null, CancellationToken ct = default) =>
        dbs.ChangeAsync(async db =>
        {
            var held = await db.Reservations
                .Where(r => r.Owner == owner && r.OwnerId == ownerId && r.State == ReservationState.Held)
                .OrderBy(r => r.Id).ToListAsync(ct);
            await EndAsync(db, held, ReservationState.Released, reason, ct);
        }, ct);

    /// <summary>Frees what ran out of time, a few hundred in each step; the answer is how many. Two nodes may run it at once.</summary>
    public Task<int> ExpireAsync(CancellationToken ct = default) => dbs.ChangeAsync(async db =>
    {
        var due = await db.DueReservationsAsync(clock.GetUtcNow(), 500, ct);
        await EndAsync(db, due, ReservationState.Expired, reason: null, ct);
        return due.Count;
    }, ct);

    private async Task EndAsync(InventoryDb db, IReadOnlyList<Reservation> holds, ReservationState state, string? reason, CancellationToken ct)
    {
        var items = await db.LockStockAsync(holds.Select(h => new StockKey(h.VariantId, h.LocationId)), ct);
        foreach (var hold in holds)
        {
            hold.End(state, clock.GetUtcNow(), reason);
            items[new StockKey(hold.VariantId, hold.LocationId)].Release(hold.Quantity);
        }

        db.Outbox.AddRange(StockChanged.For(items.Keys, clock.GetUtcNow()));
    }

    /// <summary>Null when somebody else took a part of it meanwhile.</summary>
    private async Task<IReadOnlyList<Reservation>?> TryHoldAsync(ReserveCommand command, IReadOnlyList<Allocated> allocated, CancellationToken ct)
    {
        try
        {
            return await dbs.ChangeAsync(db => HoldAsync(db, command, allocated, ct), ct);
        }
        catch (TakenMeanwhileException)
        {
            return null;
        }
        catch (DbUpdateException failure)
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            if (db.BrokenUniqueIndex(failure) is null)
                throw;
            return await HoldsOfAsync(db, command.Key, ct);
        }
    }

    private async Task<IReadOnlyList<Reservation>> HoldInTurnAsync(ReserveCommand command, IReadOnlyList<Demand> demands, CancellationToken ct)
    {
        var supplies = await SuppliesAsync(command.Lines, ct);
        return await dbs.ChangeAsync(async db =>
        {
            var items = await db.LockStockAsync(supplies.Select(s => s.Key), ct);
            var plan = Plan(command, demands, [.. supplies.Select(s => s with { Available = items[s.Key].Available })]);
            var holds = Holds(command, plan);
            foreach (var hold in holds)
                items[new StockKey(hold.VariantId, hold.LocationId)].Reserve(hold.Quantity);
            db.Reservations.AddRange(holds);
            db.Outbox.AddRange(StockChanged.For(plan.Select(a => a.Key).Distinct(), clock.GetUtcNow()));
            return holds;
        }, ct);
    }

    private List<Reservation> Holds(ReserveCommand command, IReadOnlyList<Allocated> allocated) =>
        [.. allocated.Select((a, line) => new Reservation(a.Key, a.Quantity, command.Holder, clock.GetUtcNow()) { CommandKey = command.Key, CommandLine = line })];

    private async Task<IReadOnlyList<Reservation>> HoldAsync(InventoryDb db, ReserveCommand command, IReadOnlyList<Allocated> allocated, CancellationToken ct)
    {
        var holds = Holds(command, allocated);
        db.Reservations.AddRange(holds);
        db.Outbox.AddRange(StockChanged.For(allocated.Select(a => a.Key).Distinct(), clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);

        // The contended rows come last, in key order: each stays locked only until the commit that follows at once.
        foreach (var (key, quantity) in allocated.GroupBy(a => a.Key).Select(g => (g.Key, g.Sum(a => a.Quantity))).OrderBy(g => g.Key))
        {
            var taken = await db.StockItems
                .Where(i => i.VariantId == key.VariantId && i.LocationId == key.LocationId && i.OnHand - i.Reserved >= quantity)
                .ExecuteUpdateAsync(set => set.SetProperty(i => i.Reserved, i => i.Reserved + quantity), ct);
            if (taken == 0)
                throw new TakenMeanwhileException();
        }

        return holds;
    }

    /// <summary>A command that was carried out before answers with its own holds, even when nothing is left now.</summary>
    private async Task<ReserveAnswer?> EarlierAsync(ReserveCommand command, IReadOnlyList<Demand> demands, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await HoldsOfAsync(db, command.Key, ct) is { Count: > 0 } holds ? Answer(demands, holds) : null;
    }

    private static async Task<IReadOnlyList<Reservation>> HoldsOfAsync(InventoryDb db, string key, CancellationToken ct) =>
        await db.Reservations.AsNoTracking().Where(r => r.CommandKey == key).OrderBy(r => r.CommandLine).ToListAsync(ct);

    private async Task<IReadOnlyList<Supply>> SuppliesAsync(IReadOnlyList<WantedLine> lines, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var variants = lines.Select(l => l.VariantId).Distinct().ToArray();
        var found = await db.StockItems.AsNoTracking()
            .Where(i => variants.Contains(i.VariantId))
            .Join(db.Locations.Where(l => l.Active), i => i.LocationId, l => l.Id, (i, l) => new
            {
                i.VariantId,
                i.LocationId,
                Free = i.OnHand - i.Reserved,
                l.Priority,
                l.ServesOnlineOrders,
            })
            .ToListAsync(ct);
        var named = lines.Where(l => l.LocationId is not null).Select(l => new StockKey(l.VariantId, l.LocationId!.Value)).ToHashSet();
        return
        [
            .. found
                .Where(f => named.Count > 0 ? named.Contains(new StockKey(f.VariantId, f.LocationId)) : f.ServesOnlineOrders)
                .Select(f => new Supply(new StockKey(f.VariantId, f.LocationId), f.Free, f.Priority)),
        ];
    }

    // Two lines of one cart may want the same variant: they are summed before anything is checked.
    private static List<Demand> Summed(IReadOnlyList<WantedLine> lines)
    {
        if (lines.Count == 0)
            throw new BusinessRuleException("There is nothing to reserve.");
        if (lines.Any(l => l.Quantity <= 0))
            throw new BusinessRuleException("Enter a quantity above zero.") { Field = "Quantity" };

        return [.. lines.GroupBy(l => l.VariantId).Select(g => new Demand(g.Key, g.Sum(l => l.Quantity)))];
    }

    private static bool Covers(IReadOnlyList<Allocated> allocated, IReadOnlyList<Demand> demands) =>
        demands.All(d => allocated.Where(a => a.Key.VariantId == d.VariantId).Sum(a => a.Quantity) == d.Quantity);

    private static ReserveAnswer Answer(IReadOnlyList<Demand> demands, IReadOnlyList<Reservation> holds) =>
        new([.. demands.Select(d => new ReservedLine(d.VariantId, d.Quantity, holds.Where(h => h.VariantId == d.VariantId).Sum(h => h.Quantity)))], holds);

    private sealed class TakenMeanwhileException : Exception;
}
