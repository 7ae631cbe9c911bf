using InventorySync.Domain.Access;
using InventorySync.Domain.Outbox;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Webhooks;

/// <summary>Puts what happened in the queue of each subscription that wants it, and puts it there again when people ask for it.</summary>
public sealed class Deliveries(IDbContextFactory<InventoryDb> dbs, CurrentActor actor, PublicEvents events, DeliverySignal signal, ShopSettings settings, TimeProvider clock)
{
    public const string TestEvent = "webhook.test";

    public async Task<DeliveryDetails> FindAsync(long deliveryId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.WebhooksManage);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var delivery = await db.WebhookDeliveries.AsNoTracking().FirstOrDefaultAsync(d => d.Id == deliveryId, ct) ?? throw Missing();
        var subscription = await db.WebhookSubscriptions.AsNoTracking().FirstAsync(s => s.Id == delivery.SubscriptionId, ct);
        var attempts = await db.WebhookAttempts.AsNoTracking().Where(a => a.DeliveryId == deliveryId).OrderByDescending(a => a.Number).ToListAsync(ct);
        return new DeliveryDetails(delivery, subscription, attempts);
    }

    /// <summary>Does no harm when it is given the same messages again.</summary>
    public async Task EnqueueAsync(IReadOnlyCollection<OutboxMessage> messages, CancellationToken ct = default)
    {
        var told = messages.Select(m => events.Tell(m)).OfType<ToldEvent>().ToList();
        if (told.Count == 0)
            return;

        var queued = await dbs.ChangeAsync(async db =>
        {
            var subscriptions = await db.WebhookSubscriptions.AsNoTracking().Where(s => s.State != SubscriptionState.Gone).ToListAsync(ct);
            var messageIds = told.Select(t => (long?)t.Message.Id).Distinct().ToList();
            var there = (await db.WebhookDeliveries.Where(d => messageIds.Contains(d.MessageId)).Select(d => new { d.SubscriptionId, d.MessageId }).ToListAsync(ct))
                .Select(d => (d.SubscriptionId, d.MessageId!.Value)).ToHashSet();
            foreach (var subscription in subscriptions)
                db.WebhookDeliveries.AddRange(told.Where(t => t.IsFor(subscription) && !there.Contains((subscription.Id, t.Message.Id))).Select(t => For(subscription, t)));
            return db.ChangeTracker.HasChanges();
        }, ct);
        if (queued)
            signal.Give();
    }

    /// <summary>Puts one delivery in the queue again, with its old body and the whole number of tries.</summary>
    public async Task ReplayAsync(long deliveryId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.WebhooksManage);
        await dbs.ChangeAsync(async db =>
        {
            var delivery = await db.WebhookDeliveries.FirstOrDefaultAsync(d => d.Id == deliveryId, ct) ?? throw Missing();
            if (delivery.IsTest)
                throw new BusinessRuleException("A test event is not sent again. Send a new one instead.");
            var subscription = await WebhookSubscriptions.FindAsync(db, delivery.SubscriptionId, ct);
            if (subscription.State != SubscriptionState.Active)
                throw new BusinessRuleException("“{0}” is not active. Let it go on first, then send this again.", subscription.Name);
            delivery.Queue(clock.GetUtcNow());
        }, ct);
        signal.Give();
    }

    /// <summary>All that failed for a subscription since then; the answer is how many.</summary>
    public async Task<int> ReplayFailedAsync(long subscriptionId, DateTimeOffset since, CancellationToken ct = default)
    {
        actor.Demand(Permissions.WebhooksManage);
        var now = clock.GetUtcNow();
        var count = await dbs.ChangeAsync(async db =>
        {
            var subscription = await WebhookSubscriptions.FindAsync(db, subscriptionId, ct);
            if (subscription.State != SubscriptionState.Active)
                throw new BusinessRuleException("“{0}” is not active. Let it go on first, then send this again.", subscription.Name);
            return await db.WebhookDeliveries
                .Where(d => d.SubscriptionId == subscriptionId && d.State == DeliveryState.Failed && d.MessageId != null && d.CreatedAt >= since)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Waiting).SetProperty(d => d.Tries, 0).SetProperty(d => d.NextTryAt, now), ct);
        }, ct);
        signal.Give();
        return count;
    }

    /// <summary>A test event for a subscription, which is sent once; the answer is its delivery.</summary>
    public async Task<long> QueueTestAsync(long subscriptionId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.WebhooksManage);
        var now = clock.GetUtcNow();
        return await dbs.ChangeAsync(async db =>
        {
            var subscription = await WebhookSubscriptions.FindAsync(db, subscriptionId, ct);
            var eventId = $"evt_test_{Text.RandomToken(12)}";
            var delivery = new WebhookDelivery
            {
                SubscriptionId = subscriptionId,
                Event = TestEvent,
                EventId = eventId,
                Body = PublicEvent.BodyOf(TestEvent, eventId, new { Message = "This is a test. Nothing happened in the shop.", Subscription = subscription.Name, SentBy = actor.Actor.Name }, now),
                CreatedAt = now,
            };
            await db.WebhookDeliveries.AddAsync(delivery, ct);
            delivery.Hold();
            return delivery.Id;
        }, ct);
    }

    /// <summary>Deletes deliveries that are older than they are kept.</summary>
    public async Task<int> ForgetOldAsync(CancellationToken ct = default)
    {
        var before = clock.GetUtcNow().AddDays(-(await settings.GetAsync<RetentionSettings>()).DeliveriesDays);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.WebhookDeliveries.Where(d => d.CreatedAt < before).ExecuteDeleteAsync(ct);
    }

    private WebhookDelivery For(WebhookSubscription subscription, ToldEvent told)
    {
        var delivery = new WebhookDelivery
        {
            SubscriptionId = subscription.Id,
            MessageId = told.Message.Id,
            Event = told.Name,
            EventId = PublicEvent.IdOf(told.Message),
            Body = told.Body,
            CreatedAt = clock.GetUtcNow(),
        };
        delivery.Queue(clock.GetUtcNow());
        if (subscription.State != SubscriptionState.Active)
            delivery.Hold();
        return delivery;
    }

    private static NotFoundException Missing() => new("This delivery is not here any more. They are kept for some weeks.");
}

/// <summary>A delivery with its attempts, the newest first.</summary>
public sealed record DeliveryDetails(WebhookDelivery Delivery, WebhookSubscription Subscription, IReadOnlyList<WebhookAttempt> Attempts);
