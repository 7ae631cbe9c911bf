using System.Globalization;
using InventorySync.Domain.Access;
using InventorySync.Domain.Alerts;
using InventorySync.Domain.Outbox;

namespace InventorySync.Domain.Webhooks;

/// <summary>Sends deliveries whose time has come, and draws the consequences of what comes back.</summary>
public sealed class WebhookSending(
    IDbContextFactory<InventoryDb> dbs, IDeliveryQueue queue, IWebhookCarrier carrier, WebhookSecrets secrets, WebhookSettings settings, Deliveries deliveries, Notifications notifications, TimeProvider clock)
{
    private const int AtOnce = 50;
    private const int GoneForGood = 410;

    /// <summary>Everything that is due now; the answer is how many were sent.</summary>
    public async Task<int> SendDueAsync(CancellationToken ct = default)
    {
        var sent = 0;
        while (await queue.LeaseDueAsync(AtOnce, ct) is { Count: > 0 } due)
        {
            await Task.WhenAll(due.Select(id => SendAsync(id, ct)));
            sent += due.Count;
        }

        return sent;
    }

    /// <summary>A test event for this subscription, sent at once whatever its state; the answer is its delivery.</summary>
    public async Task<long> SendTestAsync(long subscriptionId, CancellationToken ct = default)
    {
        var deliveryId = await deliveries.QueueTestAsync(subscriptionId, ct);
        await SendAsync(deliveryId, ct);
        return deliveryId;
    }

    public async Task SendAsync(long deliveryId, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var delivery = await db.WebhookDeliveries.AsNoTracking().FirstOrDefaultAsync(d => d.Id == deliveryId, ct);
        if (delivery is null || await db.WebhookSubscriptions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == delivery.SubscriptionId, ct) is not { } subscription)
            return;

        // the body keeps the form it had when it happened; the signature is of now
        var at = clock.GetUtcNow();
        var headers = HeadersOf(delivery, subscription, at);
        var started = clock.GetTimestamp();
        var answer = await carrier.PostAsync(new Uri(subscription.Url), delivery.Body, headers, ct);
        var attempt = new WebhookAttempt
        {
            DeliveryId = deliveryId,
            Number = delivery.Attempts + 1,
            At = at,
            Milliseconds = (int)clock.GetElapsedTime(started).TotalMilliseconds,
            Status = answer.Status,
            Failure = FailureOf(answer),
            RequestHeaders = string.Join('\n', headers.Select(h => $"{h.Key}: {(h.Key == "X-InventorySync-Signature" ? Masked(h.Value) : h.Value)}")),
            ResponseHeaders = answer.Headers,
            ResponseBody = answer.Body,
        };
        await NoteAsync(delivery, attempt, answer, ct);
    }

    private Task NoteAsync(WebhookDelivery sent, WebhookAttempt attempt, WebhookAnswer answer, CancellationToken ct) => dbs.ChangeAsync(async db =>
    {
        if (!sent.IsTest)
            await WebhookHealth.NoteAsync(db, sent.SubscriptionId, attempt.Failure, attempt.At, ct);
        if (await db.WebhookDeliveries.FirstOrDefaultAsync(d => d.Id == sent.Id, ct) is not { } delivery)
            return;

        db.WebhookAttempts.Add(attempt);
        if (attempt.Failure is null)
            delivery.Delivered(answer.Status!.Value, attempt.At);
        else
            delivery.Failed(answer.Status, attempt.Failure, delivery.IsTest ? null : WebhookTries.PauseAfter(delivery.Tries + 1, answer.RetryAfter, Random.Shared.NextDouble()), attempt.At);
        if (!delivery.IsTest)
            await DrawConsequencesAsync(db, delivery, attempt, ct);
    }, ct);

    private async Task DrawConsequencesAsync(InventoryDb db, WebhookDelivery delivery, WebhookAttempt attempt, CancellationToken ct)
    {
        var subscription = await WebhookSubscriptions.FindAsync(db, delivery.SubscriptionId, ct);
        var health = await db.WebhookHealth.AsNoTracking().SingleAsync(h => h.SubscriptionId == subscription.Id, ct);
        if (delivery.State == DeliveryState.Waiting && subscription.State != SubscriptionState.Active)
            delivery.Hold();
        await db.SaveChangesAsync(ct);

        if (attempt.Status == GoneForGood && subscription.State != SubscriptionState.Gone)
            await LeaveAsync(db, subscription, attempt, ct);
        else if (subscription.State == SubscriptionState.Active && FailsForTooLong(health, attempt.At))
            await GiveUpAsync(db, subscription, attempt, ct);
    }

    // Many events in the minute in which the receiver starts anew are no reason to stop; neither is one event that failed all day.
    private bool FailsForTooLong(WebhookHealth health, DateTimeOffset at) =>
        health.FailuresInARow >= settings.StopAfterFailures && at - health.FailingSince >= TimeSpan.FromHours(settings.StopAfterHours);

    private async Task GiveUpAsync(InventoryDb db, WebhookSubscription subscription, WebhookAttempt attempt, CancellationToken ct)
    {
        subscription.GiveUp(attempt.At);
        await WebhookSubscriptions.HoldAsync(db, subscription.Id, ct);
        await TellAsync(db, subscription, "“{0}” is told of nothing any more: it failed for hours. What happens meanwhile waits.", attempt, ct);
    }

    private async Task LeaveAsync(InventoryDb db, WebhookSubscription subscription, WebhookAttempt attempt, CancellationToken ct)
    {
        subscription.Leave(attempt.At);
        await db.WebhookDeliveries.Where(d => d.SubscriptionId == subscription.Id && (d.State == DeliveryState.Waiting || d.State == DeliveryState.Held))
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Dropped).SetProperty(d => d.LeasedUntil, (DateTimeOffset?)null), ct);
        await TellAsync(db, subscription, "“{0}” is told of nothing any more: it answered that its address is gone for good.", attempt, ct);
    }

    private async Task TellAsync(InventoryDb db, WebhookSubscription subscription, string sentence, WebhookAttempt attempt, CancellationToken ct)
    {
        var news = new News(NotificationKind.Problem, new Sentence(sentence, subscription.Name)) { Href = $"/integration/webhooks/{subscription.Id}" };
        db.Outbox.Add(OutboxMessage.Of(new WebhookStopped(subscription.Id, subscription.Name, attempt.Failure!.ToString()), $"webhook:{subscription.Id}", attempt.At));
        await notifications.AddForThoseWhoMayAsync(db, Permissions.WebhooksManage, news, ct);
    }

    private Dictionary<string, string> HeadersOf(WebhookDelivery delivery, WebhookSubscription subscription, DateTimeOffset at)
    {
        var former = subscription.FormerUntil > at ? subscription.FormerSecret : null;
        return new Dictionary<string, string>
        {
            ["X-InventorySync-Event"] = delivery.Event,
            ["X-InventorySync-Event-Id"] = delivery.EventId,
            ["X-InventorySync-Delivery"] = delivery.PublicId,
            ["X-InventorySync-Attempt"] = (delivery.Attempts + 1).ToString(CultureInfo.InvariantCulture),
            ["X-InventorySync-Signature"] = WebhookSignature.Of(delivery.Body, at, [.. new[] { subscription.Secret, former }.OfType<string>().Select(secrets.Show)]),
        };
    }

    private static Sentence? FailureOf(WebhookAnswer answer) => answer.Status switch
    {
        null => answer.Failure ?? new Sentence("Nothing came back."),
        >= 200 and < 300 => null,
        >= 300 and < 400 => "The other system sent us on to another address. Enter that address in the webhook.",
        GoneForGood => "The other system answered that this address is gone for good.",
        { } status => new Sentence("The other system answered {0}.", status),
    };

    private static string Masked(string signature) => string.Join(',', signature.Split(',').Select(part => part.StartsWith("v1=", StringComparison.Ordinal) ? "v1=•••" : part));
}

/// <summary>A webhook is no longer sent: it failed for too long, or the other system is gone.</summary>
public sealed record WebhookStopped(long SubscriptionId, string Name, string Reason);
