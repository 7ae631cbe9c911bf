using System.Data.Common;
using InventorySync.Domain.Outbox;

namespace InventorySync.Data.Outbox;

/// <summary>What the outbox needs that the two databases say differently.</summary>
internal abstract class OutboxDialect
{
    /// <summary>How long to wait for a signal before looking anyway.</summary>
    public abstract TimeSpan Poll { get; }

    /// <summary>The follower's row when nobody holds it; its lock stands until the transaction ends or the connection falls.</summary>
    public abstract string LockFollower { get; }

    /// <summary>Gives all that is committed and without a place (up to the limit) its place, in one statement under the lock of the sequence's row.</summary>
    public abstract Task<int> PlaceAsync(DbConnection connection, int limit, string node, CancellationToken ct);

    /// <summary>Whether nodes can hear of each other without looking.</summary>
    public abstract bool Hears { get; }

    /// <summary>Tells whenever another node has placed messages, until the connection breaks.</summary>
    public abstract Task HearAsync(DbConnection connection, string node, Action heard, CancellationToken ct);

    /// <summary>What the tables and the database need beyond the model; asked for at every migration.</summary>
    public abstract Task PrepareAsync(InventoryDb db, CancellationToken ct);

    public static OutboxDialect Of(InventoryDatabase database) => database.IsPostgres ? new PostgresOutbox() : new SqlServerOutbox();

    /// <summary>The messages behind a place, in order. The last place was read before: up to it everything is committed, whatever the isolation.</summary>
    public static IQueryable<OutboxMessage> Behind(InventoryDb db, long position, long last, int count) => db.Outbox.AsNoTracking()
        .Where(m => m.Position > position && m.Position <= last)
        .OrderBy(m => m.Position)
        .Take(count);

    protected static DbParameter Parameter(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        return parameter;
    }
}
