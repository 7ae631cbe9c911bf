using System.Globalization;
using System.Text;
using InventorySync.Domain.Common;
using InventorySync.Domain.Importing;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Lists;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Importing;

/// <summary>A shop that takes files in; its background work is done at once, in the hands of the test.</summary>
internal static class ImportShop
{
    private static int _begun;

    /// <summary>Gives the file, lets the columns be guessed, checks every row and imports.</summary>
    public static async Task<ImportRun> ImportAsync(this TestShop shop, string csv, string? kind = null, ImportOptions? options = null, string name = "goods.csv")
    {
        var run = await shop.CheckedAsync(csv, kind, options, name);
        return await shop.GoOnAsync(run.Id);
    }

    public static async Task<ImportRun> CheckedAsync(this TestShop shop, string csv, string? kind = null, ImportOptions? options = null, string name = "goods.csv")
    {
        var id = await shop.TakenInAsync(csv, kind, name);
        var run = await shop.Get<Imports>().FindAsync(id);
        await shop.WorkAsync(await shop.Get<Imports>().CheckAsync(id, run.Kind, run.Columns, options ?? run.Options));
        return await shop.Get<Imports>().FindAsync(id);
    }

    public static async Task<ImportRun> GoOnAsync(this TestShop shop, long runId)
    {
        await shop.WorkAsync(await shop.Get<Imports>().RunAsync(runId));
        return await shop.Get<Imports>().FindAsync(runId);
    }

    public static async Task<ImportRun> UndoneAsync(this TestShop shop, long runId)
    {
        await shop.WorkAsync(await shop.Get<Imports>().UndoAsync(runId));
        return await shop.Get<Imports>().FindAsync(runId);
    }

    public static async Task<long> TakenInAsync(this TestShop shop, string csv, string? kind = null, string name = "goods.csv")
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        return await shop.Get<Imports>().TakeInAsync(name, content, kind);
    }

    /// <summary>Does what was started, as the background worker does it.</summary>
    public static async Task<WorkResult> WorkAsync(this TestShop shop, long taskId, CancellationToken ct = default)
    {
        var token = string.Create(CultureInfo.InvariantCulture, $"token {Interlocked.Increment(ref _begun)}");
        await using (var db = shop.Db())
        {
            var waiting = await db.BackgroundTasks.SingleAsync(t => t.Id == taskId, ct);
            waiting.Begin("test", token, shop.Clock.GetUtcNow(), TimeSpan.FromMinutes(1));
            await db.SaveChangesAsync(ct);
        }

        await using var read = shop.Db();
        var task = await read.BackgroundTasks.AsNoTracking().SingleAsync(t => t.Id == taskId, ct);
        await using var scope = shop.As(task.StarterActor);
        var work = scope.ServiceProvider.GetServices<IBackgroundWork>().Single(w => w.Kind == task.Kind);
        try
        {
            var result = await work.RunAsync(new RunningTask(task, token), ct);
            await EndAsync(shop, taskId, WorkState.Done, result.Said);
            return result;
        }
        catch (Exception failure) when (failure is not Xunit.Sdk.XunitException)
        {
            await EndAsync(shop, taskId, WorkState.Failed, failure is BusinessRuleException refusal ? refusal.Said : null);
            throw;
        }
    }

    public static async Task<IReadOnlyList<ImportRowRow>> RowsAsync(this TestShop shop, ImportRun run) =>
        (await shop.Get<ImportRowList>().PageAsync(new ListRequest { Filters = [new ListFilter("run", FilterOperator.Is, run.Id.ToString(CultureInfo.InvariantCulture))], Take = 500 })).Rows;

    private static async Task EndAsync(TestShop shop, long taskId, WorkState state, Sentence? note)
    {
        await using var db = shop.Db();
        var task = await db.BackgroundTasks.SingleAsync(t => t.Id == taskId);
        task.End(state, note, null, shop.Clock.GetUtcNow());
        await db.SaveChangesAsync();
    }
}
