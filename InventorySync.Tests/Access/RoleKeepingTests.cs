using InventorySync.Domain.Access;
using InventorySync.Domain.Common;

namespace InventorySync.Tests.Access;

public sealed class RoleKeepingTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task The_built_in_roles_stand_first_and_are_those_of_the_product()
    {
        var roles = await shop.Get<RoleKeeping>().AllAsync();

        Assert.Equal(["Owner", "Manager", "Warehouse", "Marketing", "Support", "Viewer"], roles.TakeWhile(r => r.BuiltIn).Select(r => r.Name));
        Assert.All(roles.Where(r => r.BuiltIn), role => Assert.True(role.Permissions.SetEquals(BuiltInRoles.All[role.Name])));
        Assert.True(roles[0].Permissions.SetEquals(Permissions.All.Select(p => p.Name)));
    }

    [Fact]
    public async Task An_own_role_counts_at_once_for_those_who_have_it_also_when_it_changes()
    {
        var roleId = await SaveAsync("Auditor", Permissions.AuditView);
        var mia = await shop.GivenPersonAsync("Mia Auditor", "Auditor");
        var key = await shop.GivenSignedInAsync(mia);
        Assert.Equal([Permissions.AuditView], (await shop.SeenAsync(key))!.Permissions);

        var role = (await shop.Get<RoleKeeping>().AllAsync()).Single(r => r.RoleId == roleId);
        await shop.Get<RoleKeeping>().SaveAsync(role with { Permissions = [Permissions.AuditView, Permissions.JobsView] });

        Assert.Equal([Permissions.AuditView, Permissions.JobsView], (await shop.SeenAsync(key))!.Permissions.Order());
        await using var db = shop.Db();
        Assert.Contains(await db.Audit.Where(e => e.SubjectKind == "Role" && e.SubjectId == roleId && e.Action == "changed").ToListAsync(),
            e => e.Fields.Exists(f => f.Name == "Permissions" && f.From == "audit.view" && f.To == "audit.view, jobs.view"));
    }

    [Fact]
    public async Task A_built_in_role_is_not_changed_nor_deleted()
    {
        var owner = (await shop.Get<RoleKeeping>().AllAsync())[0];

        await Assert.ThrowsAsync<BusinessRuleException>(() => shop.Get<RoleKeeping>().SaveAsync(owner with { Name = "King" }));
        await Assert.ThrowsAsync<BusinessRuleException>(() => shop.Get<RoleKeeping>().DeleteAsync(owner.RoleId));
    }

    [Fact]
    public async Task Nobody_puts_more_into_a_role_or_takes_more_out_of_it_than_he_has()
    {
        var strong = await SaveAsync("Strong", Permissions.BackupsManage, Permissions.LocationsView);
        await using var keeper = shop.As(new Actor(ActorKind.Person, "Keeper") { Permissions = new HashSet<string> { Permissions.RolesManage, Permissions.LocationsView } });
        var roles = keeper.Get<RoleKeeping>();

        await RefusedAsync(() => roles.SaveAsync(new RoleDetails { Name = "Back door", Permissions = [Permissions.BackupsManage] }));
        await RefusedAsync(async () => await roles.SaveAsync((await roles.AllAsync()).Single(r => r.RoleId == strong) with { Permissions = [Permissions.LocationsView] }));
        await RefusedAsync(() => roles.DeleteAsync(strong));

        static async Task RefusedAsync(Func<Task> act) =>
            Assert.StartsWith("You can only give rights that you have yourself.", (await Assert.ThrowsAsync<BusinessRuleException>(act)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_people_have_stays_an_unused_one_goes()
    {
        var roleId = await SaveAsync("Seasonal", Permissions.LocationsView);
        var mia = await shop.GivenPersonAsync("Mia Seasonal", "Seasonal");
        Assert.Equal("1 people have this role. Give them another one first.", (await Assert.ThrowsAsync<BusinessRuleException>(() => shop.Get<RoleKeeping>().DeleteAsync(roleId))).Message);

        var details = await shop.Get<Staffing>().FindAsync(mia.Id);
        details.RoleIds = [await shop.RoleIdAsync(BuiltInRoles.Viewer)];
        await shop.Get<Staffing>().ChangeAsync(details);
        await shop.Get<RoleKeeping>().DeleteAsync(roleId);

        Assert.DoesNotContain(await shop.Get<RoleKeeping>().AllAsync(), r => r.RoleId == roleId);
    }

    [Fact]
    public async Task Two_roles_of_one_name_and_a_role_without_rights_are_refused()
    {
        await SaveAsync("Packing", Permissions.LocationsView);

        Assert.Equal("There is a role “packing” already.", (await Assert.ThrowsAsync<BusinessRuleException>(() => SaveAsync("packing", Permissions.LocationsView))).Message);
        Assert.Equal("Choose at least one thing that people with this role may do.", (await Assert.ThrowsAsync<BusinessRuleException>(() => SaveAsync("Empty"))).Message);
    }

    [Fact]
    public async Task Two_who_edit_the_same_role_do_not_overwrite_each_other()
    {
        var roleId = await SaveAsync("Contested", Permissions.LocationsView);
        var role = (await shop.Get<RoleKeeping>().AllAsync()).Single(r => r.RoleId == roleId);
        await shop.Get<RoleKeeping>().SaveAsync(role with { Description = "First" });

        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => shop.Get<RoleKeeping>().SaveAsync(role with { Description = "Second" }));
    }

    private Task<long> SaveAsync(string name, params string[] permissions) => shop.Get<RoleKeeping>().SaveAsync(new RoleDetails { Name = name, Permissions = [.. permissions] });
}
