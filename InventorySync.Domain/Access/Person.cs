using Microsoft.AspNetCore.Identity;

namespace InventorySync.Domain.Access;

/// <summary>Somebody who signs in.</summary>
public sealed class Person : IdentityUser<long>, IAudited
{
    public Person()
    {
    }

    public Person(string displayName, string email, DateTimeOffset at)
    {
        DisplayName = displayName.Trim();
        CreatedAt = at;
        GiveEmail(email);
        SecurityStamp = Text.RandomToken();
        Touch();
    }

    public string DisplayName { get; set; } = "";

    /// <summary>IANA zone in which times are shown to this person; null for the shop's.</summary>
    public string? TimeZone { get; set; }

    public string? Language { get; set; }

    /// <summary>light, dark, or null to follow the device.</summary>
    public string? Theme { get; set; }

    public bool Deactivated { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Sees and works only in the locations listed; without this, in all of them.</summary>
    public bool LimitedToLocations { get; set; }

    public List<PersonLocation> Locations { get; } = [];

    [Secret]
    public override string? PasswordHash { get; set; }

    [NotAudited]
    public override string? SecurityStamp { get; set; }

    [NotAudited]
    public override string? ConcurrencyStamp { get; set; }

    [NotAudited]
    public override string? UserName { get; set; }

    [NotAudited]
    public override string? NormalizedUserName { get; set; }

    [NotAudited]
    public override string? NormalizedEmail { get; set; }

    [NotAudited]
    public override bool EmailConfirmed { get; set; }

    [NotAudited]
    public override bool LockoutEnabled { get; set; } = true;

    [NotAudited]
    public override int AccessFailedCount { get; set; }

    [NotAudited]
    public override DateTimeOffset? LockoutEnd { get; set; }

    [NotAudited]
    public override bool PhoneNumberConfirmed { get; set; }

    public string AuditName => DisplayName;

    /// <summary>The e-mail is also the name to sign in with, whatever its capitals.</summary>
    public void GiveEmail(string email)
    {
        Email = email.Trim();
        UserName = Email;
        NormalizedEmail = NormalizedUserName = Emails.Normalized(email);
    }

    /// <summary>Refuses the save of a form that was opened before this change.</summary>
    public void Touch() => ConcurrencyStamp = Text.RandomToken();

    public void ExpectUnchangedSince(string? stamp)
    {
        if (stamp is not null && stamp != ConcurrencyStamp)
            throw new ChangedMeanwhileException();
    }
}

public sealed class PersonLocation
{
    public long PersonId { get; set; }

    public long LocationId { get; set; }
}
