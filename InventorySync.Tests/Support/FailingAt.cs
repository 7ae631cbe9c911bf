using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace InventorySync.Tests.Support;

/// <summary>The power goes at a statement of this number: everything after it never happens.</summary>
public sealed class FailingAt(int number) : DbCommandInterceptor
{
    private int _seen;

    public bool Failed { get; private set; }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Count();
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Count();
        return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
    }

    private void Count()
    {
        if (Interlocked.Increment(ref _seen) < number || Failed)
            return;

        Failed = true;
        throw new PowerFailureException();
    }
}

public sealed class PowerFailureException : Exception;
