using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Lists;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Lists;

public sealed class ListViewsTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task Own_views_are_ones_own_and_shared_ones_everybodys()
    {
        await using var mia = await ViewerAsync();
        await using var tom = await ViewerAsync();
        var list = NewList();
        await Views(mia).SaveAsync(list, new ViewDetails { Name = "Mine" }, "search=a", "");
        await Views(mia).SaveAsync(list, new ViewDetails { Name = "For all", Shared = true }, "search=b", "name,code");

        Assert.Equal([("For all", true), ("Mine", true)], (await Views(mia).ViewsAsync(list)).Select(v => (v.Name, v.Own)));
        Assert.Equal([("For all", false, "search=b", "name,code")], (await Views(tom).ViewsAsync(list)).Select(v => (v.Name, v.Own, v.Query, v.Columns)));
    }

    [Fact]
    public async Task Saving_under_the_same_name_replaces_the_view()
    {
        await using var mia = await ViewerAsync();
        var list = NewList();
        await Views(mia).SaveAsync(list, new ViewDetails { Name = "Low stock" }, "search=a", "");

        await Views(mia).SaveAsync(list, new ViewDetails { Name = " Low stock " }, "search=b", "");

        Assert.Equal("search=b", Assert.Single(await Views(mia).ViewsAsync(list)).Query);
    }

    [Fact]
    public async Task A_shared_view_of_somebody_else_is_deleted_only_by_those_who_keep_the_shops_settings()
    {
        await using var mia = await ViewerAsync();
        await using var tom = await ViewerAsync();
        var list = NewList();
        var view = await Views(mia).SaveAsync(list, new ViewDetails { Name = "For all", Shared = true }, "", "");

        await Assert.ThrowsAsync<ForbiddenException>(() => Views(tom).DeleteAsync(view));
        await shop.Get<ListViews>().DeleteAsync(view);

        Assert.Empty(await Views(mia).ViewsAsync(list));
    }

    [Fact]
    public async Task Columns_rows_and_page_size_are_remembered_for_each_person()
    {
        await using var mia = await ViewerAsync();
        await using var tom = await ViewerAsync();
        var list = NewList();

        await Views(mia).KeepLayoutAsync(new ListLayout { List = list, Columns = "code,name", Dense = true, PageSize = 100 });

        var mine = await Views(mia).LayoutAsync(list);
        var others = await Views(tom).LayoutAsync(list);
        Assert.Equal(("code,name", true, 100), (mine.Columns, mine.Dense, mine.PageSize));
        Assert.Equal(("", false, 50), (others.Columns, others.Dense, others.PageSize));
    }

    private static int _lists;

    private static string NewList() => $"list-{Interlocked.Increment(ref _lists)}";

    private static ListViews Views(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<ListViews>();

    private async Task<AsyncServiceScope> ViewerAsync()
    {
        var person = await shop.GivenSomebodyAsync();
        return shop.As(new Actor(ActorKind.Person, person.DisplayName) { PersonId = person.Id, Permissions = BuiltInRoles.All[BuiltInRoles.Viewer] });
    }
}
