using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Places;
using InventorySync.Integrations.Documents;
using InventorySync.Web.Places;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Places;

public sealed class PrintedLabelsTests(TestShop shop) : IClassFixture<TestShop>
{
    private const string Shop = "https://shop.example";

    [Fact]
    public async Task Every_active_bin_gets_its_label_in_the_order_of_the_codes()
    {
        var location = await shop.GivenLocationAsync("Labels in order");
        var hall = await shop.GivenRoomAsync(location, "Hall");
        await shop.GivenBinAsync(location, "B-1");
        await shop.GivenBinAsync(location, "A-1", hall);
        var broken = await shop.GivenBinAsync(location, "A-2", hall);
        await shop.Get<Bins>().DeactivateAsync(location, [broken]);

        var labels = await LabelsAsync(location, new LabelChoice());

        Assert.Equal([("Labels in order", "A-1", "Hall"), ("Labels in order", "B-1", "")], labels.Select(l => (l.Above, l.Large, l.Below)));
        Assert.Equal(2, await shop.Get<PrintedLabels>().CountAsync(location, new LabelChoice()));
    }

    [Fact]
    public async Task The_code_on_a_label_leads_back_to_its_bin()
    {
        var location = await shop.GivenLocationAsync("Labels lead back");
        var bin = await shop.GivenBinAsync(location, "A-1");

        var label = Assert.Single(await LabelsAsync(location, new LabelChoice()));

        Assert.StartsWith("https://shop.example/b/", label.Code, StringComparison.Ordinal);
        Assert.Equal(bin, (await shop.Get<PlaceLabels>().FindAsync(label.Code)).BinId);
    }

    [Fact]
    public async Task Only_chosen_bins_of_this_location_are_printed_even_when_they_are_deactivated()
    {
        var location = await shop.GivenLocationAsync("Labels chosen");
        var chosen = await shop.GivenBinAsync(location, "C-1");
        await shop.GivenBinAsync(location, "C-2");
        var foreign = await shop.GivenBinAsync(await shop.GivenLocationAsync("Labels elsewhere"), "C-1");
        await shop.Get<Bins>().DeactivateAsync(location, [chosen]);
        var choice = new LabelChoice { What = LabelSubject.Chosen, Chosen = [chosen, foreign] };

        Assert.Equal("C-1", Assert.Single(await LabelsAsync(location, choice)).Large);
        Assert.Equal(1, await shop.Get<PrintedLabels>().CountAsync(location, choice));
    }

    [Fact]
    public async Task Bins_are_narrowed_as_in_their_list_but_never_to_another_location()
    {
        var location = await shop.GivenLocationAsync("Labels narrowed");
        await shop.Get<Bins>().MakeAsync(location, new BinPlan());
        var other = await shop.GivenLocationAsync("Labels not narrowed");
        await shop.GivenBinAsync(other, "A-01-09");
        var choice = new LabelChoice { Matching = new ListRequest { Search = "a-01-0", Filters = [new ListFilter("locationId", FilterOperator.Is, $"{other}")] } };

        Assert.Equal(["A-01-01", "A-01-02", "A-01-03", "A-01-04", "A-01-05"], (await LabelsAsync(location, choice)).Select(l => l.Large));
    }

    [Fact]
    public async Task The_location_itself_has_a_label_too()
    {
        var location = await shop.Get<Locations>().CreateAsync(GivenPlaces.Details("Labelled itself") with { Code = "SELF", City = "Bonn" });

        var label = Assert.Single(await LabelsAsync(location, new LabelChoice { What = LabelSubject.Location }));

        Assert.Equal(("Bonn", "Labelled itself", "SELF"), (label.Above, label.Large, label.Below));
        var found = await shop.Get<PlaceLabels>().FindAsync(label.Code);
        Assert.Equal((location, null), (found.LocationId, found.BinId));
    }

    [Fact]
    public async Task Who_works_elsewhere_prints_no_labels_of_this_location()
    {
        var location = await shop.GivenLocationAsync("Labels for others");
        await using var scope = shop.As(new Actor(ActorKind.Person, "Elsewhere") { Permissions = BuiltInRoles.All[BuiltInRoles.Manager], Locations = new HashSet<long> { location + 1 } });

        await Assert.ThrowsAsync<NotFoundException>(async () =>
        {
            await foreach (var label in scope.ServiceProvider.GetRequiredService<PrintedLabels>().OfAsync(location, new LabelChoice(), Shop))
                Assert.Fail($"{label.Large} was printed.");
        });
    }

    private async Task<List<Label>> LabelsAsync(long location, LabelChoice choice)
    {
        var labels = new List<Label>();
        await foreach (var label in shop.Get<PrintedLabels>().OfAsync(location, choice, Shop))
            labels.Add(label);
        return labels;
    }
}
