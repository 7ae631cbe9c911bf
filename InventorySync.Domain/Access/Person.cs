using Microsoft.AspNetCore.Identity;

namespace InventorySync.Domain.Access;

/// <summary>Somebody who signs in.</summary>
public sealed class Person : IdentityUser<long>, IAudited
{
    public string DisplayName { get; set; } = "";

    /// <summary>IANA zone in which times are shown to this person; null for the shop's.</summary>
    public string? TimeZone { get; set; }

    public string? Language { get; set; }

    /// <summary>light, dark, or null to follow the device.</summary>
    public string? Theme { get; set; }

    public bool Deactivated { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The only locations this person sees and works in; none means all of them.</summary>
    public List<PersonLocation> Locations { get; } = [];

    public string AuditName => DisplayName;
}

public sealed class PersonLocation
{
    public long PersonId { get; set; }

    public long LocationId { get; set; }
}
