using System.ComponentModel.DataAnnotations;

namespace InventorySync.Domain.Channels;

public enum ChannelKind
{
    Website,
    Marketplace,
    SocialShop,
    Wholesale,
    Till,
}

/// <summary>What customers see of something that is sold out.</summary>
public enum WhenOut
{
    Hide,
    ShowAsOut,
    OfferPreOrder,
}

public sealed record ChannelDetails
{
    [Required(ErrorMessage = "Enter a name, such as “Online shop”.")]
    [StringLength(120, ErrorMessage = "Use at most 120 characters for the name.")]
    public string Name { get; set; } = "";

    [EnumDataType(typeof(ChannelKind), ErrorMessage = "Choose what kind of channel it is.")]
    public ChannelKind Kind { get; set; }

    [EnumDataType(typeof(WhenOut), ErrorMessage = "Choose what happens when something is sold out.")]
    public WhenOut WhenOut { get; set; } = WhenOut.ShowAsOut;

    public bool Active { get; set; } = true;

    /// <summary>The locations that serve it; none stands for all that serve online orders.</summary>
    public IReadOnlyList<long> LocationIds { get; set; } = [];

    public static ChannelDetails Of(Channel channel) => new() { Name = channel.Name, Kind = channel.Kind, WhenOut = channel.WhenOut, Active = channel.Active, LocationIds = [.. channel.Locations.Select(l => l.LocationId)] };
}

/// <summary>A place where the shop sells: its website, a marketplace, a till.</summary>
public sealed class Channel : IVersioned, IAudited
{
    private Channel()
    {
    }

    public long Id { get; private set; }

    public string Name { get; private set; } = "";

    [NotAudited]
    public string NameKey { get; private set; } = "";

    public ChannelKind Kind { get; private set; }

    public WhenOut WhenOut { get; private set; }

    public bool Active { get; private set; }

    public List<ChannelLocation> Locations { get; } = [];

    public ulong Version { get; private set; }

    public string AuditName => Name;

    public static Channel Create(ChannelDetails details)
    {
        var channel = new Channel();
        channel.Change(details);
        return channel;
    }

    public void Change(ChannelDetails details)
    {
        Input.Check(details);
        Name = Text.Tidy(details.Name);
        NameKey = Text.Key(Name);
        (Kind, WhenOut, Active) = (details.Kind, details.WhenOut, details.Active);
        Locations.RemoveAll(l => !details.LocationIds.Contains(l.LocationId));
        Locations.AddRange(details.LocationIds.Distinct().Where(id => Locations.TrueForAll(l => l.LocationId != id)).Select(id => new ChannelLocation { LocationId = id }));
    }
}

public sealed class ChannelLocation
{
    public long ChannelId { get; init; }

    public long LocationId { get; init; }
}
