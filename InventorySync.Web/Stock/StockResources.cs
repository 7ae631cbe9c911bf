using System.ComponentModel;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Stock;

namespace InventorySync.Web.Stock;

public sealed record StockResource
{
    public required VariantHead Variant { get; init; }

    [Description("Where it stands. Available is on hand less what is reserved; value is left out for those who may not see costs.")]
    public required IReadOnlyList<LocationBalance> Locations { get; init; }
}

public sealed record MovementResource(
    long Id, DateTimeOffset At, long VariantId, long LocationId, long? BinId, MovementKind Kind, decimal Quantity,
    [property: Description("What stood there afterwards.")] decimal BalanceAfter, string? Reason, string? ReferenceNumber, string ActorName)
{
    public static MovementResource Of(StockMovement m) =>
        new(m.Id, m.At, m.VariantId, m.LocationId, m.BinId, m.Kind, m.Quantity.Plain(), m.BalanceAfter.Plain(), m.Reason, m.ReferenceNumber, m.ActorName);
}

public sealed record HoldResource(
    long Id, long VariantId, long LocationId, decimal Quantity, ReservationOwner Owner, long OwnerId, string OwnerNumber, ReservationState State, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt,
    [property: Description("The kit that it was held for, when the variant is a part of one.")] long? KitVariantId)
{
    // in the words of who asked: an order of theirs is “order” to them
    public static HoldResource Of(Reservation r) =>
        new(r.Id, r.VariantId, r.LocationId, r.Quantity.Plain(), r.Owner == ReservationOwner.OutsideOrder ? ReservationOwner.Order : r.Owner, r.OwnerId, r.OwnerNumber, r.State, r.CreatedAt, r.ExpiresAt, r.KitVariantId);
}

public sealed record HeldLine(
    long VariantId, decimal Wanted, decimal Held, decimal Missing,
    [property: Description("How much could have been held when the whole was refused.")] decimal Possible);

public sealed record HoldAnswer
{
    [Description("Whether every line is held in full.")]
    public required bool Complete { get; init; }

    public required IReadOnlyList<HeldLine> Lines { get; init; }

    public required IReadOnlyList<HoldResource> Holds { get; init; }

    public static HoldAnswer Of(ReserveAnswer answer) => new()
    {
        Complete = answer.Complete,
        Lines = [.. answer.Lines.Select(l => new HeldLine(l.VariantId, l.Wanted.Plain(), l.Held.Plain(), l.Missing.Plain(), l.Possible.Plain()))],
        Holds = [.. answer.Holds.Select(HoldResource.Of)],
    };
}

public sealed record HoldsOfOwner
{
    [Description("For whom: an order means one of your own system.")]
    public ReservationOwner Owner { get; set; }

    public long OwnerId { get; set; }
}

public sealed record ExtendedHolds
{
    public ReservationOwner Owner { get; set; }

    public long OwnerId { get; set; }

    [Description("Until when; null holds without an end.")]
    public DateTimeOffset? Until { get; set; }
}

public sealed record UsedHolds
{
    public ReservationOwner Owner { get; set; }

    public long OwnerId { get; set; }

    [Description("What the goods leave for: sale, transferOut or repairUse.")]
    public MovementKind Kind { get; set; } = MovementKind.Sale;

    [Description("Which holds, and how much of each; left out, all of them.")]
    public IReadOnlyList<UsedHold>? Holds { get; set; }

    public string? Reason { get; set; }
}

public sealed record ReleasedHold
{
    public string Reason { get; set; } = "";
}

[Description("How many holds last until then.")]
public sealed record HoldsExtended(int Holds);
