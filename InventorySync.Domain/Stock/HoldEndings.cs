using InventorySync.Domain.Access;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Stock;

/// <summary>What of a hold is used up, and from which bin; without a quantity, all of it.</summary>
public sealed record UsedHold(long HoldId)
{
    public decimal? Quantity { get; init; }

    public long? BinId { get; init; }
}

/// <summary>Uses what is held: the goods leave.</summary>
public sealed record UseHoldsCommand(string Key, HoldOwner Owner)
{
    public MovementKind Kind { get; init; } = MovementKind.Sale;

    /// <summary>Which of its holds; null uses them all.</summary>
    public IReadOnlyList<UsedHold>? Holds { get; init; }

    public string? Reason { get; init; }

    public StockReference? Reference { get; init; }
}

/// <summary>Holds of an owner were given back, by a person or by the clock: whoever counted on them looks again.</summary>
public sealed record HoldsEnded(ReservationOwner Owner, long OwnerId);

/// <summary>Ends holds and makes them last longer: by use, by release, by the clock.</summary>
public sealed class HoldEndings(IDbContextFactory<InventoryDb> dbs, Ledger ledger, CurrentActor actor, TimeProvider clock)
{
    /// <summary>How many holds end in one step of the clock's work.</summary>
    private const int AtOnce = 500;

    /// <summary>Held units leave as movements. A part of a hold may be used; the rest stays held.</summary>
    public Task<IReadOnlyList<StockMovement>> UseAsync(UseHoldsCommand command, CancellationToken ct = default) =>
        ledger.OnceAsync(command.Key, () => dbs.ChangeAsync(db => UseAsync(db, command, ct), ct), ct);

    /// <summary>As part of a larger change, whose transaction is open.</summary>
    internal async Task<IReadOnlyList<StockMovement>> UseAsync(InventoryDb db, UseHoldsCommand command, CancellationToken ct)
    {
        if (command.Kind is not (MovementKind.Sale or MovementKind.TransferOut or MovementKind.RepairUse))
            throw new BusinessRuleException("Held goods leave for a sale, a transfer or a repair.") { Field = nameof(command.Kind) };

        var held = await db.LockHoldsAsync(command.Owner, ct);
        var lines = new List<StockLine>();
        foreach (var use in command.Holds ?? [.. held.Select(h => new UsedHold(h.Id))])
            lines.Add(Use(db, held.FirstOrDefault(h => h.Id == use.HoldId) ?? throw Ended(), use));
        if (lines.Count == 0)
            throw Ended();

        return await ledger.PostAsync(db, new StockCommand(command.Key, command.Kind, lines) { Reason = command.Reason, Reference = command.Reference }, ct);
    }

    /// <summary>Ends all holds of an owner without using them; what has ended already stays as it is.</summary>
    public Task ReleaseAsync(HoldOwner owner, string? reason = null, CancellationToken ct = default) =>
        StockGate.ThroughAsync(dbs, () => dbs.ChangeAsync(async db => await EndAsync(db, await db.LockHoldsAsync(owner, ct), ReservationState.Released, reason, ct), ct), ct);

    /// <summary>Gives back parts of holds that are locked already, within a larger change.</summary>
    internal async Task GiveBackAsync(InventoryDb db, IReadOnlyList<(Reservation Hold, decimal Quantity)> parts, string? reason, CancellationToken ct)
    {
        var items = await db.LockStockAsync(parts.Select(p => p.Hold.StockKey), ct);
        foreach (var (hold, quantity) in parts)
        {
            if (quantity < hold.Quantity)
                db.Reservations.Add(hold.GiveBack(quantity, clock.GetUtcNow(), items[hold.StockKey], reason));
            else
                hold.End(ReservationState.Released, clock.GetUtcNow(), items[hold.StockKey], reason);
        }

        db.Outbox.AddRange(StockChanged.For(items.Keys.Order(), clock.GetUtcNow()));
        await db.SaveChangesAsync(ct); // so that another command within the same change finds what this one left
    }

