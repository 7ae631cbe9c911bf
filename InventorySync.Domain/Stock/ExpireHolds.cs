using InventorySync.Domain.Jobs;
using Quartz;

namespace InventorySync.Domain.Stock;

[Job("Free expired holds", "Stock that was held for a cart or an order until a time that is over becomes free for everybody.")]
public sealed class ExpireHolds(HoldEndings holds, Progress progress) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        progress.Say(new Sentence("{0} holds freed.", await holds.ExpireAsync(cancellationToken)));
}
