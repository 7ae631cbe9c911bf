using System.Data;
using Microsoft.EntityFrameworkCore.Storage;

namespace InventorySync.Domain.Common;

/// <summary>The one way to change several things together.</summary>
public static class Changes
{
    private const int Attempts = 6;

    /// <summary>Runs the change in one transaction on a fresh context and commits. A deadlock, a lost connection or
    /// somebody else's change of what was just read starts it anew, so the change reads everything it needs from the context it is given and does nothing outside it.</summary>
    public static Task<T> ChangeAsync<T>(this IDbContextFactory<InventoryDb> dbs, Func<InventoryDb, Task<T>> change, CancellationToken ct = default) =>
        dbs.ChangeAsync(IsolationLevel.Unspecified, change, ct);

    /// <summary>The same at a level of isolation: serializable where a rule spans rows that the change only reads.</summary>
    public static async Task<T> ChangeAsync<T>(this IDbContextFactory<InventoryDb> dbs, IsolationLevel level, Func<InventoryDb, Task<T>> change, CancellationToken ct = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            if (db.Database.CurrentTransaction is { } larger)
                return await WithinAsync(larger, level, db, change, ct);

            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync(level, ct);
                var answer = await change(db);
                await db.SaveChangesAsync(ct);
                await transaction.CommitAsync(ct);
                return answer;
            }
            catch (Exception failure) when (attempt < Attempts && CanBeTriedAgain(db, failure))
            {
                await Task.Delay(Random.Shared.Next(5, 20 << attempt), ct);
            }
        }
    }

    // Part of a larger transaction, which commits and tries again as a whole. Refused halfway, this part leaves nothing behind.
    private static async Task<T> WithinAsync<T>(IDbContextTransaction larger, IsolationLevel level, InventoryDb db, Func<InventoryDb, Task<T>> change, CancellationToken ct)
    {
        if (level > larger.GetDbTransaction().IsolationLevel)
            throw new StricterTransactionException(level);

        const string BeforePart = "before_part";
        await larger.CreateSavepointAsync(BeforePart, ct);
        try
        {
            var answer = await change(db);
            await db.SaveChangesAsync(ct);
            return answer;
        }
        catch (Exception failure) when (!CanBeTriedAgain(db, failure))
        {
            await larger.RollbackToSavepointAsync(BeforePart, ct);
            throw;
        }
    }

    private static bool CanBeTriedAgain(InventoryDb db, Exception failure) => failure is ChangedMeanwhileException { WithinCommand: true } || db.IsTransient(failure);

    public static Task ChangeAsync(this IDbContextFactory<InventoryDb> dbs, Func<InventoryDb, Task> change, CancellationToken ct = default) =>
        dbs.ChangeAsync(async db =>
        {
            await change(db);
            return true;
        }, ct);
}

/// <summary>A part of a larger transaction needs more isolation than that has; whoever opened it starts again at this level.</summary>
public sealed class StricterTransactionException(IsolationLevel level) : Exception($"This change needs a transaction at the level {level}.")
{
    public IsolationLevel Level { get; } = level;
}
