using InventorySync.Domain.Jobs;
using Quartz;

namespace InventorySync.Domain.Alerts;

[Job("Forget old notifications", "Notifications that are older than 90 days are removed.")]
public sealed class ForgetOldNotifications(Notifications notifications, Progress progress) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        progress.Say(new Sentence("{0} notifications removed.", await notifications.ForgetOldAsync(cancellationToken)));
}
