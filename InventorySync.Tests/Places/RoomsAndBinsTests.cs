using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Places;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Places;

public sealed class RoomsAndBinsTests(TestShop shop) : IClassFixture<TestShop>
{
    private Rooms Rooms => shop.Get<Rooms>();

    private Bins Bins => shop.Get<Bins>();

    [Fact]
    public async Task A_room_name_is_used_once_in_a_location_and_again_in_another()
    {
        var first = await shop.GivenLocationAsync("Rooms one");
        var second = await shop.GivenLocationAsync("Rooms two");
        await shop.GivenRoomAsync(first, "Cold room");

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => shop.GivenRoomAsync(first, "COLD ROOM"));

        Assert.Equal(("Name", "This location already has a room called “COLD ROOM”. Choose a different name."), (refused.Field, refused.Message));
        Assert.NotEqual(0, await shop.GivenRoomAsync(second, "Cold room"));
    }

    [Fact]
    public async Task A_room_is_renamed_by_who_saw_its_newest_name()
    {
        var room = await Rooms.FindAsync(await shop.GivenRoomAsync(await shop.GivenLocationAsync("Renaming"), "Old name"));

        await Rooms.RenameAsync(room.Id, room.Version, new RoomDetails { Name = "New name" });
        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => Rooms.RenameAsync(room.Id, room.Version, new RoomDetails { Name = "Other name" }));

        Assert.Equal("New name", (await Rooms.FindAsync(room.Id)).Name);
    }

    [Fact]
    public async Task A_room_is_deleted_once_its_bins_have_left()
    {
        var location = await shop.GivenLocationAsync("Emptying");
        var room = await shop.GivenRoomAsync(location, "Back store");
        var bin = await shop.GivenBinAsync(location, "B-1", room);

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => Rooms.DeleteAsync(room));
        Assert.Equal("“Back store” still holds bins (1). Move them to another room or delete them first.", refused.Message);

        await Bins.MoveAsync(location, [bin], roomId: null);
        await Rooms.DeleteAsync(room);
        await Assert.ThrowsAsync<NotFoundException>(() => Rooms.FindAsync(room));
    }

    [Fact]
    public async Task A_bin_code_is_used_once_in_a_location_whatever_its_case()
    {
        var first = await shop.GivenLocationAsync("Codes one");
        var second = await shop.GivenLocationAsync("Codes two");
        await shop.GivenBinAsync(first, "a-01");

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => shop.GivenBinAsync(first, "A-01"));

        Assert.Equal(("Code", "This location already has a bin A-01. Choose a different code."), (refused.Field, refused.Message));
        Assert.NotEqual(0, await shop.GivenBinAsync(second, "A-01"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("123456789-123456789-123456789-123")]
    public async Task A_bin_without_a_usable_code_is_refused_at_its_field(string code)
    {
        var location = await shop.GivenLocationAsync($"Bad code of {code.Length}");

        var refused = await Assert.ThrowsAsync<InvalidInputException>(() => shop.GivenBinAsync(location, code));

        Assert.Equal("Code", refused.Field);
    }

    [Fact]
    public async Task A_bin_does_not_go_into_a_room_of_another_location()
    {
        var location = await shop.GivenLocationAsync("Own rooms");
        var foreign = await shop.GivenRoomAsync(await shop.GivenLocationAsync("Foreign rooms"), "Attic");
        var bin = await shop.GivenBinAsync(location, "X-1");

        var created = await Assert.ThrowsAsync<BusinessRuleException>(() => shop.GivenBinAsync(location, "X-2", foreign));
        var moved = await Assert.ThrowsAsync<BusinessRuleException>(() => Bins.MoveAsync(location, [bin], foreign));

        Assert.Equal("The room “Attic” belongs to another location. Choose a room of the bin's own location.", created.Message);
        Assert.Equal(created.Message, moved.Message);
        Assert.Equal("RoomId", moved.Field);
    }

    [Fact]
    public async Task Bins_of_two_locations_are_not_changed_together()
    {
        var location = await shop.GivenLocationAsync("Together");
        var own = await shop.GivenBinAsync(location, "T-1");
        var foreign = await shop.GivenBinAsync(await shop.GivenLocationAsync("Apart"), "F-1");

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => Bins.DeactivateAsync(location, [own, foreign]));

        Assert.Equal("The bin “F-1” belongs to another location. Select bins of one location only.", refused.Message);
        Assert.True((await Bins.FindAsync(own)).Active);
    }

    [Fact]
    public async Task A_plan_shows_what_it_would_make_and_skips_what_is_there()
    {
        var location = await shop.GivenLocationAsync("Planned");
        await shop.GivenBinAsync(location, "a-01-02");
        var plan = new BinPlan { Aisles = new() { From = "A", To = "B" }, Racks = new() { From = "1", To = "2" }, Levels = new() { From = "1", To = "3" } };

        var preview = await Bins.PreviewAsync(location, plan);
        var made = await Bins.MakeAsync(location, plan);
        var again = await Bins.MakeAsync(location, plan);

        Assert.Equal(12, preview.Codes.Count);
        Assert.Equal(["A-01-02"], preview.Taken);
        Assert.Equal((11, 1), (made.Made, made.Skipped));
        Assert.Equal((0, 12), (again.Made, again.Skipped));
        await using var db = shop.Db();
        Assert.Equal(12, await db.Bins.CountAsync(b => b.LocationId == location));
    }

    [Fact]
    public async Task Two_people_who_make_overlapping_walls_at_once_make_every_bin_once()
    {
        var location = await shop.GivenLocationAsync("Raced");
        BinPlan Wall(string from, string to) => new() { Aisles = new() { From = from, To = to }, Racks = new() { From = "1", To = "20" }, Levels = new() { From = "1", To = "5" } };

        var made = await Task.WhenAll(new[] { Wall("A", "C"), Wall("B", "D"), Wall("A", "D") }.Select(async wall =>
        {
            await using var scope = shop.As(BuiltInRoles.Owner);
            return await scope.ServiceProvider.GetRequiredService<Bins>().MakeAsync(location, wall);
        }));

        Assert.Equal(400, made.Sum(m => m.Made));
        await using var db = shop.Db();
        Assert.Equal(400, await db.Bins.CountAsync(b => b.LocationId == location));
    }

    [Fact]
    public async Task Bins_are_moved_deactivated_and_reactivated_together()
    {
        var location = await shop.GivenLocationAsync("Bulk");
        var room = await shop.GivenRoomAsync(location, "Upper floor");
        long[] bins = [await shop.GivenBinAsync(location, "U-1"), await shop.GivenBinAsync(location, "U-2")];

        await Bins.MoveAsync(location, bins, room);
        await Bins.DeactivateAsync(location, bins);

        await using var db = shop.Db();
        Assert.All(await db.Bins.Where(b => bins.Contains(b.Id)).ToListAsync(), b => Assert.Equal((room, false), (b.RoomId, b.Active)));
        await Bins.ReactivateAsync(location, bins);
        Assert.True((await Bins.FindAsync(bins[0])).Active);
    }

    [Fact]
    public async Task A_bin_is_deleted_only_when_it_was_never_used()
    {
        var location = await shop.GivenLocationAsync("Deleting");
        var unused = await shop.GivenBinAsync(location, "D-1");
        var used = await shop.GivenBinAsync(location, "D-2");
        await using var db = shop.Db();
        await db.Database.ExecuteSqlAsync($"CREATE TABLE uses_of_bins (bin_id bigint NOT NULL REFERENCES bins (id))");
        await db.Database.ExecuteSqlAsync($"INSERT INTO uses_of_bins VALUES ({used})");

        await Bins.DeleteAsync(location, [unused]);
        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => Bins.DeleteAsync(location, [used]));

        Assert.Equal("“D-2” is in use or has been used, so it cannot be deleted. Deactivate it instead.", refused.Message);
        await Assert.ThrowsAsync<NotFoundException>(() => Bins.FindAsync(unused));
        Assert.Equal("D-2", (await Bins.FindAsync(used)).Code);
    }

    [Fact]
    public async Task A_label_leads_to_its_bin_or_location_but_not_past_the_limits_of_a_person()
    {
        var location = await shop.GivenLocationAsync("Labelled");
        var bin = await Bins.FindAsync(await shop.GivenBinAsync(location, "L-1"));
        var place = await shop.Get<Locations>().FindAsync(location);

        Assert.Equal((location, bin.Id, "L-1"), Found(await shop.Get<PlaceLabels>().FindAsync(bin.PublicId)));
        Assert.Equal((location, bin.Id, "L-1"), Found(await shop.Get<PlaceLabels>().FindAsync($"https://shop.example/b/{bin.PublicId}")));
        Assert.Equal((location, null, "Labelled"), Found(await shop.Get<PlaceLabels>().FindAsync(place.PublicId)));

        await using var limited = shop.As(new Actor(ActorKind.Person, "Elsewhere") { Permissions = BuiltInRoles.All[BuiltInRoles.Warehouse], Locations = new HashSet<long> { location + 1 } });
        await Assert.ThrowsAsync<NotFoundException>(() => limited.ServiceProvider.GetRequiredService<PlaceLabels>().FindAsync(bin.PublicId));
    }

    [Theory]
    [InlineData("4006381333931")]
    [InlineData("https://elsewhere.example/p/12")]
    [InlineData("")]
    public async Task A_foreign_label_is_told_as_such(string scanned) =>
        Assert.Contains("another shop", (await Assert.ThrowsAsync<NotFoundException>(() => shop.Get<PlaceLabels>().FindAsync(scanned))).Message, StringComparison.Ordinal);

    private static (long, long?, string) Found(LabelledPlace place) => (place.LocationId, place.BinId, place.Name);
}
