using InventorySync.Domain.Access;
using InventorySync.Domain.Alerts;
using InventorySync.Domain.Jobs;
using Quartz;

namespace InventorySync.Domain.Api;

/// <summary>Tells people a week before a key expires that is still in use, once.</summary>
public sealed class ExpiringKeys(IDbContextFactory<InventoryDb> dbs, Notifications notifications, TimeProvider clock)
{
    private static readonly TimeSpan Before = TimeSpan.FromDays(7);
    private static readonly TimeSpan StillInUse = TimeSpan.FromDays(30);

    public Task<int> TellAsync(CancellationToken ct = default) => dbs.ChangeAsync(async db =>
    {
        var now = clock.GetUtcNow();
        var soon = now + Before;
        var lately = now - StillInUse;
        var expiring = await db.ApiKeys.Where(k => !k.ExpiryTold && k.RevokedAt == null && k.ExpiresAt > now && k.ExpiresAt <= soon && k.LastUsedAt >= lately).ToListAsync(ct);
        foreach (var key in expiring)
        {
            var news = new News(NotificationKind.Warning, new Sentence("The API key “{0}” expires within a week and is still in use. Give the other system a new one in time.", key.Name)) { Href = $"/integration/api-keys/{key.Id}" };
            await notifications.AddForThoseWhoMayAsync(db, Permissions.ApiKeysManage, news, ct);
            key.TellExpiry();
        }

        return expiring.Count;
    }, ct);
}

[Job("Tell of expiring keys", "Those who manage API keys are told a week before one expires that is still in use.")]
public sealed class TellOfExpiringKeys(ExpiringKeys keys, Progress progress) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        progress.Say(new Sentence("{0} keys expire soon.", await keys.TellAsync(cancellationToken)));
}
