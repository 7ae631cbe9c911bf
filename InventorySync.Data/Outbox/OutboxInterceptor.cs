using System.Data.Common;
using System.Runtime.CompilerServices;
using InventorySync.Domain.Outbox;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace InventorySync.Data.Outbox;

/// <summary>Gives the signal once a save with outbox messages is committed.</summary>
internal sealed class OutboxInterceptor(OutboxSignal signal) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    private static readonly object Mark = new();

    // contexts that have saved messages; a needless signal after a rollback costs nothing
    private readonly ConditionalWeakTable<DbContext, object> _writers = [];

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Note(eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Note(eventData.Context);
        return ValueTask.FromResult(result);
    }

    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        if (eventData.Context?.Database.CurrentTransaction is null)
            Tell(eventData.Context);
        return result;
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context?.Database.CurrentTransaction is null)
            Tell(eventData.Context);
        return ValueTask.FromResult(result);
    }

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Tell(eventData.Context);

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Tell(eventData.Context);
        return Task.CompletedTask;
    }

    /// <summary>Messages were written past EF, and are committed.</summary>
    public void Written() => signal.Written.Beat();

    private void Note(DbContext? context)
    {
        if (context is not null && context.ChangeTracker.Entries<OutboxMessage>().Any(e => e.State == EntityState.Added))
            _writers.AddOrUpdate(context, Mark);
    }

    private void Tell(DbContext? context)
    {
        if (context is not null && _writers.Remove(context))
            signal.Written.Beat();
    }
}
