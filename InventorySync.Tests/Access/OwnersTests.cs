using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Access;

public sealed class OwnersTests : IAsyncLifetime
{
    private readonly TestShop _shop = new();

    public Task InitializeAsync() => _shop.InitializeAsync();

    public Task DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Of_many_who_take_a_fresh_shop_over_at_once_one_becomes_the_owner()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(CreateAsync));

        Assert.Equal(1, outcomes.Count(refusal => refusal is null));
        Assert.All(outcomes.Where(refusal => refusal is not null), refusal => Assert.Equal("This shop has an owner already. Sign in instead.", refusal));
        await using var db = _shop.Db();
        var owner = await db.People.SingleAsync();
        var role = await (from given in db.UserRoles join r in db.Roles on given.RoleId equals r.Id where given.UserId == owner.Id select r.Name).SingleAsync();
        Assert.Equal("Owner", role);
    }

    [Fact]
    public async Task A_refused_password_leaves_the_shop_without_an_owner()
    {
        var refused = await Assert.ThrowsAsync<BusinessRuleException>(() =>
            _shop.Get<Owners>().CreateAsync(new NewOwner { Name = "Olivia", Email = "olivia@shop.test", Password = "too short" }));

        Assert.Equal("Password", refused.Field);
        Assert.False(await _shop.Services.GetRequiredService<FirstRun>().IsOverAsync());
    }

    private async Task<string?> CreateAsync(int number)
    {
        await using var scope = _shop.As(Actor.Visitor);
        try
        {
            await scope.ServiceProvider.GetRequiredService<Owners>()
                .CreateAsync(new NewOwner { Name = $"Owner {number}", Email = $"owner{number}@shop.test", Password = GivenPeople.Password });
            return null;
        }
        catch (BusinessRuleException refusal)
        {
            return refusal.Message;
        }
    }
}
