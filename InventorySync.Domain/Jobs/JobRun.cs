namespace InventorySync.Domain.Jobs;

/// <summary>One run of a job of the schedule.</summary>
public sealed class JobRun : Work
{
    public const string SubjectPrefix = "job";

    public JobRun(string job, string startedBy, long? startedById, string node, string token, DateTimeOffset now, TimeSpan hold)
    {
        Kind = job;
        StartedBy = startedBy;
        StartedById = startedById;
        CreatedAt = now;
        Run(node, token, now, hold);
    }

    private JobRun()
    {
    }

    public override string Subject => $"{SubjectPrefix}:{Kind}";
}
