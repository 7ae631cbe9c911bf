using InventorySync.Domain;
using InventorySync.Domain.Common;
using InventorySync.Tests.Places;
using Microsoft.EntityFrameworkCore;

namespace InventorySync.Tests.Common;

public sealed class ChangesTests(TestShop shop) : IClassFixture<TestShop>
{
    private IDbContextFactory<InventoryDb> Dbs => shop.Get<IDbContextFactory<InventoryDb>>();

    [Fact]
    public async Task What_somebody_else_changes_within_a_command_is_read_again()
    {
        var id = await shop.GivenLocationAsync("Read again");
        var attempts = 0;

        await Dbs.ChangeAsync(async db =>
        {
            var location = await db.Locations.SingleAsync(l => l.Id == id);
            if (++attempts == 1)
                await RenameElsewhereAsync(id, "Renamed meanwhile");
            location.Deactivate(otherActiveLocations: 1);
        });

        await using var after = shop.Db();
        var kept = await after.Locations.SingleAsync(l => l.Id == id);
        Assert.Equal((2, "Renamed meanwhile", false), (attempts, kept.Name, kept.Active));
    }

    [Fact]
    public async Task What_somebody_had_open_is_refused_at_once()
    {
        var id = await shop.GivenLocationAsync("Had open");
        await using var before = shop.Db();
        var opened = await before.Locations.AsNoTracking().SingleAsync(l => l.Id == id);
        await RenameElsewhereAsync(id, "Renamed since");
        var attempts = 0;

        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => Dbs.ChangeAsync(async db =>
        {
            attempts++;
            var location = await db.Locations.SingleAsync(l => l.Id == id);
            db.ExpectVersion(location, opened.Version);
            location.Deactivate(otherActiveLocations: 1);
        }));

        Assert.Equal(1, attempts);
    }

    private async Task RenameElsewhereAsync(long id, string name)
    {
        await using var db = shop.Db();
        await db.Locations.Where(l => l.Id == id).ExecuteUpdateAsync(set => set.SetProperty(l => l.Name, name));
    }
}
