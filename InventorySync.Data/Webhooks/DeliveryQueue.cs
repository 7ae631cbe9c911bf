using InventorySync.Domain.Access;
using InventorySync.Domain.Webhooks;

namespace InventorySync.Data.Webhooks;

/// <summary>Rows that another node is just taking are passed over, not waited for. A node that dies keeps its rows for a minute.</summary>
internal sealed class DeliveryQueue(InventoryDatabase database, WebhookSettings settings, TimeProvider clock) : IDeliveryQueue
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<long>> LeaseDueAsync(int most, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.Open(Actor.System("Webhooks"));
        return await db.Database.SqlQueryRaw<long>(database.IsPostgres ? Postgres : SqlServer, now, now + Lease, most, settings.AtOncePerSubscription).ToListAsync(ct);
    }

    // {0} now, {1} end of the lease, {2} how many, {3} how many at once for one subscription
    private const string Postgres = """
        WITH picked AS MATERIALIZED (
            SELECT due.id
            FROM webhook_subscriptions s
            CROSS JOIN LATERAL (
                SELECT d.id, d.next_try_at
                FROM webhook_deliveries d
                WHERE d.subscription_id = s.id AND d.state = 'Waiting' AND d.next_try_at <= {0} AND (d.leased_until IS NULL OR d.leased_until <= {0})
                ORDER BY d.next_try_at
                LIMIT GREATEST(0, {3} - (SELECT count(*) FROM webhook_deliveries l WHERE l.subscription_id = s.id AND l.state = 'Waiting' AND l.leased_until > {0}))
                FOR UPDATE SKIP LOCKED
            ) due
            WHERE s.state = 'Active'
            ORDER BY due.next_try_at
            LIMIT {2}
        )
        UPDATE webhook_deliveries d SET leased_until = {1} FROM picked WHERE d.id = picked.id RETURNING d.id AS "Value"
        """;

    private const string SqlServer = """
        UPDATE webhook_deliveries SET leased_until = {1} OUTPUT inserted.id AS [Value]
        WHERE id IN (
            SELECT TOP ({2}) due.id
            FROM webhook_subscriptions s
            CROSS APPLY (SELECT count(*) AS at_work FROM webhook_deliveries l WITH (READPAST) WHERE l.subscription_id = s.id AND l.state = 'Waiting' AND l.leased_until > {0}) busy
            CROSS APPLY (
                SELECT d.id, d.next_try_at, row_number() OVER (ORDER BY d.next_try_at) AS place
                FROM webhook_deliveries d WITH (ROWLOCK, UPDLOCK, READPAST)
                WHERE d.subscription_id = s.id AND d.state = 'Waiting' AND d.next_try_at <= {0} AND (d.leased_until IS NULL OR d.leased_until <= {0})
                ORDER BY d.next_try_at OFFSET 0 ROWS FETCH NEXT {3} ROWS ONLY
            ) due
            WHERE s.state = 'Active' AND due.place <= {3} - busy.at_work
            ORDER BY due.next_try_at
        )
        """;
}
