using InventorySync.Domain.Lists;
using InventorySync.Integrations.Documents;
using InventorySync.Web.Places;

namespace InventorySync.Tests.Places;

public sealed class LabelChoiceTests
{
    [Fact]
    public void What_is_chosen_stands_in_the_address_and_is_read_back()
    {
        var choice = new LabelChoice
        {
            What = LabelSubject.Bins,
            Matching = new ListRequest { Search = "A-0", Filters = [new ListFilter("roomId", FilterOperator.Is, "12")] },
            Sheet = LabelSheet.Find("a4-14")!,
            Start = 5,
        };

        var read = LabelChoice.Read("?" + choice.Write());

        Assert.Equal((choice.What, choice.Sheet, choice.Start, choice.Matching.Search), (read.What, read.Sheet, read.Start, read.Matching.Search));
        Assert.Equal(choice.Matching.Filters, read.Matching.Filters);
    }

    [Fact]
    public void A_wall_of_bins_fits_into_an_address()
    {
        long[] bins = [.. Enumerable.Range(1001, 240).Select(i => (long)i), 5000, 7];

        Assert.Equal("7.1001-1240.5000", LabelChoice.WriteKeys(bins));
        Assert.Equal(bins.Order(), LabelChoice.Read("?bins=7.1001-1240.5000").Chosen);
        Assert.Equal(LabelSubject.Chosen, LabelChoice.Read("?bins=7").What);
    }

    [Theory]
    [InlineData("?what=castle&sheet=papyrus&start=-3&bins=x.1-2-3.9-")]
    [InlineData("?bins=1-99999999999999")]
    [InlineData("?start=999999999999")]
    public void A_spoilt_address_still_shows_labels(string query)
    {
        var choice = LabelChoice.Read(query);

        Assert.Equal((LabelSheet.All[0], 1), (choice.Sheet, choice.Start));
        Assert.InRange(choice.Chosen.Count, 0, PrintedLabels.Most);
    }

    [Fact]
    public void The_first_free_label_lies_on_the_sheet() => Assert.Equal(24, LabelChoice.Read("?sheet=a4-24&start=99").Start);
}
