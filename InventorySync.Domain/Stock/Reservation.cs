namespace InventorySync.Domain.Stock;

public enum ReservationOwner
{
    Cart,
    Order,
    PreOrder,
    Transfer,
    Repair,

    /// <summary>An order that another system keeps; its numbers are its own.</summary>
    OutsideOrder,
}

public enum ReservationState
{
    Held,
    Consumed,
    Released,
    Expired,
}

/// <summary>Units of a variant at a location that are promised to somebody.</summary>
public sealed class Reservation
{
    private Reservation()
    {
    }

    public Reservation(StockKey key, decimal quantity, ReservationHolder holder, DateTimeOffset at)
    {
        VariantId = key.VariantId;
        LocationId = key.LocationId;
        Quantity = quantity;
        Owner = holder.Owner;
        OwnerId = holder.OwnerId;
        OwnerNumber = holder.OwnerNumber;
        ChannelId = holder.ChannelId;
        ExpiresAt = holder.ExpiresAt;
        CreatedAt = at;
    }

    public long Id { get; private set; }

    public long VariantId { get; private set; }

    public long LocationId { get; private set; }

    public decimal Quantity { get; private set; }

    public ReservationOwner Owner { get; private set; }

    public long OwnerId { get; private set; }

    public string OwnerNumber { get; private set; } = "";

    public long? ChannelId { get; private set; }

    /// <summary>The idempotency key of the command that made it; unique together with the line.</summary>
    public string CommandKey { get; internal set; } = "";

    public int CommandLine { get; internal set; }

    /// <summary>How many parts of it were used before the rest; numbers them.</summary>
    public int Splits { get; private set; }

    /// <summary>The kit it was reserved for, when the variant is a part of one.</summary>
    public long? KitVariantId { get; init; }

    public ReservationState State { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? ExpiresAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public string? EndReason { get; private set; }

    public StockKey StockKey => new(VariantId, LocationId);

    /// <summary>The key it was written under, where a statement wrote it past the context.</summary>
    public void Stored(long id) => Id = id;

    /// <summary>Takes the promise back: the units are free again.</summary>
    public void End(ReservationState state, DateTimeOffset at, StockItem item, string? reason)
    {
        End(state, at);
        EndReason = reason;
        item.Release(Quantity);
    }

    /// <summary>The ledger takes the units out.</summary>
    public void Consume(DateTimeOffset at) => End(ReservationState.Consumed, at);

    /// <summary>A part of it is used: this row keeps the rest, the new one tells what was used.</summary>
    public Reservation SplitOff(decimal quantity, DateTimeOffset at)
    {
        var used = SplitOff(quantity);
        used.Consume(at);
        return used;
    }

    /// <summary>A part of it is not wanted any more: this row keeps the rest, the new one tells what was given back.</summary>
    public Reservation GiveBack(decimal quantity, DateTimeOffset at, StockItem item, string? reason)
    {
        var freed = SplitOff(quantity);
        freed.End(ReservationState.Released, at, item, reason);
        return freed;
    }

    private Reservation SplitOff(decimal quantity)
    {
        Quantity -= quantity;
        Splits++;
        var used = (Reservation)MemberwiseClone();
        used.Id = 0;
        used.Quantity = quantity;
        used.CommandKey = FormattableString.Invariant($"hold:{Id}");
        used.CommandLine = Splits;
        used.Splits = 0;
        return used;
    }

    public void HoldUntil(DateTimeOffset? until) => ExpiresAt = until;

    private void End(ReservationState state, DateTimeOffset at)
    {
        if (State != ReservationState.Held)
            throw new BusinessRuleException("This hold has ended already.");

        State = state;
        EndedAt = at;
    }
}

/// <summary>Whose holds: a cart, an order, by its number in the database.</summary>
public sealed record HoldOwner(ReservationOwner Owner, long OwnerId);

/// <summary>For whom stock is held, and until when.</summary>
public sealed record ReservationHolder(ReservationOwner Owner, long OwnerId, string OwnerNumber)
{
    public DateTimeOffset? ExpiresAt { get; init; }

    public long? ChannelId { get; init; }
}

/// <summary>A variant at a location. Locks are taken in this order.</summary>
public readonly record struct StockKey(long VariantId, long LocationId) : IComparable<StockKey>
{
    public int CompareTo(StockKey other) =>
        VariantId != other.VariantId ? VariantId.CompareTo(other.VariantId) : LocationId.CompareTo(other.LocationId);

    public static bool operator <(StockKey left, StockKey right) => left.CompareTo(right) < 0;

    public static bool operator >(StockKey left, StockKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(StockKey left, StockKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(StockKey left, StockKey right) => left.CompareTo(right) >= 0;
}
