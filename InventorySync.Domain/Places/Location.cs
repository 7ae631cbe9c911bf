namespace InventorySync.Domain.Places;

public enum LocationKind
{
    Warehouse,
    Store,
    Online,
}

/// <summary>A place that holds stock: a warehouse, a store, or a hub of the online shop.</summary>
public sealed class Location : IVersioned, IAudited
{
    private Location()
    {
    }

    public long Id { get; private set; }

    /// <summary>Names this location outside the house; its label carries it.</summary>
    public string PublicId { get; private set; } = Text.RandomToken();

    public string Name { get; private set; } = "";

    [NotAudited]
    public string NameKey { get; private set; } = "";

    /// <summary>Short name for labels, lists and tablets; always upper case.</summary>
    public string Code { get; private set; } = "";

    public LocationKind Kind { get; private set; }

    public string Street { get; private set; } = "";

    public string PostalCode { get; private set; } = "";

    public string City { get; private set; } = "";

    public string Region { get; private set; } = "";

    /// <summary>ISO 3166 code of two letters; empty when unknown.</summary>
    public string Country { get; private set; } = "";

    public double? Latitude { get; private set; }

    public double? Longitude { get; private set; }

    /// <summary>IANA name of the zone in which its opening hours and its days are meant.</summary>
    public string TimeZone { get; private set; } = "";

    public OpeningHours OpeningHours { get; private set; } = OpeningHours.None;

    public bool ServesOnlineOrders { get; private set; }

    /// <summary>Which location is asked first for an online order; 1 comes before 2.</summary>
    public int Priority { get; private set; }

    /// <summary>Whether sales are booked here before the goods are: its stock may stand below zero until then.</summary>
    public bool MayGoBelowZero { get; private set; }

    public string Note { get; private set; } = "";

    public bool Active { get; private set; } = true;

    public ulong Version { get; private set; }

    public string AuditName => Name;

    public static Location Create(LocationDetails details)
    {
        var location = new Location();
        location.Change(details);
        return location;
    }

    public void Change(LocationDetails details)
    {
        Input.Check(details);
        Name = Text.Tidy(details.Name);
        NameKey = Text.Key(Name);
        Code = details.Code.Trim().ToUpperInvariant();
        Kind = details.Kind;
        Street = Text.Tidy(details.Street);
        PostalCode = Text.Tidy(details.PostalCode);
        City = Text.Tidy(details.City);
        Region = Text.Tidy(details.Region);
        Country = Text.Tidy(details.Country).ToUpperInvariant();
        Latitude = details.Latitude;
        Longitude = details.Longitude;
        TimeZone = details.TimeZone.Trim();
        ServesOnlineOrders = details.ServesOnlineOrders;
        Priority = details.Priority;
        MayGoBelowZero = details.MayGoBelowZero;
        Note = (details.Note ?? "").Trim();
    }

    public void OpenAt(OpeningHours hours) => OpeningHours = hours;

    public void Deactivate(int otherActiveLocations)
    {
        if (otherActiveLocations == 0)
            throw new BusinessRuleException("“{0}” is the shop's last active location. Create or reactivate another one first.", Name);
        Active = false;
    }

    public void Reactivate() => Active = true;

    /// <summary>New rooms and bins are only made where work goes on.</summary>
    public void DemandActive()
    {
        if (!Active)
            throw new BusinessRuleException("“{0}” is deactivated. Reactivate it first, then add rooms and bins.", Name);
    }
}
