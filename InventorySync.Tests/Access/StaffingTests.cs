using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Places;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Access;

public sealed class StaffingTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task A_change_of_role_holds_at_once_for_somebody_who_is_signed_in()
    {
        var mia = await shop.GivenPersonAsync("Mia Promoted", BuiltInRoles.Viewer);
        var key = await shop.GivenSignedInAsync(mia);
        Assert.DoesNotContain(Permissions.LocationsEdit, (await shop.SeenAsync(key))!.Permissions);

        await ChangeAsync(mia.Id, async p => p.RoleIds = [await shop.RoleIdAsync(BuiltInRoles.Manager)]);

        Assert.Contains(Permissions.LocationsEdit, (await shop.SeenAsync(key))!.Permissions);
        await using var db = shop.Db();
        var field = Assert.Single((await db.Audit.SingleAsync(e => e.SubjectId == mia.Id && e.Action == "roles given")).Fields);
        Assert.Equal(("Viewer", "Manager"), (field.From, field.To));
    }

    [Fact]
    public async Task A_limit_to_locations_hides_the_others_at_once()
    {
        var here = await shop.Get<Locations>().CreateAsync(new LocationDetails { Name = "Here", Code = "HERE", TimeZone = "UTC" });
        await shop.Get<Locations>().CreateAsync(new LocationDetails { Name = "There", Code = "THERE", TimeZone = "UTC" });
        var mia = await shop.GivenPersonAsync("Mia Limited", BuiltInRoles.Warehouse);
        var key = await shop.GivenSignedInAsync(mia);

        await ChangeAsync(mia.Id, p => { p.LimitedToLocations = true; p.LocationIds = [here]; return Task.CompletedTask; });

        await using var browser = await shop.AtBrowserAsync(key);
        Assert.Equal(["Here"], (await browser.Get<LocationList>().PageAsync(new())).Rows.Select(l => l.Name));
    }

    [Fact]
    public async Task Somebody_whose_only_locations_are_gone_sees_none_rather_than_all()
    {
        var mia = await shop.GivenPersonAsync("Mia Nowhere", BuiltInRoles.Warehouse);
        await using (var db = shop.Db())
            await db.People.Where(p => p.Id == mia.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.LimitedToLocations, true));

        var who = await shop.SeenAsync(await shop.GivenSignedInAsync(mia));

        Assert.Empty(who!.Locations!);
    }

    [Fact]
    public async Task Deactivating_shuts_out_at_once_and_takes_open_invitations_along()
    {
        var mia = await shop.GivenPersonAsync("Mia Leaving", BuiltInRoles.Manager);
        var key = await shop.GivenSignedInAsync(mia);
        InvitationLink link;
        await using (var browser = await shop.AtBrowserAsync(key))
            link = await browser.Get<Invitations>().InviteAsync(new NewInvitation { Name = "Friend", Email = "friend@new.test", RoleIds = [await shop.RoleIdAsync(BuiltInRoles.Viewer)] });

        await shop.Get<Staffing>().DeactivateAsync(mia.Id);

        Assert.Null(await shop.SeenAsync(key));
        Assert.IsType<SignInOutcome.Refused>(await shop.SignInAsync(mia.Email!));
        Assert.Null(await shop.Get<Invitations>().FindAsync(link.Token));

        await shop.Get<Staffing>().ReactivateAsync(mia.Id);
        Assert.IsType<SignInOutcome.Done>(await shop.SignInAsync(mia.Email!));
        Assert.Null(await shop.SeenAsync(key));
    }

    [Fact]
    public async Task Nobody_has_power_over_somebody_who_may_do_more()
    {
        var owner = await shop.GivenPersonAsync("Olga Owner", BuiltInRoles.Owner);
        await using var manager = shop.As(BuiltInRoles.Manager);
        var staffing = manager.Get<Staffing>();
        Func<Task>[] attacks =
        [
            () => staffing.DeactivateAsync(owner.Id),
            () => staffing.ResetSecondFactorAsync(owner.Id),
            () => staffing.UnlockAsync(owner.Id),
            () => manager.Get<PasswordLinks>().MakeAsync(owner.Id),
            () => manager.Get<Sessions>().EndAllAsync(owner.Id),
            async () => await staffing.ChangeAsync(await staffing.FindAsync(owner.Id) with { Email = "taken@over.test" }),
        ];

        foreach (var attack in attacks)
            Assert.Equal("This person may do more than you. Only somebody with at least the same rights can change the account.", (await Assert.ThrowsAsync<BusinessRuleException>(attack)).Message);
        Assert.NotNull(await staffing.RefusalAsync(owner.Id));
    }

    [Fact]
    public async Task Nobody_raises_himself()
    {
        var mia = await shop.GivenPersonAsync("Mia Ambitious", BuiltInRoles.Manager);
        await using var browser = await shop.AtBrowserAsync(mia);
        var details = await browser.Get<Staffing>().FindAsync(mia.Id);
        details.RoleIds.Add(await shop.RoleIdAsync(BuiltInRoles.Owner));

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => browser.Get<Staffing>().ChangeAsync(details));

        Assert.StartsWith("You can only give rights that you have yourself.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_permission_nothing_about_people_is_shown_or_changed()
    {
        var mia = await shop.GivenPersonAsync("Mia Private");
        await using var viewer = shop.As(BuiltInRoles.Viewer);

        await Assert.ThrowsAsync<ForbiddenException>(() => viewer.Get<Staffing>().FindAsync(mia.Id));
        await Assert.ThrowsAsync<ForbiddenException>(() => viewer.Get<Staffing>().DeactivateAsync(mia.Id));
        await Assert.ThrowsAsync<ForbiddenException>(() => viewer.Get<PeopleList>().PageAsync(new()));
        await Assert.ThrowsAsync<ForbiddenException>(() => viewer.Get<Invitations>().OpenAsync());
        await Assert.ThrowsAsync<ForbiddenException>(() => viewer.Get<Sessions>().OfAsync(mia.Id));
        await Assert.ThrowsAsync<ForbiddenException>(() => viewer.Get<RoleKeeping>().AllAsync());
    }

    [Fact]
    public async Task Two_who_edit_the_same_person_do_not_overwrite_each_other()
    {
        var mia = await shop.GivenPersonAsync("Mia Contested", BuiltInRoles.Viewer);
        var (first, second) = (await shop.Get<Staffing>().FindAsync(mia.Id), await shop.Get<Staffing>().FindAsync(mia.Id));

        await shop.Get<Staffing>().ChangeAsync(first with { Name = "Mia First" });

        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => shop.Get<Staffing>().ChangeAsync(second with { Name = "Mia Second" }));
    }

    [Fact]
    public async Task An_e_mail_that_somebody_else_has_is_refused_at_its_field()
    {
        await shop.GivenPersonAsync("Tara Taken");
        var mia = await shop.GivenPersonAsync("Mia Moving", BuiltInRoles.Viewer);

        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() => ChangeAsync(mia.Id, p => { p.Email = "TARA.taken@shop.test"; return Task.CompletedTask; }));

        Assert.Equal(("Email", "Somebody with the e-mail address “TARA.taken@shop.test” is here already."), (refused.Field, refused.Message));
    }

    [Fact]
    public async Task A_password_link_works_once_for_a_day_and_signs_the_person_out_everywhere()
    {
        var mia = await shop.GivenPersonAsync("Mia Forgetful", BuiltInRoles.Viewer);
        var key = await shop.GivenSignedInAsync(mia);
        var old = await shop.Get<PasswordLinks>().MakeAsync(mia.Id);
        var token = await shop.Get<PasswordLinks>().MakeAsync(mia.Id);
        await using var visitor = shop.As(Actor.Visitor);
        var links = visitor.Get<PasswordLinks>();

        await Assert.ThrowsAsync<BusinessRuleException>(() => links.UseAsync(old, "lantern under the boat"));
        Assert.Equal(mia.Id, await links.UseAsync(token, "lantern under the boat"));

        await Assert.ThrowsAsync<BusinessRuleException>(() => links.UseAsync(token, "another lantern boat"));
        Assert.Null(await shop.SeenAsync(key));
        Assert.IsType<SignInOutcome.Refused>(await shop.SignInAsync(mia.Email!));
        Assert.IsType<SignInOutcome.Done>(await shop.SignInAsync(mia.Email!, "lantern under the boat"));

        var late = await shop.Get<PasswordLinks>().MakeAsync(mia.Id);
        shop.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(await links.FindAsync(late));
    }

    [Fact]
    public async Task The_list_shows_roles_state_and_when_somebody_was_last_seen()
    {
        var lena = await shop.GivenPersonAsync("Lena Listed", BuiltInRoles.Warehouse, BuiltInRoles.Support);
        await shop.GivenSignedInAsync(lena);
        var seen = shop.Clock.GetUtcNow();

        var row = Assert.Single((await shop.Get<PeopleList>().PageAsync(new() { Search = "lena listed" })).Rows);

        Assert.Equal(("Lena Listed", "lena.listed@shop.test", "Support, Warehouse", PersonState.Active, seen), (row.Name, row.Email, row.Roles, row.State, row.LastSeen));
    }

    private async Task ChangeAsync(long personId, Func<PersonDetails, Task> change)
    {
        var details = await shop.Get<Staffing>().FindAsync(personId);
        await change(details);
        await shop.Get<Staffing>().ChangeAsync(details);
    }
}
