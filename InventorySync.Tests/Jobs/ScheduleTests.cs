using System.Reflection;
using InventorySync.Data;
using InventorySync.Domain;
using InventorySync.Domain.Jobs;
using InventorySync.Web;
using InventorySync.Web.Jobs;
using Quartz;

namespace InventorySync.Tests.Jobs;

/// <summary>The system's day as Schedule.cs has it.</summary>
public sealed class ScheduleTests
{
    private static readonly Assembly[] Product = [typeof(InventoryDb).Assembly, typeof(InventoryDatabase).Assembly, typeof(ShopHost).Assembly];

    [Fact]
    public void Every_job_of_the_product_is_scheduled_once()
    {
        var jobs = Product.SelectMany(a => a.GetTypes()).Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IJob)) && t.Name != "ScheduledJob").Select(t => t.Name);

        Assert.Equal(jobs.Order(), Schedule.Plan.Jobs.Select(j => j.Name).Order());
    }

    [Fact]
    public void Every_job_says_in_plain_words_what_it_is_for() => Assert.All(Schedule.Plan.Jobs, job =>
    {
        Assert.DoesNotContain("Job", job.Title, StringComparison.Ordinal);
        Assert.Contains(' ', job.Title);
        Assert.EndsWith(".", job.Description, StringComparison.Ordinal);
    });

    [Fact]
    public void A_job_that_is_not_described_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => new JobPlan().Run<Undescribed>(every: TimeSpan.FromMinutes(1)).Jobs[0].Title);

    private sealed class Undescribed : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
