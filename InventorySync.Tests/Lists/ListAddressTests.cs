using InventorySync.Domain.Common;
using InventorySync.Domain.Lists;

namespace InventorySync.Tests.Lists;

public sealed class ListAddressTests
{
    [Fact]
    public void A_list_as_it_is_by_itself_needs_no_query() => Assert.Equal("", ListAddress.Write(new ListRequest()));

    [Fact]
    public void Search_filters_sort_and_page_stand_in_the_address()
    {
        var request = new ListRequest
        {
            Search = "red & blue",
            Filters = [new("kind", FilterOperator.OneOf, "Store|Online"), new("price", FilterOperator.AtLeast, "10.5")],
            Sort = [new("name"), new("price", Descending: true)],
            Skip = 200,
            Take = 100,
        };

        Assert.Equal("search=red%20%26%20blue&filter.kind=oneOf:Store%7COnline&filter.price=atLeast:10.5&sort=name,-price&page=3&size=100", ListAddress.Write(request));
    }

    [Fact]
    public void What_was_written_is_read_back()
    {
        var request = new ListRequest
        {
            Search = "crème 50%",
            Filters = [new("name", FilterOperator.Contains, "a:b=c&d|e"), new("name", FilterOperator.IsNotEmpty)],
            Sort = [new("changedAt", Descending: true)],
            Skip = 50,
        };

        var read = ListAddress.Read(ListAddress.Write(request));

        Assert.Equal((request.Search, request.Skip, request.Take), (read.Search, read.Skip, read.Take));
        Assert.Equal(request.Filters, read.Filters);
        Assert.Equal(request.Sort, read.Sort);
    }

    [Theory]
    [InlineData("page=0", 0, 50)]
    [InlineData("page=-3&size=9999999", 0, 500)]
    [InlineData("page=abc&size=x", 0, 50)]
    [InlineData("page=99999999999", 0, 50)]
    public void A_page_that_cannot_be_is_read_as_the_nearest_that_can(string query, int skip, int take)
    {
        var read = ListAddress.Read(query);

        Assert.Equal((skip, take), (read.Skip, read.Take));
    }

    [Fact]
    public void The_highest_page_never_overflows() => Assert.True(ListAddress.Read("page=2147483647&size=500").Skip > 0);

    [Fact]
    public void An_unknown_filter_is_refused_in_words()
    {
        var refused = Assert.Throws<BusinessRuleException>(() => ListAddress.Read("filter.name=sounds:like"));

        Assert.Equal("“filter.name=sounds:like” is not a filter this list understands.", refused.Message);
    }

    [Fact]
    public void Parameters_of_the_page_itself_are_not_the_lists() => Assert.False(ListAddress.Owns("tab"));
}
