namespace InventorySync.Domain.Stock;

public enum ReservationOwner
{
    Cart,
    Order,
    PreOrder,
    Transfer,
    Repair,
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
    public string CommandKey { get; init; } = "";

    public int CommandLine { get; init; }

    /// <summary>The kit it was reserved for, when the variant is a part of one.</summary>
    public long? KitVariantId { get; init; }

    public ReservationState State { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? ExpiresAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public string? EndReason { get; private set; }

    public void End(ReservationState state, DateTimeOffset at, string? reason)
    {
        if (State != ReservationState.Held)
            throw new BusinessRuleException("This hold has ended already.");

        State = state;
        EndedAt = at;
        EndReason = reason;
    }
}

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
