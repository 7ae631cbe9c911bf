using InventorySync.Domain.Access;
using InventorySync.Domain.Places;

namespace InventorySync.Tests.Audit;

public sealed class AuditTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task A_change_is_written_down_with_who_what_from_and_to()
    {
        await using var db = shop.Db();
        db.Actor = new Actor(ActorKind.Person, "Mia") { PersonId = 7, Address = "10.0.0.9" };
        var location = GivenPlaces.Location("Main store");
        db.Locations.Add(location);
        await db.SaveChangesAsync();

        location.Change(LocationDetails.Of(location) with { Name = "High street store" });
        await db.SaveChangesAsync();

        var entry = await db.Audit.AsNoTracking().SingleAsync(e => e.SubjectId == location.Id && e.Action == "changed");
        Assert.Equal(("Mia", 7L, "10.0.0.9", "Location", "High street store"), (entry.ActorName, entry.ActorId, entry.Address, entry.SubjectKind, entry.SubjectName));
        var field = Assert.Single(entry.Fields);
        Assert.Equal(("Name", "Main store", "High street store"), (field.Name, field.From, field.To));
    }

    [Theory]
    [InlineData("UPDATE audit SET actor_name = 'Nobody'")]
    [InlineData("DELETE FROM audit")]
    [InlineData("TRUNCATE audit")]
    public async Task The_audit_cannot_be_changed_even_by_sql(string sql)
    {
        await using var db = shop.Db();
        db.Locations.Add(GivenPlaces.Location($"Audited by {sql}"));
        await db.SaveChangesAsync();

        var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync(sql));

        Assert.Contains("written once and never changed", refused.Message, StringComparison.Ordinal);
    }
}
