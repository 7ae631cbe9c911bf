using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Places;

/// <summary>A part of a location: the cold room, the back store, the first floor.</summary>
public sealed class Room : IVersioned, IAudited
{
    private Room()
    {
    }

    public long Id { get; private set; }

    public long LocationId { get; private set; }

    public string Name { get; private set; } = "";

    [NotAudited]
    public string NameKey { get; private set; } = "";

    public ulong Version { get; private set; }

    public string AuditName => Name;

    public static Room Create(Location location, RoomDetails details)
    {
        location.DemandActive();
        var room = new Room { LocationId = location.Id };
        room.Rename(details);
        return room;
    }

    public void Rename(RoomDetails details)
    {
        Input.Check(details);
        Name = Text.Tidy(details.Name);
        NameKey = Text.Key(Name);
    }

    public void DemandNoBins(int bins)
    {
        if (bins > 0)
            throw new BusinessRuleException("“{0}” still holds bins ({1}). Move them to another room or delete them first.", Name, bins);
    }
}

public sealed record RoomDetails
{
    [Required(ErrorMessage = "Enter a name for the room, such as “Cold room”.")]
    [StringLength(80, ErrorMessage = "Use at most 80 characters for the room's name.")]
    public string Name { get; set; } = "";
}
