using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Access;

public sealed class OwnChoicesTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task Language_zone_and_look_are_kept_for_the_person()
    {
        var mia = await shop.GivenSomebodyAsync();
        await using var scope = shop.As(new Actor(ActorKind.Person, mia.DisplayName) { PersonId = mia.Id });
        var choices = scope.ServiceProvider.GetRequiredService<OwnChoices>();

        await choices.ChooseLanguageAsync("sw");
        await choices.ChooseTimeZoneAsync("Africa/Nairobi");
        await choices.ChooseThemeAsync("dark");

        Assert.Equal(new Choices("sw", "Africa/Nairobi", "dark"), await choices.ReadAsync());
    }

    [Fact]
    public async Task What_is_not_on_the_list_is_refused()
    {
        var choices = shop.Get<OwnChoices>();

        Assert.Equal("Choose a language from the list.", (await Assert.ThrowsAsync<BusinessRuleException>(() => choices.ChooseLanguageAsync("tlh"))).Message);
        Assert.Equal("Choose a time zone from the list.", (await Assert.ThrowsAsync<BusinessRuleException>(() => choices.ChooseTimeZoneAsync("Mars/Olympus"))).Message);
        await Assert.ThrowsAsync<BusinessRuleException>(() => choices.ChooseThemeAsync("pink"));
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_has_no_choices()
    {
        await using var scope = shop.As(Actor.Visitor);

        Assert.Equal(new Choices(), await scope.ServiceProvider.GetRequiredService<OwnChoices>().ReadAsync());
    }
}
