using InventorySync.Domain.Jobs;
using Quartz;

namespace InventorySync.Domain.Webhooks;

[Job("Forget old deliveries", "What was sent to other systems by webhooks is removed after the days of the settings.")]
public sealed class ForgetOldDeliveries(Deliveries deliveries, Progress progress) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        progress.Say(new Sentence("{0} deliveries removed.", await deliveries.ForgetOldAsync(cancellationToken)));
}
