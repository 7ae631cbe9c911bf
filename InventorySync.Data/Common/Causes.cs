namespace InventorySync.Data.Common;

/// <summary>A lost connection lies in the middle of its exceptions: EF's around it, the socket's inside.</summary>
internal static class Causes
{
    public static bool IsCausedBy<TFailure>(this Exception failure, Func<TFailure, bool> such)
        where TFailure : Exception
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is TFailure found && such(found))
                return true;
        }

        return false;
    }
}
