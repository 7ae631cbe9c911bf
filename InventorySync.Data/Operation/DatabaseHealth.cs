using System.Globalization;
using InventorySync.Domain.Operation;

namespace InventorySync.Data.Operation;

/// <summary>Whether the database answers, and how fast.</summary>
internal sealed class DatabaseHealth(InventoryDatabase database, TimeProvider clock) : IHealthQuestion
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(500);

    public string Title => "Database";

    public string Icon => "database";

    public bool NeededToServe => true;

    public async Task<HealthAnswer> AskAsync(CancellationToken ct)
    {
        var begun = clock.GetTimestamp();
        try
        {
            await using var command = database.Connections.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(ct);
        }
        catch (System.Data.Common.DbException failure)
        {
            return new HealthAnswer(HealthState.Bad, new Sentence("The database does not answer: {0}", failure.Message), "Look whether the database server runs and can be reached from this machine. The shop goes on by itself as soon as it answers.");
        }

        var took = clock.GetElapsedTime(begun);
        var milliseconds = Math.Ceiling(took.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        return took < Slow
            ? HealthAnswer.Good("It answers in {0} milliseconds.", milliseconds)
            : new HealthAnswer(HealthState.Watch, new Sentence("It takes {0} milliseconds to answer; pages are slow.", milliseconds), "Look what else keeps the database server or its disk busy.");
    }
}

/// <summary>Whether the tables are those of this version.</summary>
internal sealed class TablesHealth(InventoryDatabase database) : IHealthQuestion
{
    public string Title => "Tables";

    public string Icon => "table";

    public bool NeededToServe => true;

    public async Task<HealthAnswer> AskAsync(CancellationToken ct)
    {
        await using var db = database.Open(Domain.Access.Actor.System("Health"));
        var pending = (await db.Database.GetPendingMigrationsAsync(ct)).Count();
        return pending == 0
            ? HealthAnswer.Good("They fit this version of InventorySync.")
            : new HealthAnswer(HealthState.Bad, new Sentence("{0} changes of the tables are missing.", pending), "Start InventorySync once with --migrate.");
    }
}

/// <summary>Whether this machine's clock and the database's agree: sign-in codes and jobs go by the time.</summary>
internal sealed class ClockHealth(InventoryDatabase database, TimeProvider clock) : IHealthQuestion
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    public string Title => "Clock";

    public string Icon => "schedule";

    public bool NeededToServe => false;

    public async Task<HealthAnswer> AskAsync(CancellationToken ct)
    {
        await using var command = database.Connections.CreateCommand(database.IsPostgres ? "SELECT extract(epoch FROM clock_timestamp())::float8" : "SELECT CAST(DATEDIFF_BIG(millisecond, '19700101', SYSUTCDATETIME()) AS float) / 1000");
        var there = DateTimeOffset.UnixEpoch.AddSeconds((double)(await command.ExecuteScalarAsync(ct))!);
        var apart = (clock.GetUtcNow() - there).Duration();
        return apart < Tolerance
            ? HealthAnswer.Good("This machine and the database agree on the time.")
            : new HealthAnswer(HealthState.Watch, new Sentence("This machine and the database differ by {0} seconds.", Math.Round(apart.TotalSeconds)), "Switch on the setting of the time over the network on both machines; codes of authenticator apps are refused otherwise.");
    }
}
