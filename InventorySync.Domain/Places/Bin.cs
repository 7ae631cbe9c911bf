using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Places;

public enum BinKind
{
    Shelf,
    Bin,
    Pallet,
}

/// <summary>The smallest place that stock can lie on, with a label of its own.</summary>
public sealed class Bin : IVersioned, IAudited
{
    private Bin()
    {
    }

    public long Id { get; private set; }

    /// <summary>What its label carries: nobody can guess the label of another bin.</summary>
    public string PublicId { get; private set; } = Text.RandomToken();

    public long LocationId { get; private set; }

    public long? RoomId { get; private set; }

    public string Code { get; private set; } = "";

    [NotAudited]
    public string CodeKey { get; private set; } = "";

    public BinKind Kind { get; private set; }

    public bool Active { get; private set; } = true;

    public ulong Version { get; private set; }

    public string AuditName => Code;

    public static Bin Create(Location location, Room? room, BinDetails details)
    {
        location.DemandActive();
        var bin = new Bin { LocationId = location.Id };
        bin.Change(details, room);
        return bin;
    }

    public void Change(BinDetails details, Room? room)
    {
        Input.Check(details);
        Code = Text.Tidy(details.Code);
        CodeKey = Text.Key(Code);
        Kind = details.Kind;
        MoveTo(room);
    }

    public void MoveTo(Room? room)
    {
        if (room is not null && room.LocationId != LocationId)
            throw new BusinessRuleException("The room “{0}” belongs to another location. Choose a room of the bin's own location.", room.Name) { Field = nameof(RoomId) };
        RoomId = room?.Id;
    }

    public void Deactivate() => Active = false;

    public void Reactivate() => Active = true;
}

public sealed record BinDetails
{
    public const int LongestCode = 32;

    [Required(ErrorMessage = "Enter a code for the bin, such as A-01-01.")]
    [StringLength(LongestCode, ErrorMessage = "Use at most 32 characters for the code.")]
    public string Code { get; set; } = "";

    public long? RoomId { get; set; }

    [EnumDataType(typeof(BinKind), ErrorMessage = "Choose shelf, bin or pallet.")]
    public BinKind Kind { get; set; } = BinKind.Shelf;

    public static BinDetails Of(Bin bin) => new() { Code = bin.Code, RoomId = bin.RoomId, Kind = bin.Kind };
}
