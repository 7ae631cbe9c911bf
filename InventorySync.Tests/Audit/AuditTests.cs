using InventorySync.Domain;
using InventorySync.Domain.Access;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Common;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Places;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Audit;

public sealed class AuditTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task A_change_is_written_down_with_who_what_from_and_to()
    {
        await using var db = shop.Db();
        db.Actor = new Actor(ActorKind.Person, "Mia") { PersonId = 7, Address = "10.0.0.9" };
        var person = await AddedAsync(db, "Main clerk");

        person.DisplayName = "Head clerk";
        await db.SaveChangesAsync();

        var entry = await LastAsync(db, "Person", person.Id);
        Assert.Equal(("Mia", 7L, "10.0.0.9", "changed", "Head clerk"), (entry.ActorName, entry.ActorId, entry.Address, entry.Action, entry.SubjectName));
        Assert.Equal([("DisplayName", "Main clerk", "Head clerk")], Told(entry));
    }

    [Fact]
    public async Task A_save_without_a_difference_writes_nothing()
    {
        await using var db = shop.Db();
        var person = await AddedAsync(db, "Same");

        person.DisplayName = "Other";
        person.DisplayName = "Same";
        await db.SaveChangesAsync();

        Assert.Equal("created", (await LastAsync(db, "Person", person.Id)).Action);
    }

    [Fact]
    public async Task The_locations_of_a_person_are_told_from_list_to_list_by_their_names()
    {
        await using var db = shop.Db();
        var (east, west) = (await LocationAsync("East"), await LocationAsync("West"));
        var person = await AddedAsync(db, "Limited");
        db.Add(new PersonLocation { PersonId = person.Id, LocationId = east });
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();

        db.Add(new PersonLocation { PersonId = person.Id, LocationId = west });
        await db.SaveChangesAsync();

        var entry = await LastAsync(db, "Person", person.Id);
        Assert.Equal(("changed", "Limited"), (entry.Action, entry.SubjectName));
        Assert.Equal([("Locations", "East", "East, West")], Told(entry));
    }

    [Fact]
    public async Task The_roles_of_a_person_are_told_in_the_same_entry_as_the_rest()
    {
        await using var db = shop.Db();
        var role = new Role { Name = "Night shift", NormalizedName = "NIGHT SHIFT" };
        db.Roles.Add(role);
        var person = await AddedAsync(db, "Worker");
        db.Add(new IdentityUserRole<long> { UserId = person.Id, RoleId = role.Id });
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();

        person = await db.People.SingleAsync(p => p.Id == person.Id);
        person.Language = "sw";
        db.RemoveRange(await db.UserRoles.Where(r => r.UserId == person.Id).ToListAsync());
        await db.SaveChangesAsync();

        Assert.Equal([("Language", null, "sw"), ("Roles", "Night shift", null)], Told(await LastAsync(db, "Person", person.Id)));
    }

    [Fact]
    public async Task The_permissions_of_a_role_are_told_from_list_to_list()
    {
        await using var db = shop.Db();
        var role = new Role { Name = "Counter", NormalizedName = "COUNTER", Permissions = [Permissions.LocationsView] };
        db.Roles.Add(role);
        await db.SaveChangesAsync();

        role.Permissions = [Permissions.LocationsView, Permissions.AuditView];
        await db.SaveChangesAsync();

        Assert.Equal([("Permissions", "locations.view", "locations.view, audit.view")], Told(await LastAsync(db, "Role", role.Id)));
    }

    [Fact]
    public async Task What_points_at_another_thing_is_told_by_its_name()
    {
        await using var db = shop.Db();
        var location = await LocationAsync("With rooms");
        var bin = Bin.Create(await db.Locations.SingleAsync(l => l.Id == location), room: null, new BinDetails { Code = "A-1" });
        var room = Room.Create(await db.Locations.SingleAsync(l => l.Id == location), new RoomDetails { Name = "Cold room" });
        db.AddRange(bin, room);
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();

        var moved = await db.Bins.SingleAsync(b => b.Id == bin.Id);
        moved.MoveTo(room);
        await db.SaveChangesAsync();

        var entry = await LastAsync(db, "Bin", bin.Id);
        Assert.Equal([("Room", null, "Cold room")], Told(entry));
        Assert.Equal(location, entry.LocationId);
    }

    [Fact]
    public async Task A_password_is_told_as_changed_and_never_shown()
    {
        await using var db = shop.Db();
        var person = await AddedAsync(db, "Careful");

        person.PasswordHash = "hash-canary-551";
        await db.SaveChangesAsync();

        var entry = await LastAsync(db, "Person", person.Id);
        Assert.Equal([("PasswordHash", null, "•••")], Told(entry));
        Assert.DoesNotContain("canary", entry.SearchText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_save_that_fails_leaves_no_entry()
    {
        await using var db = shop.Db();
        db.Roles.Add(new Role { Id = 987_654, Name = "Broken" });
        db.UserRoles.Add(new IdentityUserRole<long> { UserId = -1, RoleId = 987_654 });

        await Assert.ThrowsAnyAsync<Exception>(() => db.SaveChangesAsync());

        await using var fresh = shop.Db();
        Assert.False(await fresh.Audit.AnyAsync(e => e.SubjectName == "Broken"));
    }

    [Fact]
    public async Task A_deed_without_a_saved_thing_is_written_by_hand_in_the_same_transaction()
    {
        await using var scope = shop.As(BuiltInRoles.Manager);
        await scope.ServiceProvider.GetRequiredService<IDbContextFactory<InventoryDb>>().ChangeAsync(db =>
        {
            db.Audit(shop.Clock.GetUtcNow(), "exported", "Location", null, "12 locations", [new() { Name = "Format", To = "CSV" }]);
            return Task.CompletedTask;
        });

        await using var db = shop.Db();
        var entry = await db.Audit.SingleAsync(e => e.Action == "exported");
        Assert.Equal(("Manager", "12 locations"), (entry.ActorName, entry.SubjectName));
        Assert.Equal([("Format", null, "CSV")], Told(entry));
    }

    [Theory]
    [InlineData("UPDATE audit SET actor_name = 'Nobody'")]
    [InlineData("DELETE FROM audit")]
    [InlineData("TRUNCATE audit")]
    public async Task The_audit_cannot_be_changed_even_by_sql(string sql)
    {
        await using var db = shop.Db();
        await AddedAsync(db, "Witness");

        var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync(sql));

        Assert.Contains(TestServer.Provider == Data.DatabaseProvider.SqlServer && sql.StartsWith("TRUNCATE", StringComparison.Ordinal) ? "audit" : "written once and never changed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_search_finds_entries_by_any_word_of_them_whatever_its_accents()
    {
        await using (var db = shop.Db())
        {
            db.Actor = new Actor(ActorKind.Person, "José Núñez");
            var person = await AddedAsync(db, "Crème fraîche");
            person.Theme = "dark";
            await db.SaveChangesAsync();
        }

        var page = await shop.Get<AuditList>().PageAsync(new ListRequest { Search = "nunez creme DARK" });

        Assert.Equal(("changed", "Crème fraîche", "Theme: dark"), Assert.Single(page.Rows) is var row ? (row.Action, row.Subject, row.Changes) : default);
    }

    [Fact]
    public async Task Entries_come_newest_first_and_by_person_kind_action_and_period()
    {
        await using var db = shop.Db();
        db.Actor = new Actor(ActorKind.Person, "Zoe") { PersonId = 4_711 };
        var start = shop.Clock.GetUtcNow();
        var first = await AddedAsync(db, "First");
        shop.Clock.Advance(TimeSpan.FromDays(1));
        first.DisplayName = "First again";
        await db.SaveChangesAsync();
        shop.Clock.Advance(TimeSpan.FromDays(1));
        var list = shop.Get<AuditList>();

        var mine = await list.PageAsync(Request(new ListFilter("actorId", FilterOperator.Is, "4711")));
        var changes = await list.PageAsync(Request(new("actorId", FilterOperator.Is, "4711"), new("action", FilterOperator.Is, "changed"), new("kind", FilterOperator.Is, "Person")));
        var firstDay = await list.PageAsync(Request(new("actorId", FilterOperator.Is, "4711"), new("at", FilterOperator.AtMost, start.AddHours(1).ToString("O"))));

        Assert.Equal(["changed", "created"], mine.Rows.Select(r => r.Action));
        Assert.Equal("First again", Assert.Single(changes.Rows).Subject);
        Assert.Equal("created", Assert.Single(firstDay.Rows).Action);
    }

    [Fact]
    public async Task Who_is_limited_to_locations_reads_only_what_happened_there()
    {
        var (mine, theirs) = (await LocationAsync("Mine"), await LocationAsync("Theirs"));
        await using var scope = shop.As(new Actor(ActorKind.Person, "Limited") { Permissions = BuiltInRoles.All[BuiltInRoles.Manager], Locations = new HashSet<long> { mine } });

        var seen = await scope.ServiceProvider.GetRequiredService<AuditList>().PageAsync(Request(new ListFilter("kind", FilterOperator.Is, "Location")));

        Assert.Contains(seen.Rows, r => r.SubjectId == mine);
        Assert.DoesNotContain(seen.Rows, r => r.SubjectId == theirs);
    }

    [Fact]
    public async Task The_trail_of_a_thing_is_for_those_who_may_see_the_audit()
    {
        var location = await LocationAsync("Trailed");

        Assert.Equal("created", Assert.Single(await shop.Get<AuditTrail>().OfAsync("Location", location)).Action);
        await using var scope = shop.As(BuiltInRoles.Viewer);
        await Assert.ThrowsAsync<ForbiddenException>(() => scope.ServiceProvider.GetRequiredService<AuditTrail>().OfAsync("Location", location));
    }

    private static ListRequest Request(params ListFilter[] filters) => new() { Filters = filters };

    private static async Task<Person> AddedAsync(InventoryDb db, string name)
    {
        var person = new Person { DisplayName = name };
        db.People.Add(person);
        await db.SaveChangesAsync();
        return person;
    }

    private async Task<long> LocationAsync(string name) =>
        await shop.Get<Locations>().CreateAsync(new LocationDetails { Name = name, Code = name.Replace(" ", "")[..Math.Min(name.Replace(" ", "").Length, 12)].ToUpperInvariant(), TimeZone = "UTC" });

    private static Task<AuditEntry> LastAsync(InventoryDb db, string kind, long id) =>
        db.Audit.AsNoTracking().Where(e => e.SubjectKind == kind && e.SubjectId == id).OrderByDescending(e => e.Id).FirstAsync();

    private static (string, string?, string?)[] Told(AuditEntry entry) => [.. entry.Fields.Select(f => (f.Name, f.From, f.To))];
}
