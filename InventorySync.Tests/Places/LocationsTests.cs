using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Places;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Places;

public sealed class LocationsTests(TestShop shop) : IClassFixture<TestShop>
{
    private Locations Locations => shop.Get<Locations>();

    [Fact]
    public async Task A_new_location_is_kept_and_announced()
    {
        var details = GivenPlaces.Details("Harbour warehouse") with { Kind = LocationKind.Warehouse, City = "Mombasa", Country = "KE", Latitude = -4.05, Longitude = 39.67, TimeZone = "Africa/Nairobi" };

        var id = await Locations.CreateAsync(details);

        var kept = await Locations.FindAsync(id);
        Assert.Equal(details.Code, kept.Code);
        Assert.Equal(("Harbour warehouse", LocationKind.Warehouse, "Mombasa", "KE", -4.05, 39.67, true),
            (kept.Name, kept.Kind, kept.City, kept.Country, kept.Latitude!.Value, kept.Longitude!.Value, kept.Active));
        await using var db = shop.Db();
        var told = await db.Outbox.SingleAsync(m => m.Subject == $"location:{id}");
        Assert.Equal((nameof(LocationCreated), "Harbour warehouse"), (told.Kind, told.Read<LocationCreated>().Name));
    }

    [Fact]
    public async Task Two_locations_cannot_have_one_name_however_it_is_written()
    {
        await shop.GivenLocationAsync("Old town store");

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => shop.GivenLocationAsync(" OLD  town Store"));

