using InventorySync.Domain.Access;
using InventorySync.Domain.Common;

namespace InventorySync.Tests.Access;

public sealed class LastOwnerTests : IAsyncLifetime
{
    private readonly TestShop _shop = new();
    private long _first;

    public async Task InitializeAsync()
    {
        await _shop.InitializeAsync();
        _first = await _shop.Get<Owners>().CreateAsync(new NewOwner { Name = "First Owner", Email = "first@shop.test", Password = GivenPeople.Password });
    }

    public Task DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task The_last_owner_is_neither_deactivated_nor_given_another_role()
    {
        const string Refusal = "This is the shop's last owner. Make somebody else an owner first.";

        Assert.Equal(Refusal, (await Assert.ThrowsAsync<BusinessRuleException>(() => _shop.Get<Staffing>().DeactivateAsync(_first))).Message);
        Assert.Equal(Refusal, (await Assert.ThrowsAsync<BusinessRuleException>(() => DemoteAsync(_first))).Message);
    }

    [Fact]
    public async Task Owners_who_remove_each_other_at_the_same_moment_leave_one()
    {
        for (var round = 0; round < 5; round++)
        {
            var second = await _shop.GivenPersonAsync($"Second Owner {round}", BuiltInRoles.Owner);

            await Task.WhenAll(TryAsync(() => _shop.Get<Staffing>().DeactivateAsync(_first)), TryAsync(() => DemoteAsync(second.Id)));

            await using var db = _shop.Db();
            var owners = await (from given in db.UserRoles
                                join role in db.Roles on given.RoleId equals role.Id
                                join person in db.People on given.UserId equals person.Id
                                where role.Name == BuiltInRoles.Owner && !person.Deactivated
                                select person.Id).ToListAsync();
            Assert.Single(owners);
            if (owners[0] != _first)
            {
                await _shop.Get<Staffing>().ReactivateAsync(_first);
                await DemoteAsync(owners[0]);
            }
        }
    }

    private async Task DemoteAsync(long personId)
    {
        var details = await _shop.Get<Staffing>().FindAsync(personId);
        details.RoleIds = [await _shop.RoleIdAsync(BuiltInRoles.Viewer)];
        await _shop.Get<Staffing>().ChangeAsync(details);
    }

    private static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (BusinessRuleException refusal)
        {
            Assert.Equal("This is the shop's last owner. Make somebody else an owner first.", refusal.Message);
        }
    }
}
