using InventorySync.Domain.Access;
using InventorySync.Domain.Alerts;
using InventorySync.Domain.Common;
using InventorySync.Domain.Lists;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Alerts;

public sealed class NotificationsTests(TestShop shop) : IClassFixture<TestShop>
{
    private static readonly News LowStock = new(NotificationKind.Warning, new Sentence("Only {0} left of {1}.", 4, "Linen shirt")) { Href = "/stock/7" };

    [Fact]
    public async Task What_somebody_is_told_counts_as_unread_until_it_is_read()
    {
        var mia = await shop.GivenSomebodyAsync();
        await using var scope = As(mia);

        await shop.Get<Notifications>().TellAsync(mia.Id, LowStock);

        Assert.Equal(1, await Of(scope).UnreadAsync());
        var row = Assert.Single((await List(scope).PageAsync(new ListRequest())).Rows);
        Assert.Equal((NotificationKind.Warning, new Sentence("Only {0} left of {1}.", 4, "Linen shirt"), "/stock/7", true), (row.Kind, row.Said, row.Href, row.Unread));

        await Of(scope).MarkReadAsync([row.Id]);

        Assert.Equal(0, await Of(scope).UnreadAsync());
    }

    [Fact]
    public async Task Nobody_sees_or_marks_what_others_were_told()
    {
        var mia = await shop.GivenSomebodyAsync();
        var tom = await shop.GivenSomebodyAsync();
        await shop.Get<Notifications>().TellAsync(mia.Id, LowStock);
        await using var miasScope = As(mia);
        await using var tomsScope = As(tom);
        var row = Assert.Single((await List(miasScope).PageAsync(new ListRequest())).Rows);

        await Of(tomsScope).MarkReadAsync([row.Id]);
        await Of(tomsScope).MarkAllReadAsync();

        Assert.Empty((await List(tomsScope).PageAsync(new ListRequest())).Rows);
        Assert.Equal(1, await Of(miasScope).UnreadAsync());
    }

    [Fact]
    public async Task Those_who_may_mend_it_are_told_and_nobody_else()
    {
        var keeper = await shop.GivenSomebodyAsync();
        var viewer = await shop.GivenSomebodyAsync();
        var left = await shop.GivenSomebodyAsync();
        await GivenRoleAsync("Backup keeper", [Permissions.BackupsManage], keeper.Id, left.Id);
        await GivenRoleAsync("Looks on", [Permissions.LocationsView], viewer.Id);
        await using (var db = shop.Db())
            await db.People.Where(p => p.Id == left.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Deactivated, true));

        await shop.Get<Notifications>().TellThoseWhoMayAsync(Permissions.BackupsManage, LowStock);

        Assert.Equal((1, 0, 0), (await UnreadAsync(keeper), await UnreadAsync(viewer), await UnreadAsync(left)));
    }

    [Fact]
    public async Task News_goes_with_the_change_it_tells_of()
    {
        var mia = await shop.GivenSomebodyAsync();

        await using (var db = shop.Db())
            shop.Get<Notifications>().Add(db, [mia.Id], LowStock);

        Assert.Equal(0, await UnreadAsync(mia));
    }

    [Fact]
    public async Task Open_screens_hear_of_news_and_of_what_was_read()
    {
        var mia = await shop.GivenSomebodyAsync();
        await using var scope = As(mia);

        await shop.Get<Notifications>().TellAsync(mia.Id, LowStock);
        await Of(scope).MarkAllReadAsync();
        await Of(scope).MarkAllReadAsync();

        await using var db = shop.Db();
        Assert.Equal(2, await db.Outbox.CountAsync(m => m.Subject == $"notifications:{mia.Id}" && m.Kind == nameof(NotificationsChanged)));
    }

    [Fact]
    public async Task After_ninety_days_it_is_forgotten()
    {
        var mia = await shop.GivenSomebodyAsync();
        await shop.Get<Notifications>().TellAsync(mia.Id, LowStock);
        await using (var db = shop.Db())
            await db.Notifications.Where(n => n.PersonId == mia.Id).ExecuteUpdateAsync(n => n.SetProperty(x => x.CreatedAt, shop.Clock.GetUtcNow().AddDays(-91)));
        await shop.Get<Notifications>().TellAsync(mia.Id, LowStock);

        await shop.Get<Notifications>().ForgetOldAsync();

        Assert.Equal(1, await UnreadAsync(mia));
    }

    private async Task GivenRoleAsync(string name, List<string> permissions, params long[] people)
    {
        await using var db = shop.Db();
        var role = new Role { Name = name, NormalizedName = name.ToUpperInvariant(), Permissions = permissions };
        db.Roles.Add(role);
        await db.SaveChangesAsync();
        db.UserRoles.AddRange(people.Select(p => new IdentityUserRole<long> { UserId = p, RoleId = role.Id }));
        await db.SaveChangesAsync();
    }

    private async Task<int> UnreadAsync(Person person)
    {
        await using var scope = As(person);
        return await Of(scope).UnreadAsync();
    }

    private AsyncServiceScope As(Person person) => shop.As(new Actor(ActorKind.Person, person.DisplayName) { PersonId = person.Id });

    private static Notifications Of(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<Notifications>();

    private static NotificationList List(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<NotificationList>();
}
