using System.Data;
using InventorySync.Data.Common;
using InventorySync.Data.Outbox;
using InventorySync.Domain.Access;
using InventorySync.Domain.Api;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace InventorySync.Data.Api;

/// <summary>What a call answered, as it is kept.</summary>
public sealed record ApiAnswer(int Status, string? ContentType, string? Location, string? Tag, byte[] Body);

public enum IdempotentOutcome
{
    /// <summary>The call was carried out now.</summary>
    Done,

    /// <summary>It had been carried out before; this is the answer it got then.</summary>
    Replayed,

    /// <summary>The key belongs to another request.</summary>
    OtherRequest,

    /// <summary>The first call with this key has not ended yet.</summary>
    StillRunning,
}

/// <summary>Carries a call out once, however often it is sent. Its key, its change and its answer are one transaction: either all of them
/// are there or none, whenever the power fails (docs/decisions/idempotent-calls.md).</summary>
public sealed class IdempotentCalls(InventoryDatabase database, SharedTransaction shared, CurrentActor actor, OutboxSignal signal, TimeProvider clock)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(48);

    private const int Attempts = 6;
    private const string BeforeCall = "before_call";

    public const int MaxKey = IdempotentCallMapping.MaxKey;

    public async Task<(IdempotentOutcome Outcome, ApiAnswer? Answer)> OnceAsync(string caller, string key, string requestHash, Func<Task<ApiAnswer>> call, CancellationToken ct = default)
    {
        var level = IsolationLevel.ReadCommitted;
        for (var attempt = 1; ; attempt++)
        {
            await using var db = database.Open(actor.Actor);
            try
            {
                if (await TryCallAsync(db, level, caller, key, requestHash, call, ct) is { } done)
                    return (IdempotentOutcome.Done, done);
                if (await StoredAsync(db, caller, key, ct) is { } stored)
                    return stored.RequestHash == requestHash ? (IdempotentOutcome.Replayed, AnswerOf(stored)) : (IdempotentOutcome.OtherRequest, null);
            }
            catch (StricterTransactionException stricter)
            {
                level = stricter.Level;
            }
            catch (Exception failure) when (WaitedTooLong(failure))
            {
                return (IdempotentOutcome.StillRunning, null);
            }
            catch (Exception failure) when (attempt < Attempts && db.IsTransient(failure))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 20 << attempt)), clock, ct);
            }
        }
    }

    /// <summary>Forgets the calls of more than two days ago; their keys may be used again.</summary>
    public async Task<int> ForgetOldAsync(CancellationToken ct = default)
    {
        var before = clock.GetUtcNow() - KeptFor;
        await using var db = database.Open(actor.Actor);
        return await db.IdempotentCalls.Where(c => c.CalledAt < before).ExecuteDeleteAsync(ct);
    }

    private async Task<ApiAnswer?> TryCallAsync(InventoryDb db, IsolationLevel level, string caller, string key, string requestHash, Func<Task<ApiAnswer>> call, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(level, ct);
        if (await TakeKeyAsync(db, caller, key, requestHash, ct) == 0)
            return null;

        await transaction.CreateSavepointAsync(BeforeCall, ct);
        ApiAnswer answer;
        using (shared.Open(transaction.GetDbTransaction()))
            answer = await call();

        if (!IsFinal(answer.Status))
            return answer;
        if (answer.Status >= 400)
            await transaction.RollbackToSavepointAsync(BeforeCall, ct);

        await db.IdempotentCalls.Where(c => c.Caller == caller && c.Key == key).ExecuteUpdateAsync(set => set
            .SetProperty(c => c.Status, answer.Status)
            .SetProperty(c => c.ContentType, answer.ContentType)
            .SetProperty(c => c.Location, answer.Location)
            .SetProperty(c => c.Tag, answer.Tag)
            .SetProperty(c => c.Body, answer.Body), ct);
        await transaction.CommitAsync(ct);
        // the contexts that wrote messages did not see the commit
        signal.Written.Beat();
        return answer;
    }

    // What could not be read, was not allowed or failed on our side may be tried again under the same key. What the shop refused is refused
    // for good, and leaves nothing in the shop but the refusal.
    private static bool IsFinal(int status) => status is < 400 or 404 or 409 or 412 or 422;

    // A second call with the same key waits here for the first: until it commits (no row is taken) or rolls back (the row is ours).
    private Task<int> TakeKeyAsync(InventoryDb db, string caller, string key, string requestHash, CancellationToken ct) => database.IsPostgres
        ? db.Database.ExecuteSqlAsync($"""
            SET LOCAL lock_timeout = '10s';
            INSERT INTO idempotent_calls (caller, key, request_hash, called_at, status, body)
            VALUES ({caller}, {key}, {requestHash}, {clock.GetUtcNow()}, 0, ''::bytea) ON CONFLICT DO NOTHING;
            SET LOCAL lock_timeout = DEFAULT;
            """, ct)
        : db.Database.ExecuteSqlAsync($"""
            SET LOCK_TIMEOUT 10000;
            INSERT INTO idempotent_calls (caller, [key], request_hash, called_at, status, body)
            SELECT {caller}, {key}, {requestHash}, {clock.GetUtcNow()}, 0, 0x
            WHERE NOT EXISTS (SELECT 1 FROM idempotent_calls WITH (UPDLOCK, HOLDLOCK) WHERE caller = {caller} AND [key] = {key});
            SET LOCK_TIMEOUT -1;
            """, ct);

    private static Task<IdempotentCall?> StoredAsync(InventoryDb db, string caller, string key, CancellationToken ct) =>
        db.IdempotentCalls.AsNoTracking().SingleOrDefaultAsync(c => c.Caller == caller && c.Key == key, ct);

    private static ApiAnswer AnswerOf(IdempotentCall call) => new(call.Status, call.ContentType, call.Location, call.Tag, call.Body);

    private static bool WaitedTooLong(Exception failure) =>
        failure.IsCausedBy<PostgresException>(e => e.SqlState == PostgresErrorCodes.LockNotAvailable) || failure.IsCausedBy<SqlException>(e => e.Number == 1222);
}
