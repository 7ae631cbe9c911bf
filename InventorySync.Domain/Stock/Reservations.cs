namespace InventorySync.Domain.Stock;

/// <summary>Promises stock to carts, orders and other holders. However many ask at once, no more is promised than is there.</summary>
public sealed class Reservations(IDbContextFactory<InventoryDb> dbs, CartLimits limits, TimeProvider clock)
{
    private const int Attempts = 6;

    /// <summary>Holds what is wanted. Given again with the same key, it holds nothing more and gives the same holds.</summary>
    public Task<ReserveAnswer> ReserveAsync(ReserveCommand command, CancellationToken ct = default) => StockGate.ThroughAsync(dbs, db => ReserveAsync(db, command, ct), ct);

    private async Task<ReserveAnswer> ReserveAsync(InventoryDb db, ReserveCommand command, CancellationToken ct)
    {
        command.Check();
        var market = await Supplies.ReadAsync(db, command, ct);
        // a repetition that comes late still gets its first answer
        if (command.Holder.ExpiresAt <= clock.GetUtcNow())
            return await EarlierAsync(command, market.Demands, ct) ?? throw ReserveCommand.TooLate();
        if (command.Replacing is not null || CartLimits.Apply(command))
            return await EarlierAsync(command, market.Demands, ct) ?? await HoldInTurnAsync(command, ct);

        var plan = market.Choose();
        if (!IsWorthTrying(plan, market.Demands, command.Extent))
            return await EarlierAsync(command, market.Demands, ct) ?? Refused(market.Demands, plan);

        // Most find what they planned with. Who was overtaken waits for his turn and then plans with what is really left.
        return await TryHoldAsync(db, command, plan, ct) is { } holds ? Answer(market.Demands, holds) : await HoldInTurnAsync(command, ct);
    }

    /// <summary>As part of a larger change, whose transaction is open. A refusal leaves that change as it was; a key that was used before gives its holds again.</summary>
    internal async Task<ReserveAnswer> ReserveWithinAsync(InventoryDb db, ReserveCommand command, CancellationToken ct)
    {
        command.Check();
        var market = await Supplies.ReadAsync(db, command, ct);
        if (await HoldsOfAsync(db, command.Key, ct) is { Count: > 0 } earlier)
            return Answer(market.Demands, earlier);

        var replaced = command.Replacing is { } owner ? await db.LockHoldsAsync(owner, ct) : [];
        var items = await db.LockStockAsync([.. market.Supplies.Select(s => s.Key), .. replaced.Select(h => h.StockKey)], ct);
        var makesRoom = replaced.GroupBy(h => h.StockKey).ToDictionary(g => g.Key, g => g.Sum(h => h.Quantity));
        var plan = Sourcing.Choose(market.Demands, [.. market.Supplies.Select(s => s with { Available = items[s.Key].Available + makesRoom.GetValueOrDefault(s.Key) })]);
        if (!IsWorthTrying(plan, market.Demands, command.Extent))
            return Refused(market.Demands, plan);

        foreach (var hold in replaced)
            hold.End(ReservationState.Released, clock.GetUtcNow(), items[hold.StockKey], reason: null);
        var holds = Hold(db, command, plan, items, replaced);
        await db.SaveChangesAsync(ct); // so that another command within the same change finds what this one left
        return Answer(market.Demands, holds);
    }

    private static bool IsWorthTrying(SourcingPlan plan, IReadOnlyList<Demand> demands, Extent extent) =>
        extent == Extent.AsMuchAsThereIs ? plan.Allocated.Count > 0 : demands.Select((d, i) => plan.Fulfilled[i] == d.Quantity).All(full => full);

    /// <summary>Null when somebody else took a part of it meanwhile.</summary>
    private async Task<List<Reservation>?> TryHoldAsync(InventoryDb db, ReserveCommand command, SourcingPlan plan, CancellationToken ct)
    {
        try
        {
            return await OnceAsync(command.Key, async () => await AtOnceAsync(db, command, plan.Allocated, ct) ?? await dbs.ChangeAsync(own => HoldAsync(own, command, plan.Allocated, ct), ct), ct);
        }
        catch (TakenMeanwhileException)
        {
            return null;
        }
    }

