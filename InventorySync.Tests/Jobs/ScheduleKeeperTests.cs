using InventorySync.Domain.Settings;
using InventorySync.Web.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace InventorySync.Tests.Jobs;

public sealed class ScheduleKeeperTests(JobsShop jobs) : IClassFixture<JobsShop>
{
    private static readonly TriggerKey Nightly = new("TestJob", "schedule");

    [Fact]
    public async Task A_daily_job_runs_once_a_day_at_the_shops_time_also_when_the_clocks_change()
    {
        var node = jobs.NewNode();
        await LiveInAsync("Europe/Berlin");
        await node.GetRequiredService<ScheduleKeeper>().KeepAsync();
        var trigger = await TriggerAsync(node);

        // 02:30 is skipped on 28 March 2027 and comes twice on 31 October 2027
        Assert.Equal(["2027-03-27T01:30Z", "2027-03-28T01:00Z", "2027-03-29T00:30Z"], RunsAfter(trigger, "2027-03-26T12:00Z"));
        Assert.Equal(["2027-10-30T00:30Z", "2027-10-31T00:30Z", "2027-11-01T01:30Z"], RunsAfter(trigger, "2027-10-29T12:00Z"));
    }

    [Fact]
    public async Task When_the_shop_moves_to_another_zone_the_daily_times_move_with_it_and_what_is_paused_stays_paused()
    {
        var node = jobs.NewNode();
        await LiveInAsync("Europe/Paris");
        var keeper = node.GetRequiredService<ScheduleKeeper>();
        await keeper.KeepAsync();
        var scheduler = await node.GetRequiredService<ISchedulerFactory>().GetScheduler();
        await scheduler.PauseTrigger(Nightly);

        await LiveInAsync("Africa/Nairobi");
        await keeper.KeepAsync();

        Assert.Equal(["2027-01-02T23:30Z"], RunsAfter(await TriggerAsync(node), "2027-01-02T12:00Z").Take(1));
        Assert.Equal(TriggerState.Paused, await scheduler.GetTriggerState(Nightly));
    }

    [Fact]
    public async Task A_second_start_leaves_the_stored_schedule_as_it_is()
    {
        await LiveInAsync("UTC");
        await jobs.NewNode().GetRequiredService<ScheduleKeeper>().KeepAsync();
        var hourly = new TriggerKey("OtherTestJob", "schedule");
        var before = await (await SchedulerAsync(jobs.NewNode())).GetTrigger(hourly);

        var restarted = jobs.NewNode();
        await restarted.GetRequiredService<ScheduleKeeper>().KeepAsync();

        Assert.Equal(before!.StartTimeUtc, (await (await SchedulerAsync(restarted)).GetTrigger(hourly))!.StartTimeUtc);
    }

    [Fact]
    public async Task A_job_that_is_no_longer_planned_is_removed()
    {
        var node = jobs.NewNode();
        var scheduler = await SchedulerAsync(node);
        await scheduler.AddJob(JobBuilder.Create<TestJob>().WithIdentity("Former", "schedule").StoreDurably(true).Build());

        await node.GetRequiredService<ScheduleKeeper>().KeepAsync();

        Assert.False(await scheduler.Exists(new JobKey("Former", "schedule")));
        Assert.True(await scheduler.Exists(new JobKey("TestJob", "schedule")));
    }

    private async Task LiveInAsync(string zone)
    {
        var settings = jobs.Shop.Get<ShopSettings>();
        var (profile, version) = await settings.ReadAsync<ShopProfile>();
        await settings.SaveAsync(profile with { TimeZone = zone }, version);
    }

    private static async Task<IScheduler> SchedulerAsync(ServiceProvider node) => await node.GetRequiredService<ISchedulerFactory>().GetScheduler();

    private static async Task<ITrigger> TriggerAsync(ServiceProvider node) => (await (await SchedulerAsync(node)).GetTrigger(Nightly))!;

    private static List<string> RunsAfter(ITrigger trigger, string start)
    {
        var runs = new List<string>();
        for (var at = DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture); runs.Count < 3;)
        {
            at = trigger.GetFireTimeAfter(at)!.Value;
            runs.Add(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", System.Globalization.CultureInfo.InvariantCulture));
        }

        return runs;
    }
}
