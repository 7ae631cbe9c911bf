using InventorySync.Domain.Access;

namespace InventorySync.Domain.Webhooks;

/// <summary>A subscription with its secret, which is shown now and never again.</summary>
public sealed record IssuedSecret(long Id, string Name, string Secret);

/// <summary>Decides which other systems are told of what.</summary>
public sealed class WebhookSubscriptions(
    IDbContextFactory<InventoryDb> dbs, CurrentActor actor, PublicEvents events, WebhookSecrets secrets, IWebhookCarrier carrier, DeliverySignal signal, TimeProvider clock)
{
    /// <summary>Both secrets sign for so long after a change.</summary>
    public static readonly TimeSpan FormerSecretWorksFor = TimeSpan.FromHours(24);

    public async Task<WebhookSubscription> FindAsync(long subscriptionId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.WebhooksManage);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.WebhookSubscriptions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == subscriptionId, ct) ?? throw Missing();
    }

    public async Task<WebhookHealth> HealthAsync(long subscriptionId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.WebhooksManage);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.WebhookHealth.AsNoTracking().FirstOrDefaultAsync(h => h.SubscriptionId == subscriptionId, ct) ?? throw Missing();
    }

    public async Task<IssuedSecret> CreateAsync(SubscriptionDetails details, CancellationToken ct = default)
    {
        await CheckAsync(details, ct);
        var secret = WebhookSignature.NewSecret();
        return await dbs.ChangeAsync(async db =>
        {
            var subscription = new WebhookSubscription { CreatedAt = clock.GetUtcNow(), CreatedByName = actor.Actor.Name };
            subscription.Change(details);
            subscription.Take(secrets.Hide(secret));
            await db.WebhookSubscriptions.AddAsync(subscription, ct);
            db.WebhookHealth.Add(new WebhookHealth { SubscriptionId = subscription.Id });
            return new IssuedSecret(subscription.Id, subscription.Name, secret);
        }, ct);
    }

    /// <summary>The version is the one the form was opened with.</summary>
    public async Task ChangeAsync(long subscriptionId, ulong version, SubscriptionDetails details, CancellationToken ct = default)
    {
        await CheckAsync(details, ct);
        await dbs.ChangeAsync(async db =>
        {
            var subscription = await FindAsync(db, subscriptionId, ct);
            db.ExpectVersion(subscription, version);
            subscription.Change(details);
        }, ct);
    }

    public async Task<IssuedSecret> RotateSecretAsync(long subscriptionId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.WebhooksManage);
        var secret = WebhookSignature.NewSecret();
        return await dbs.ChangeAsync(async db =>
        {
            var subscription = await FindAsync(db, subscriptionId, ct);
            subscription.Rotate(secrets.Hide(secret), clock.GetUtcNow() + FormerSecretWorksFor);
            return new IssuedSecret(subscription.Id, subscription.Name, secret);
        }, ct);
    }

    /// <summary>Events wait from now on, until the subscription goes on.</summary>
    public async Task PauseAsync(long subscriptionId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.WebhooksManage);
        await dbs.ChangeAsync(async db =>
        {
            var subscription = await FindAsync(db, subscriptionId, ct);
            if (subscription.State != SubscriptionState.Active)
                return;
            subscription.Pause(clock.GetUtcNow());
            await HoldAsync(db, subscriptionId, ct);
        }, ct);
    }

    /// <summary>Goes on, with what waited meanwhile or without it.</summary>
    public async Task ResumeAsync(long subscriptionId, bool sendWhatWaited, CancellationToken ct = default)
    {
        actor.Demand(Permissions.WebhooksManage);
        var now = clock.GetUtcNow();
        await dbs.ChangeAsync(async db =>
        {
            var subscription = await FindAsync(db, subscriptionId, ct);
            subscription.Resume();
            await WebhookHealth.ForgetAsync(db, subscriptionId, ct);
            var goOnAs = sendWhatWaited ? DeliveryState.Waiting : DeliveryState.Dropped;
            await db.WebhookDeliveries.Where(d => d.SubscriptionId == subscriptionId && d.State == DeliveryState.Held)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.State, goOnAs).SetProperty(d => d.Tries, 0).SetProperty(d => d.NextTryAt, now), ct);
        }, ct);
        signal.Give();
    }

    /// <summary>With all its deliveries.</summary>
    public async Task DeleteAsync(long subscriptionId, CancellationToken ct = default)
    {
        actor.Demand(Permissions.WebhooksManage);
        await dbs.ChangeAsync(async db => db.WebhookSubscriptions.Remove(await FindAsync(db, subscriptionId, ct)), ct);
    }

    internal static Task HoldAsync(InventoryDb db, long subscriptionId, CancellationToken ct) => db.WebhookDeliveries
        .Where(d => d.SubscriptionId == subscriptionId && d.State == DeliveryState.Waiting)
        .ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Held).SetProperty(d => d.LeasedUntil, (DateTimeOffset?)null), ct);

    internal static async Task<WebhookSubscription> FindAsync(InventoryDb db, long subscriptionId, CancellationToken ct) =>
        await db.WebhookSubscriptions.FirstOrDefaultAsync(s => s.Id == subscriptionId, ct) ?? throw Missing();

    private async Task CheckAsync(SubscriptionDetails details, CancellationToken ct)
    {
        actor.Demand(Permissions.WebhooksManage);
        Input.Check(details);
        if (actor.Actor.Locations is not null)
            throw new BusinessRuleException("Webhooks tell of all locations, and you work in chosen ones only. Ask the shop's owner to do this.");
        foreach (var name in details.Events)
        {
            var known = events.Find(name) ?? throw new BusinessRuleException("There is no event “{0}”. Choose from the list.", name) { Field = nameof(details.Events) };
            if (!actor.May(known.Permission))
                throw new BusinessRuleException("“{0}” tells what you may not see yourself. Leave it out, or ask the shop's owner.", known.Title) { Field = nameof(details.Events) };
        }

        if (await carrier.RefusalOfAsync(new Uri(details.Url.Trim()), ct) is { } refusal)
            throw new BusinessRuleException(refusal) { Field = nameof(details.Url) };
    }

    private static NotFoundException Missing() => new("This webhook is not here any more.");
}
