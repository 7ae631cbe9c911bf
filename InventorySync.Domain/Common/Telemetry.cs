using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace InventorySync.Domain.Common;

/// <summary>What the product itself measures and traces. Every piece of work has an activity, whose trace id stands on its log lines and on error pages.</summary>
public static class Telemetry
{
    public const string Name = "InventorySync";

    public static readonly Meter Meter = new(Name);

    private static readonly ActivitySource Source = new(Name);
    private static readonly Counter<long> JobRuns = Meter.CreateCounter<long>("inventorysync.jobs.runs", "{run}", "Ended runs of jobs and background work");
    private static readonly Histogram<double> JobDuration = Meter.CreateHistogram<double>("inventorysync.jobs.duration", "s", "How long runs of jobs and background work took");
    private static readonly Counter<long> OutboxHandled = Meter.CreateCounter<long>("inventorysync.outbox.handled", "{message}", "Messages of the outbox that a follower is done with");

    /// <summary>Begins work that no request began. It ends when it is disposed.</summary>
    public static Activity Begin(string what) => Source.StartActivity(what) ?? new Activity(what).Start();

    public static void JobEnded(string job, string state, TimeSpan took)
    {
        var tags = new TagList { { "job", job }, { "state", state } };
        JobRuns.Add(1, tags);
        JobDuration.Record(took.TotalSeconds, tags);
    }

    public static void Handled(string follower, int messages) => OutboxHandled.Add(messages, new KeyValuePair<string, object?>("follower", follower));
}