        Assert.Equal(("Name", "Another location is already called “OLD town Store”. Choose a different name."), (refused.Field, refused.Message));
    }

    [Fact]
    public async Task Two_locations_cannot_have_one_code()
    {
        await Locations.CreateAsync(GivenPlaces.Details("Coded one") with { Code = "C-1" });

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => Locations.CreateAsync(GivenPlaces.Details("Coded two") with { Code = "c-1" }));

        Assert.Equal(("Code", "Another location already has the code C-1. Choose a different code."), (refused.Field, refused.Message));
    }

    [Fact]
    public async Task Of_many_who_take_a_name_in_one_moment_one_gets_it_and_the_others_read_why()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var scope = shop.As(BuiltInRoles.Owner);
            return await Record.ExceptionAsync(() => scope.ServiceProvider.GetRequiredService<Locations>().CreateAsync(GivenPlaces.Details("Contested")));
        }));

        Assert.Single(outcomes, o => o is null);
        Assert.All(outcomes.OfType<Exception>(), o => Assert.Equal("Another location is already called “Contested”. Choose a different name.", Assert.IsType<BusinessRuleException>(o).Message));
    }

    [Fact]
    public async Task Who_saves_over_a_newer_version_is_told_and_nothing_changes()
    {
        var id = await shop.GivenLocationAsync("Versioned");
        var opened = await Locations.FindAsync(id);
        await Locations.ChangeAsync(id, opened.Version, LocationDetails.Of(opened) with { City = "Lyon" });

        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => Locations.ChangeAsync(id, opened.Version, LocationDetails.Of(opened) with { City = "Paris" }));

        Assert.Equal("Lyon", (await Locations.FindAsync(id)).City);
    }

    [Fact]
    public async Task Opening_hours_are_kept_and_audited_in_readable_words()
    {
        var id = await shop.GivenLocationAsync("Opened");
        var hours = OpeningHours.Parse("Mon 09:00-12:30, Mon 13:30-18:00");

        await Locations.OpenAtAsync(id, (await Locations.FindAsync(id)).Version, hours);

        Assert.Equal(hours, (await Locations.FindAsync(id)).OpeningHours);
        await using var db = shop.Db();
        var audited = await db.Audit.SingleAsync(a => a.SubjectId == id && a.Action == "changed");
        var field = Assert.Single(audited.Fields);
        Assert.Equal(("OpeningHours", "Mon 09:00-12:30, Mon 13:30-18:00"), (field.Name, field.To));
    }

    [Fact]
    public async Task Deactivating_and_undoing_it_is_announced_once_each()
    {
        await shop.GivenLocationAsync("Stays open");
        var id = await shop.GivenLocationAsync("Closes");

        await Locations.DeactivateAsync(id);
        await Locations.DeactivateAsync(id);
        Assert.False((await Locations.FindAsync(id)).Active);
        await Locations.ReactivateAsync(id);
        await Locations.ReactivateAsync(id);

        Assert.True((await Locations.FindAsync(id)).Active);
        await using var db = shop.Db();
        Assert.Equal(
            [nameof(LocationCreated), nameof(LocationDeactivated), nameof(LocationReactivated)],
            await db.Outbox.Where(m => m.Subject == $"location:{id}").OrderBy(m => m.Id).Select(m => m.Kind).ToListAsync());
    }

    [Theory]
    [InlineData(BuiltInRoles.Viewer)]
    [InlineData(BuiltInRoles.Warehouse)]
    public async Task Who_may_only_look_changes_nothing(string role)
    {
        var id = await shop.GivenLocationAsync($"Looked at by {role}");
        await using var scope = shop.As(role);
        var locations = scope.ServiceProvider.GetRequiredService<Locations>();

        var seen = await locations.FindAsync(id);
        await Assert.ThrowsAsync<ForbiddenException>(() => locations.CreateAsync(GivenPlaces.Details("Forbidden")));
        await Assert.ThrowsAsync<ForbiddenException>(() => locations.ChangeAsync(id, seen.Version, LocationDetails.Of(seen)));
        await Assert.ThrowsAsync<ForbiddenException>(() => locations.DeactivateAsync(id));
        await Assert.ThrowsAsync<ForbiddenException>(() => locations.ReactivateAsync(id));
        await Assert.ThrowsAsync<ForbiddenException>(() => locations.PeopleAsync(id));
    }

    [Fact]
    public async Task Who_works_in_chosen_locations_sees_and_changes_only_those()
    {
        var own = await shop.GivenLocationAsync("Own");
        var foreign = await shop.GivenLocationAsync("Foreign");
        await using var scope = shop.As(new Actor(ActorKind.Person, "Manager of one") { Permissions = BuiltInRoles.All[BuiltInRoles.Manager], Locations = new HashSet<long> { own } });
        var locations = scope.ServiceProvider.GetRequiredService<Locations>();

        var seen = await locations.FindAsync(own);
        await locations.ChangeAsync(own, seen.Version, LocationDetails.Of(seen) with { City = "Nice" });
        await Assert.ThrowsAsync<NotFoundException>(() => locations.FindAsync(foreign));
        await Assert.ThrowsAsync<NotFoundException>(() => locations.DeactivateAsync(foreign));
        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => locations.CreateAsync(GivenPlaces.Details("Invisible to its maker")));
        Assert.Contains("Ask the shop's owner", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_with_access_are_those_without_limits_and_those_limited_to_it()
    {
        var own = await shop.GivenLocationAsync("Staffed");
        var other = await shop.GivenLocationAsync("Staffed elsewhere");
        await using (var db = shop.Db())
        {
            db.People.AddRange(
                new Person { UserName = "all", DisplayName = "Ada everywhere" },
                new Person { UserName = "own", DisplayName = "Ben here", LimitedToLocations = true, Locations = { new PersonLocation { LocationId = own }, new PersonLocation { LocationId = other } } },
                new Person { UserName = "other", DisplayName = "Cem elsewhere", LimitedToLocations = true, Locations = { new PersonLocation { LocationId = other } } },
                new Person { UserName = "gone", DisplayName = "Dora gone", Deactivated = true });
            await db.SaveChangesAsync();
        }

        var people = await Locations.PeopleAsync(own);

        Assert.Equal([("Ada everywhere", 0), ("Ben here", 2)], people.Select(p => (p.Name, p.LimitedTo)));
    }
}

public sealed class LastLocationTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task Two_people_cannot_close_the_last_two_locations_at_once()
    {
        long[] both = [await shop.GivenLocationAsync("Last but one"), await shop.GivenLocationAsync("Last")];

        var outcomes = await Task.WhenAll(both.Select(async id =>
        {
            await using var scope = shop.As(BuiltInRoles.Owner);
            return await Record.ExceptionAsync(() => scope.ServiceProvider.GetRequiredService<Locations>().DeactivateAsync(id));
        }));

        var refused = Assert.Single(outcomes, o => o is not null);
        Assert.Contains("is the shop's last active location", Assert.IsType<BusinessRuleException>(refused).Message, StringComparison.Ordinal);
        await using var db = shop.Db();
        Assert.Equal(1, await db.Locations.CountAsync(l => l.Active));
    }
}
