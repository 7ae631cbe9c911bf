using InventorySync.Data;
using InventorySync.Data.Importing;
using InventorySync.Domain.Importing;
using InventorySync.Domain.Settings;
using InventorySync.Tests.Catalog;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Importing;

public sealed class WatchedFolderTests(TestShop shop) : IClassFixture<TestShop>
{
    [Fact]
    public async Task A_file_in_the_folder_of_its_kind_comes_in_by_itself_and_is_put_away()
    {
        var good = await shop.GivenVariantOfAsync("Watched", price: 3, sku: "WATCHED-1");
        await shop.Get<ShopSettings>().SaveAsync(new WatchedFolderSettings { Folder = "inbox" }, null);
        var root = Path.Combine(shop.Services.GetRequiredService<DataFolder>().Root, "inbox");
        await LookAsync();
        await PutAsync(root, "good.csv", "SKU,Price\nWATCHED-1,4\n");
        await PutAsync(root, "half.csv", "SKU,Price\nWATCHED-1,4\nNOBODY,5\n");
        await PutAsync(root, "other.csv", "Weather,Wind\nsunny,strong\n");

        await LookAsync();
        await using (var db = shop.Db())
        {
            foreach (var taskId in await db.ImportRuns.Where(r => r.TaskId != null).OrderBy(r => r.Id).Select(r => r.TaskId!.Value).ToListAsync())
                await shop.WorkAsync(taskId);
        }

        await LookAsync();

        Assert.Equal(4m, (await shop.VariantAsync(good.Id)).Price);
        Assert.EndsWith("-good.csv", Assert.Single(Directory.GetFiles(Path.Combine(root, "done"))), StringComparison.Ordinal);
        var failed = Directory.GetFiles(Path.Combine(root, "failed")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(4, failed.Count);
        Assert.Contains("1 rows were wrong; the others came in.", await File.ReadAllTextAsync(Path.Combine(root, "failed", failed.Single(f => f.EndsWith("half.csv.why.txt", StringComparison.Ordinal)))), StringComparison.Ordinal);
        Assert.Contains("Say which column holds", await File.ReadAllTextAsync(Path.Combine(root, "failed", "other.csv.why.txt")), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(root, "prices")));
    }

    private async Task LookAsync()
    {
        await using var scope = shop.As(Domain.Access.Actor.System("Watched folder"));
        await scope.ServiceProvider.GetRequiredService<WatchedFolder>().LookAsync();
    }

    private async Task PutAsync(string root, string name, string csv)
    {
        var file = Path.Combine(root, "prices", name);
        await File.WriteAllTextAsync(file, csv);
        File.SetLastWriteTimeUtc(file, shop.Clock.GetUtcNow().AddMinutes(-1).UtcDateTime);
    }
}
