using System.ComponentModel.DataAnnotations;
using InventorySync.Domain.Access;

namespace InventorySync.Domain.Stock;

/// <summary>What somebody outside of the house wants to be held.</summary>
public sealed record HoldRequest
{
    public ReservationOwner Owner { get; set; }

    [Range(1, long.MaxValue, ErrorMessage = "Give the number of the cart or order that it is held for.")]
    public long OwnerId { get; set; }

    [StringLength(60, ErrorMessage = "Use at most 60 characters for the number.")]
    public string? OwnerNumber { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    public long? ChannelId { get; set; }

    public Extent Extent { get; set; }

    public GeoPoint? Near { get; set; }

    /// <summary>Whose holds make room for these: the cart that becomes this order.</summary>
    public HoldOwner? Replacing { get; set; }

    [Required(ErrorMessage = "Say what is to be held.")]
    [MinLength(1, ErrorMessage = "There is nothing to reserve.")]
    public IReadOnlyList<WantedLine> Lines { get; set; } = [];
}

/// <summary>Holds for systems that ask for them directly; the shop's own carts and orders have their own ways to the same stock. What such a system calls
/// an order is one of its own: it never touches what is held for an order of the shop that happens to have the same number.</summary>
public sealed class HoldDesk(Reservations reservations, HoldEndings endings, CurrentActor actor)
{
    public Task<ReserveAnswer> HoldAsync(HoldRequest request, string key, CancellationToken ct = default)
    {
        actor.Demand(Permissions.StockReserve);
        Input.Check(request);
        var owner = Outside(new HoldOwner(request.Owner, request.OwnerId));
        var holder = new ReservationHolder(owner.Owner, owner.OwnerId, request.OwnerNumber ?? "") { ExpiresAt = request.ExpiresAt, ChannelId = request.ChannelId };
        return reservations.ReserveAsync(new ReserveCommand(key, holder, request.Lines) { Extent = request.Extent, Near = request.Near, Replacing = request.Replacing is { } replaced ? Outside(replaced) : null }, ct);
    }

    public Task<IReadOnlyList<StockMovement>> UseAsync(UseHoldsCommand command, CancellationToken ct = default)
    {
        actor.Demand(Permissions.StockReserve);
        return endings.UseAsync(command with { Owner = Outside(command.Owner) }, ct);
    }

    public Task<int> ExtendAsync(HoldOwner owner, DateTimeOffset? until, CancellationToken ct = default)
    {
        actor.Demand(Permissions.StockReserve);
        return endings.ExtendAsync(Outside(owner), until, ct);
    }

    public Task CancelAsync(HoldOwner owner, CancellationToken ct = default)
    {
        actor.Demand(Permissions.StockReserve);
        return endings.ReleaseAsync(Outside(owner), reason: null, ct);
    }

    private static HoldOwner Outside(HoldOwner owner) => owner.Owner == ReservationOwner.Order ? owner with { Owner = ReservationOwner.OutsideOrder } : owner;
}
