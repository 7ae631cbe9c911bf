using System.Data.Common;
using InventorySync.Domain.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace InventorySync.Data.Demo;

/// <summary>Fills an empty database with a shop to look around in. The shop's own services do it, at a clock that walks through the shop's past;
/// what was begun and killed is taken up where it stopped.</summary>
public sealed class DemoShop(IServiceProvider services, TimeProvider realClock, ILogger<DemoShop> log)
{
    private const string Begun = "begun";
    private const long LockKey = 0x64656d6f;

    /// <summary>Whether the database holds a demo shop when it returns: made now, made before, or not at all because a real shop is in it.</summary>
    public static async Task<bool> FillAsync(Action<IServiceCollection> shop, TimeProvider realClock, CancellationToken ct = default)
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        shop(collection);
        collection.Replace(ServiceDescriptor.Singleton<TimeProvider>(new DemoClock()));
        await using var services = collection.BuildServiceProvider();
        return await ActivatorUtilities.CreateInstance<DemoShop>(services, realClock).FillAsync(ct);
    }

    private async Task<bool> FillAsync(CancellationToken ct)
    {
        var database = services.GetRequiredService<InventoryDatabase>();
        await using var connection = await database.OpenOwnAsync(ct);
        await LockAsync(connection, database.IsPostgres, ct);

        await using var db = database.Open(Actor.System("Demo shop"));
        var done = await db.DemoMarks.ToDictionaryAsync(m => m.Step, m => m.At, ct);
        if (done.Count == 0)
        {
            if (!await IsEmptyAsync(db, ct))
                return false;
            done[Begun] = await MarkAsync(db, Begun, ct);
        }

        var calendar = new DemoCalendar(DateOnly.FromDateTime(done[Begun].UtcDateTime));
        foreach (var step in services.GetServices<IDemoShare>().OrderBy(s => s.Order).SelectMany(s => s.Steps(calendar)).Where(s => !done.ContainsKey(s.Name)))
        {
            log.LogInformation("Demo shop: {Step}", step.Name);
            // a demo that is made before breakfast knows nothing yet of its morning
            await DoAsync(step.At > done[Begun] ? step with { At = done[Begun] } : step, db, ct);
            await MarkAsync(db, step.Name, ct);
        }

        return true;
    }

    private async Task DoAsync(DemoStep step, InventoryDb db, CancellationToken ct)
    {
        ((DemoClock)services.GetRequiredService<TimeProvider>()).Now = step.At;
        await using var scope = services.CreateAsyncScope();
        var personId = await db.People.Where(p => p.DisplayName == step.By.Name).Select(p => (long?)p.Id).FirstOrDefaultAsync(ct);
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = step.By.Acting(personId);
        await step.DoAsync(scope.ServiceProvider, ct);
    }

    private async Task<DateTimeOffset> MarkAsync(InventoryDb db, string step, CancellationToken ct)
    {
        var mark = new DemoMark(step, realClock.GetUtcNow());
        db.DemoMarks.Add(mark);
        await db.SaveChangesAsync(ct);
        return mark.At;
    }

    private static async Task<bool> IsEmptyAsync(InventoryDb db, CancellationToken ct) =>
        !await db.People.AnyAsync(ct) && !await db.Locations.AnyAsync(ct);

    // two processes that start on one empty database must not both fill it; the lock goes with the connection
    private static async Task LockAsync(DbConnection connection, bool postgres, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 600;
        command.CommandText = postgres
            ? $"SELECT pg_advisory_lock({LockKey})"
            : $"EXEC sp_getapplock @Resource = 'demo shop', @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 600000";
        await command.ExecuteNonQueryAsync(ct);
    }
}
