using System.Data.Common;
using InventorySync.Domain.Lists;
using InventorySync.Web.Dev;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Lists;

/// <summary>A list asks the database twice for each change, however long it is, and its commands are the same for every value.</summary>
public sealed class ListSpeedTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task A_page_of_a_hundred_thousand_rows_is_one_count_and_one_window()
    {
        var heard = new Commands();
        await using var node = shop.NewNode(services => services.AddSingleton<IInterceptor>(heard));
        await using var scope = node.CreateAsyncScope();

        var page = await scope.ServiceProvider.GetRequiredService<SampleList>().PageAsync(ListAddress.Read("search=linen&filter.price=atLeast:20&sort=-price,name&page=3"));

        Assert.Equal(50, page.Rows.Count);
        Assert.InRange(page.Total, 1_000, SampleList.Size);
        Assert.Equal(2, heard.Texts.Count);
        Assert.Single(heard.Texts, text => text.Contains("count(", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_page_that_is_not_full_needs_no_count()
    {
        var heard = new Commands();
        await using var node = shop.NewNode(services => services.AddSingleton<IInterceptor>(heard));
        await using var scope = node.CreateAsyncScope();

        var page = await scope.ServiceProvider.GetRequiredService<SampleList>().PageAsync(ListAddress.Read("search=SKU-9001&size=500"));

        Assert.InRange(page.Rows.Count, 1, 499);
        Assert.Equal(page.Rows.Count, page.Total);
        Assert.Single(heard.Texts);
    }

    [Fact]
    public async Task Another_value_makes_no_other_command()
    {
        var heard = new Commands();
        await using var node = shop.NewNode(services => services.AddSingleton<IInterceptor>(heard));
        await using var scope = node.CreateAsyncScope();
        var list = scope.ServiceProvider.GetRequiredService<SampleList>();

        await list.PageAsync(ListAddress.Read("search=linen&filter.price=atLeast:20"));
        await list.PageAsync(ListAddress.Read("search=wool&filter.price=atLeast:35.5"));

        Assert.Equal(heard.Texts.Take(2), heard.Texts.Skip(2));
    }

    private sealed class Commands : DbCommandInterceptor
    {
        public List<string> Texts { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Texts.Add(command.CommandText);
            return ValueTask.FromResult(result);
        }
    }
}
