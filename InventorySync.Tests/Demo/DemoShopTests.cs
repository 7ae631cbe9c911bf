using InventorySync.Data;
using InventorySync.Data.Demo;
using InventorySync.Domain.Access;
using InventorySync.Domain.Places;
using InventorySync.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Demo;

public sealed class DemoShopTests : IAsyncLifetime
{
    private readonly StoppedClock _clock = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("inventorysync-demo-");
    private string _connectionString = "";

    public async Task InitializeAsync() => _connectionString = await TestServer.NewDatabaseAsync();

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return TestServer.DropAsync(_connectionString);
    }

    [Fact]
    public async Task An_empty_database_becomes_a_shop_with_three_locations_and_a_past()
    {
        Assert.True(await FillAsync());

        await using var database = Open();
        await using var db = database.Open(Actor.System("Test"));
        var locations = await db.Locations.OrderBy(l => l.Priority).ToListAsync();
        Assert.Equal([LocationKind.Online, LocationKind.Warehouse, LocationKind.Store], locations.Select(l => l.Kind));
        Assert.All(locations, l => Assert.NotEmpty(l.OpeningHours.Periods));
        Assert.True(await db.Rooms.CountAsync() >= 8);
        Assert.True(await db.Bins.CountAsync() >= 500);
        var history = await db.Audit.Where(a => a.SubjectKind == nameof(Location) && a.Action == "changed").Select(a => a.At).ToListAsync();
        Assert.Contains(history, at => at < _clock.GetUtcNow().AddDays(-600));
        Assert.Contains(history, at => at > _clock.GetUtcNow().AddDays(-100));
        Assert.All(await db.Audit.Select(a => a.At).ToListAsync(), at => Assert.True(at < _clock.GetUtcNow()));
    }

    [Fact]
    public async Task Everybody_signs_in_with_the_password_that_is_told_and_the_warehouse_sees_its_own_location()
    {
        await FillAsync();

        await using var database = Open();
        await using var db = database.Open(Actor.System("Test"));
        var people = await db.People.Include(p => p.Locations).ToListAsync();
        Assert.Equal(DemoPerson.All.Select(p => p.Email).Order(), people.Select(p => p.Email!).Order());
        var hasher = new PasswordHasher<Person>();
        Assert.All(people, p => Assert.NotEqual(PasswordVerificationResult.Failed, hasher.VerifyHashedPassword(p, p.PasswordHash!, DemoPerson.Password)));
        var roles = await (from given in db.UserRoles join role in db.Roles on given.RoleId equals role.Id join person in db.People on given.UserId equals person.Id select new { person.Email, role.Name }).ToListAsync();
        Assert.All(DemoPerson.All, p => Assert.Contains(roles, r => r.Email == p.Email && r.Name == p.Role));
        var warehouse = people.Single(p => p.Email == DemoPerson.Warehouse.Email);
        Assert.True(warehouse.LimitedToLocations);
        Assert.Equal("Leipzig warehouse", (await db.Locations.SingleAsync(l => l.Id == warehouse.Locations.Single().LocationId)).Name);
    }

    [Fact]
    public async Task Filling_it_again_changes_nothing()
    {
        await FillAsync();
        var before = await CountsAsync();
        _clock.Advance(TimeSpan.FromDays(3));

        Assert.True(await FillAsync());

        Assert.Equal(before, await CountsAsync());
    }

    [Fact]
    public async Task A_kill_between_a_step_and_its_mark_leaves_no_doubles()
    {
        await FillAsync();
        var before = await CountsAsync();
        await using (var database = Open())
        await using (var db = database.Open(Actor.System("Test")))
            await db.DemoMarks.Where(m => m.Step != "begun").ExecuteDeleteAsync();

        Assert.True(await FillAsync());

        var after = await CountsAsync();
        Assert.Equal((before.Locations, before.Rooms, before.Bins), (after.Locations, after.Rooms, after.Bins));
    }

    [Fact]
    public async Task Two_processes_that_start_at_once_make_one_shop()
    {
        var filled = await Task.WhenAll(FillAsync(), FillAsync());

        Assert.All(filled, Assert.True);
        Assert.Equal(3, (await CountsAsync()).Locations);
    }

    [Fact]
    public async Task A_database_with_a_shop_in_it_is_left_alone()
    {
        await using (var database = Open())
        await using (var db = database.Open(Actor.System("Test")))
        {
            db.Locations.Add(GivenPlaces.Location("My own shop"));
            await db.SaveChangesAsync();
        }

        Assert.False(await FillAsync());

        var counts = await CountsAsync();
        Assert.Equal((1, 0, 0), (counts.Locations, counts.Rooms, counts.Bins));
    }

    private Task<bool> FillAsync() => DemoShop.FillAsync(
        services =>
        {
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
            services.AddSingleton(new DataFolder(_folder.FullName));
            services.AddSingleton(new DemoSize(Variants: 120, Days: 90));
            ShopHost.AddShop(services, ShopDatabase.At(TestServer.Provider, _connectionString));
        },
        _clock);

    private async Task<(int Locations, int Rooms, int Bins, int Events, int Audits)> CountsAsync()
    {
        await using var database = Open();
        await using var db = database.Open(Actor.System("Test"));
        return (await db.Locations.CountAsync(), await db.Rooms.CountAsync(), await db.Bins.CountAsync(), await db.Outbox.CountAsync(), await db.Audit.CountAsync());
    }

    private InventoryDatabase Open() => new(TestServer.Provider, _connectionString, []);
}
