using InventorySync.Domain.Access;
using InventorySync.Web.Languages;
using InventorySync.Web.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;

namespace InventorySync.Tests.Shared;

public sealed class SearchingTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task A_location_is_found_by_a_part_of_its_name_whatever_the_capitals()
    {
        var id = await shop.GivenLocationAsync("Crème Corner");

        var groups = await shop.Get<Searching>().FindAsync("corner");

        var found = Assert.Single(Assert.Single(groups, g => g.Title == "Locations").Findings);
        Assert.Equal(("Crème Corner", $"/locations/{id}"), (found.Text, found.Href));
    }

    [Fact]
    public async Task Nobody_finds_what_they_may_not_see()
    {
        await shop.GivenLocationAsync("Hidden Hall");
        await using var scope = shop.As(new Actor(ActorKind.Person, "Nobody"));

        Assert.DoesNotContain(await scope.ServiceProvider.GetRequiredService<Searching>().FindAsync("hidden"), g => g.Title == "Locations");
    }

    [Fact]
    public async Task A_source_that_fails_does_not_take_the_others_with_it()
    {
        var searching = new Searching([new Broken(), new Fine()], shop.Get<IStringLocalizer<Texts>>(), NullLogger<Searching>.Instance);

        var groups = await searching.FindAsync("shirt");

        Assert.Equal("Linen shirt", Assert.Single(Assert.Single(groups).Findings).Text);
    }

    [Theory]
    [InlineData("creme", true)]
    [InlineData("BRULEE creme", true)]
    [InlineData("creme cake", false)]
    public void Every_word_has_to_stand_somewhere(string typed, bool found) => Assert.Equal(found, Searching.Matches(typed, "Crème brûlée"));

    private sealed class Broken : ISearchSource
    {
        public string Title => "Broken";

        public Task<IReadOnlyList<Finding>> FindAsync(string text, int most, CancellationToken ct) => throw new InvalidOperationException("The index is gone.");
    }

    private sealed class Fine : ISearchSource
    {
        public string Title => "Articles";

        public Task<IReadOnlyList<Finding>> FindAsync(string text, int most, CancellationToken ct) => Task.FromResult<IReadOnlyList<Finding>>([new("Linen shirt", "checkroom")]);
    }
}
