using System.Data.Common;

namespace InventorySync.Data.Common;

/// <summary>A transaction that every context of this scope joins while it is open: what several services do becomes one thing that happens or does not.</summary>
public sealed class SharedTransaction
{
    private DbTransaction? _open;

    public IDisposable Open(DbTransaction transaction)
    {
        if (_open is not null)
            throw new InvalidOperationException("A shared transaction is open already.");
        _open = transaction;
        return new Closing(this);
    }

    internal InventoryDb Join(InventoryDb db)
    {
        if (_open is null)
            return db;

        db.Database.SetDbConnection(_open.Connection);
        db.Database.UseTransaction(_open);
        return db;
    }

    private sealed class Closing(SharedTransaction shared) : IDisposable
    {
        public void Dispose() => shared._open = null;
    }
}