    /// <summary>In one statement, where the database has one and nothing larger is open; null otherwise.</summary>
    private async Task<List<Reservation>?> AtOnceAsync(InventoryDb db, ReserveCommand command, IReadOnlyList<Allocated> allocated, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (db.Database.CurrentTransaction is not null || allocated.Count == 0)
                return null;

            var holds = Holds(command, allocated);
            try
            {
                return await db.TryHoldAsync(holds, [.. StockChanged.For(holds.Select(h => h.StockKey).Distinct().Order(), clock.GetUtcNow())], ct) switch
                {
                    true => holds,
                    false => throw new TakenMeanwhileException(),
                    null => null,
                };
            }
            catch (Exception failure) when (attempt < Attempts && db.IsTransient(failure))
            {
                await Task.Delay(Random.Shared.Next(5, 20 << attempt), ct);
            }
        }
    }

    private async Task<List<Reservation>> HoldAsync(InventoryDb db, ReserveCommand command, IReadOnlyList<Allocated> allocated, CancellationToken ct)
    {
        var holds = Holds(command, allocated);
        db.Reservations.AddRange(holds);
        db.Outbox.AddRange(StockChanged.For(allocated.Select(a => a.Key).Distinct().Order(), clock.GetUtcNow()));
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

    /// <summary>Under locks on everything that could serve, so that the answer is exact however many ask.</summary>
    private async Task<ReserveAnswer> HoldInTurnAsync(ReserveCommand command, CancellationToken ct)
    {
        ReserveAnswer? refused = null;
        IReadOnlyList<Demand> demands = [];
        try
        {
            var holds = await OnceAsync(command.Key, () => dbs.ChangeAsync(async db =>
            {
                refused = null;
                var replaced = command.Replacing is { } owner ? await db.LockHoldsAsync(owner, ct) : [];
                var market = await Supplies.ReadAsync(db, command, ct);
                demands = market.Demands;
                var items = await db.LockStockAsync([.. market.Supplies.Select(s => s.Key), .. replaced.Select(h => h.StockKey)], ct);
                foreach (var hold in replaced)
                    hold.End(ReservationState.Released, clock.GetUtcNow(), items[hold.StockKey], reason: null);

                var plan = Sourcing.Choose(await limits.WithinAsync(db, command, demands, ct), [.. market.Supplies.Select(s => s with { Available = items[s.Key].Available })]);
                if (!IsWorthTrying(plan, demands, command.Extent))
                {
                    refused = Refused(demands, plan);
                    throw new TakenMeanwhileException();
                }

                return Hold(db, command, plan, items, replaced);
            }, ct), ct);
            return Answer(demands, holds);
        }
        catch (TakenMeanwhileException) when (refused is not null)
        {
            return await EarlierAsync(command, demands, ct) ?? refused;
        }
    }

    private List<Reservation> Hold(InventoryDb db, ReserveCommand command, SourcingPlan plan, IReadOnlyDictionary<StockKey, StockItem> items, IReadOnlyList<Reservation> replaced)
    {
        var holds = Holds(command, plan.Allocated);
        foreach (var hold in holds)
            items[hold.StockKey].Reserve(hold.Quantity);
        db.Reservations.AddRange(holds);
        db.Outbox.AddRange(StockChanged.For(holds.Concat(replaced).Select(h => h.StockKey).Distinct().Order(), clock.GetUtcNow()));
        return holds;
    }

    private List<Reservation> Holds(ReserveCommand command, IReadOnlyList<Allocated> allocated) =>
    [
        .. allocated.Select((a, line) => new Reservation(a.Key, a.Quantity, command.Holder, clock.GetUtcNow())
        {
            CommandKey = command.Key,
            CommandLine = line,
            KitVariantId = a.KitVariantId,
        }),
    ];

    private async Task<List<Reservation>> OnceAsync(string key, Func<Task<List<Reservation>>> hold, CancellationToken ct)
    {
        try
        {
            return await hold();
        }
        catch (DbUpdateException failure)
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            if (db.BrokenUniqueIndex(failure) is null)
                throw;
            return await HoldsOfAsync(db, key, ct);
        }
    }

    /// <summary>A command that was carried out before answers with its own holds, even when nothing is left now.</summary>
    private async Task<ReserveAnswer?> EarlierAsync(ReserveCommand command, IReadOnlyList<Demand> demands, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await HoldsOfAsync(db, command.Key, ct) is { Count: > 0 } holds ? Answer(demands, holds) : null;
    }

    private static Task<List<Reservation>> HoldsOfAsync(InventoryDb db, string key, CancellationToken ct) =>
        db.Reservations.AsNoTracking().Where(r => r.CommandKey == key).OrderBy(r => r.CommandLine).ToListAsync(ct);

    private static ReserveAnswer Refused(IReadOnlyList<Demand> demands, SourcingPlan plan) =>
        new([.. demands.Select((d, i) => new ReservedLine(d.VariantId, d.Quantity, d.Uncounted ? d.Quantity : 0) { Possible = plan.Fulfilled[i] })], []);

    private static ReserveAnswer Answer(IReadOnlyList<Demand> demands, IReadOnlyList<Reservation> holds) =>
        new([.. demands.Select(d => new ReservedLine(d.VariantId, d.Quantity, HeldOf(d, holds)))], holds);

    private static decimal HeldOf(Demand demand, IReadOnlyList<Reservation> holds)
    {
        if (demand.Uncounted)
            return demand.Quantity;

        var here = holds.Where(h => demand.LocationId is null || h.LocationId == demand.LocationId).ToList();
        var whole = here.Where(h => h.VariantId == demand.VariantId && h.KitVariantId is null).Sum(h => h.Quantity);
        return demand.Parts.Count == 0
            ? whole
            : whole + demand.Parts.Min(p => here.Where(h => h.VariantId == p.VariantId && h.KitVariantId == demand.VariantId).Sum(h => h.Quantity) / p.Quantity);
    }

    private sealed class TakenMeanwhileException : Exception;
}
