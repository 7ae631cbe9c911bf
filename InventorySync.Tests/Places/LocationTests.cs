using InventorySync.Domain.Common;
using InventorySync.Domain.Places;

namespace InventorySync.Tests.Places;

public sealed class LocationTests
{
    public static TheoryData<string, LocationDetails> BrokenDetails => new()
    {
        { nameof(LocationDetails.Name), Good() with { Name = "" } },
        { nameof(LocationDetails.Name), Good() with { Name = "   " } },
        { nameof(LocationDetails.Name), Good() with { Name = new string('x', 121) } },
        { nameof(LocationDetails.Code), Good() with { Code = "" } },
        { nameof(LocationDetails.Code), Good() with { Code = "TOO-LONG-CODE" } },
        { nameof(LocationDetails.Code), Good() with { Code = "-A" } },
        { nameof(LocationDetails.Code), Good() with { Code = "Ü1" } },
        { nameof(LocationDetails.Kind), Good() with { Kind = (LocationKind)9 } },
        { nameof(LocationDetails.Street), Good() with { Street = new string('x', 201) } },
        { nameof(LocationDetails.Country), Good() with { Country = "XQ" } },
        { nameof(LocationDetails.Country), Good() with { Country = "Germany" } },
        { nameof(LocationDetails.TimeZone), Good() with { TimeZone = "" } },
        { nameof(LocationDetails.TimeZone), Good() with { TimeZone = "Berlin" } },
        { nameof(LocationDetails.TimeZone), Good() with { TimeZone = "W. Europe Standard Time" } },
        { nameof(LocationDetails.Latitude), Good() with { Latitude = 91, Longitude = 0 } },
        { nameof(LocationDetails.Latitude), Good() with { Latitude = double.NaN, Longitude = 1 } },
        { nameof(LocationDetails.Longitude), Good() with { Latitude = 10, Longitude = -180.01 } },
        { nameof(LocationDetails.Latitude), Good() with { Latitude = null, Longitude = 13 } },
        { nameof(LocationDetails.Longitude), Good() with { Latitude = 52, Longitude = null } },
        { nameof(LocationDetails.Latitude), Good() with { Latitude = 0, Longitude = 0 } },
        { nameof(LocationDetails.Priority), Good() with { Priority = 0 } },
        { nameof(LocationDetails.Priority), Good() with { Priority = 1000 } },
        { nameof(LocationDetails.Note), Good() with { Note = new string('x', 2001) } },
    };

    [Theory]
    [MemberData(nameof(BrokenDetails))]
    public void A_broken_field_is_named_with_the_remedy(string field, LocationDetails details)
    {
        var refused = Assert.Throws<InvalidInputException>(() => Location.Create(details));

        Assert.Contains(refused.Problems, p => p.Field == field);
        Assert.All(refused.Problems, p => Assert.EndsWith(".", p.Sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void All_broken_fields_are_told_at_once()
    {
        var refused = Assert.Throws<InvalidInputException>(() => Location.Create(Good() with { Name = "", Code = "?", Priority = -1 }));

        Assert.Equal(["Code", "Name", "Priority"], refused.Problems.Select(p => p.Field).Order());
    }

    [Fact]
    public void Names_lose_stray_blanks_and_codes_become_upper_case()
    {
        var location = Location.Create(Good() with { Name = "  Main \t store ", Code = "main-1", Country = "de" });

        Assert.Equal(("Main store", "MAIN-1", "DE"), (location.Name, location.Code, location.Country));
    }

    [Fact]
    public void The_last_active_location_stays_open()
    {
        var location = Location.Create(Good());

        var refused = Assert.Throws<BusinessRuleException>(() => location.Deactivate(otherActiveLocations: 0));

        Assert.Equal("“Main store” is the shop's last active location. Create or reactivate another one first.", refused.Message);
        Assert.True(location.Active);
    }

    [Fact]
    public void A_deactivated_location_takes_no_new_rooms_or_bins_until_it_is_reactivated()
    {
        var location = Location.Create(Good());
        location.Deactivate(otherActiveLocations: 1);

        Assert.Throws<BusinessRuleException>(() => Room.Create(location, new RoomDetails { Name = "Cold room" }));
        Assert.Throws<BusinessRuleException>(() => Bin.Create(location, room: null, new BinDetails { Code = "A-1" }));

        location.Reactivate();
        Assert.Equal("A-1", Bin.Create(location, room: null, new BinDetails { Code = "A-1" }).Code);
    }

    private static LocationDetails Good() => new() { Name = "Main store", Code = "MAIN", TimeZone = "Europe/Berlin" };
}
