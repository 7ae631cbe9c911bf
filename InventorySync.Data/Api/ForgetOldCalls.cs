using InventorySync.Domain.Common;
using InventorySync.Domain.Jobs;
using Quartz;

namespace InventorySync.Data.Api;

[Job("Forget old calls", "Answers that are kept for repeated calls of the API are removed after two days.")]
public sealed class ForgetOldCalls(IdempotentCalls calls, Progress progress) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        progress.Say(new Sentence("{0} answers removed.", await calls.ForgetOldAsync(cancellationToken)));
}
