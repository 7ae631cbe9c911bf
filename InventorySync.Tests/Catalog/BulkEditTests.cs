using InventorySync.Domain.Catalog;
using InventorySync.Domain.Common;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Lists;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Catalog;

public sealed class BulkEditTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task Many_products_change_together_and_what_is_refused_is_reported_and_stays_as_it_was()
    {
        var category = await shop.Get<Categories>().CreateAsync(new CategoryDetails { Name = "Bulk" });
        var dear = await shop.GivenVariantOfAsync("Dear", price: 100);
        var cheap = await shop.GivenVariantOfAsync("Cheap", price: 3, sku: "CHEAP-1");

        var result = await RunAsync([dear.ProductId, cheap.ProductId], new BulkEdit { CategoryId = category, AddTagText = "sale", WarrantyMonths = 12, PriceStep = PriceStep.Amount, PriceBy = -5 });

        Assert.Equal("1 products changed, 1 refusals. The report names each.", result.Said.ToString());
        var changed = await shop.ProductAsync(dear.ProductId);
        Assert.Equal((category, 12, 95m), (changed.CategoryId, changed.WarrantyMonths, changed.Variants[0].Price));
        Assert.Equal(["sale"], changed.Tags);
        Assert.Equal(("Bulk edit", 100m, 95m), (await shop.Get<PriceHistory>().OfProductAsync(dear.ProductId)).Select(c => (c.Reason, c.From!.Value, c.To!.Value)).Single());
        var untouched = await shop.ProductAsync(cheap.ProductId);
        Assert.Equal((null, 3m), (untouched.CategoryId, untouched.Variants[0].Price));
        await using var report = await shop.Get<Domain.Files.ShopFiles>().OpenAsync(result.Link!.Split('/')[2]);
        using var reader = new StreamReader(report.Content);
        Assert.Contains("\"Cheap\",\"CHEAP-1\",\"The price of CHEAP-1 would fall below zero.\"", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_match_are_changed_also_those_on_other_pages()
    {
        for (var i = 0; i < 130; i++)
            await shop.GivenProductAsync($"Bulkmatch {i}", price: 10);
        var keys = await shop.Get<ProductList>().KeysAsync(new ListRequest { Search = "bulkmatch", Take = 10 });

        var result = await RunAsync(keys, new BulkEdit { Status = ProductStatus.Discontinued, PriceStep = PriceStep.Percent, PriceBy = 10, Rounding = PriceRounding.EndsIn99 });

        Assert.Equal("130 products changed.", result.Said.ToString());
        var page = await shop.Get<ProductList>().PageAsync(new ListRequest { Search = "bulkmatch", Filters = [new ListFilter("status", FilterOperator.Is, "Discontinued"), new ListFilter("lowestPrice", FilterOperator.Is, "10.99")] });
        Assert.Equal(130, page.Total);
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_is_refused()
    {
        var id = await shop.GivenProductAsync("Unchanged");

        var refused = await Assert.ThrowsAsync<InvalidInputException>(() => shop.Get<BulkEditing>().StartAsync([id], new BulkEdit()));

        Assert.Equal("Nothing is to be changed. Fill in at least one field.", refused.Message);
    }

    private async Task<WorkResult> RunAsync(IReadOnlyList<long> products, BulkEdit edit)
    {
        var taskId = await shop.Get<BulkEditing>().StartAsync(products, edit);
        await using var db = shop.Db();
        var task = await db.BackgroundTasks.SingleAsync(t => t.Id == taskId);
        task.Begin("test", $"token {taskId}", shop.Clock.GetUtcNow(), TimeSpan.FromMinutes(1));
        await db.SaveChangesAsync();
        await using var scope = shop.As(task.StarterActor);
        var work = scope.ServiceProvider.GetServices<IBackgroundWork>().Single(w => w.Kind == BulkEditWork.KindName);
        return await work.RunAsync(new RunningTask(task, $"token {taskId}"), default);
    }
}