    /// <summary>A manager takes one hold back and says why.</summary>
    public async Task ReleaseAsync(long holdId, string reason, CancellationToken ct = default)
    {
        actor.Demand(Permissions.HoldsRelease);
        if (string.IsNullOrWhiteSpace(reason))
            throw new BusinessRuleException("Say why the hold is released; whoever waits for the goods will ask.") { Field = "Reason" };
        if (reason.Length > 400)
            throw new BusinessRuleException("Use at most 400 characters for the reason.") { Field = "Reason" };

        await dbs.ChangeAsync(async db =>
        {
            var hold = await db.LockHoldAsync(holdId, ct);
            if (hold is null || !await db.Locations.AnyAsync(l => l.Id == hold.LocationId, ct))
                throw Ended();
            await EndAsync(db, [hold], ReservationState.Released, Text.Tidy(reason), ct);
            db.Audit(clock.GetUtcNow(), "released", nameof(Reservation), hold.Id, hold.OwnerNumber, [new AuditedField { Name = "Reason", To = Text.Tidy(reason) }]);
        }, ct);
    }

    /// <summary>Makes the holds of an owner last until then; null holds them without an end. The answer is how many are still held.</summary>
    public Task<int> ExtendAsync(HoldOwner owner, DateTimeOffset? until, CancellationToken ct = default)
    {
        if (until <= clock.GetUtcNow())
            throw new BusinessRuleException("The time to hold until is over already. Enter a later one.") { Field = nameof(ReservationHolder.ExpiresAt) };

        return dbs.ChangeAsync(async db =>
        {
            var held = await db.LockHoldsAsync(owner, ct);
            foreach (var hold in held)
                hold.HoldUntil(until);
            return held.Count;
        }, ct);
    }

    /// <summary>Frees what ran out of time; the answer is how many. Two nodes may run it at once.</summary>
    public async Task<int> ExpireAsync(CancellationToken ct = default)
    {
        var total = 0;
        for (var freed = AtOnce; freed == AtOnce; total += freed)
        {
            freed = await dbs.ChangeAsync(async db =>
            {
                var due = await db.DueReservationsAsync(clock.GetUtcNow(), AtOnce, ct);
                await EndAsync(db, due, ReservationState.Expired, reason: null, ct);
                return due.Count;
            }, ct);
        }

        return total;
    }

    private StockLine Use(InventoryDb db, Reservation hold, UsedHold use)
    {
        var quantity = use.Quantity ?? hold.Quantity;
        if (quantity <= 0 || quantity > hold.Quantity)
            throw new BusinessRuleException("{0} are held; enter a quantity above zero and not above that.", hold.Quantity) { Field = nameof(UsedHold.Quantity) };

        if (quantity < hold.Quantity)
            db.Reservations.Add(hold.SplitOff(quantity, clock.GetUtcNow()));
        else
            hold.Consume(clock.GetUtcNow());
        return new StockLine(hold.VariantId, hold.LocationId, -quantity) { BinId = use.BinId, Promised = true };
    }

    private async Task<int> EndAsync(InventoryDb db, IReadOnlyList<Reservation> holds, ReservationState state, string? reason, CancellationToken ct)
    {
        var items = await db.LockStockAsync(holds.Select(h => h.StockKey), ct);
        foreach (var hold in holds)
            hold.End(state, clock.GetUtcNow(), items[hold.StockKey], reason);
        db.Outbox.AddRange(StockChanged.For(items.Keys.Order(), clock.GetUtcNow()));
        db.Outbox.AddRange(holds.Select(h => (h.Owner, h.OwnerId)).Distinct().Select(h => OutboxMessage.Of(new HoldsEnded(h.Owner, h.OwnerId), FormattableString.Invariant($"holds:{h.Owner}:{h.OwnerId}"), clock.GetUtcNow())));
        return holds.Count;
    }

    private static BusinessRuleException Ended() => new("This hold has ended already: it was used, released or ran out of time.");
}
