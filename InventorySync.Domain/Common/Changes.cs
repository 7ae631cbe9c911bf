using System.Data;

namespace InventorySync.Domain.Common;

/// <summary>The one way to change several things together.</summary>
public static class Changes
{
    private const int Attempts = 6;

    /// <summary>Runs the change in one transaction on a fresh context and commits. A deadlock or a lost connection before the commit starts it
    /// anew, so the change reads everything it needs from the context it is given and does nothing outside it.</summary>
    public static Task<T> ChangeAsync<T>(this IDbContextFactory<InventoryDb> dbs, Func<InventoryDb, Task<T>> change, CancellationToken ct = default) =>
        dbs.ChangeAsync(IsolationLevel.Unspecified, change, ct);

    /// <summary>The same at a level of isolation: serializable where a rule spans rows that the change only reads.</summary>
    public static async Task<T> ChangeAsync<T>(this IDbContextFactory<InventoryDb> dbs, IsolationLevel level, Func<InventoryDb, Task<T>> change, CancellationToken ct = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync(level, ct);
                var answer = await change(db);
                await db.SaveChangesAsync(ct);
                await transaction.CommitAsync(ct);
                return answer;
            }
            catch (Exception failure) when (attempt < Attempts && db.IsTransient(failure))
            {
                await Task.Delay(Random.Shared.Next(5, 20 << attempt), ct);
            }
        }
    }

    public static Task ChangeAsync(this IDbContextFactory<InventoryDb> dbs, Func<InventoryDb, Task> change, CancellationToken ct = default) =>
        dbs.ChangeAsync(async db =>
        {
            await change(db);
            return true;
        }, ct);
}
