using InventorySync.Data;
using InventorySync.Data.Backup;
using InventorySync.Domain.Access;
using InventorySync.Domain.Common;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Operation;
using InventorySync.Domain.Settings;
using InventorySync.Web.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace InventorySync.Tests.Backup;

public sealed class BackupDeskTests : IAsyncLifetime
{
    private readonly TestShop _shop = new();

    public Task InitializeAsync() => _shop.InitializeAsync();

    public Task DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task The_night_brings_a_backup_that_is_proven_and_written_down()
    {
        await using var night = _shop.As(Actor.System("NightlyBackup"));

        await night.ServiceProvider.GetRequiredService<BackupDesk>().RunNightlyAsync();

        var made = Assert.Single(await _shop.Get<BackupDesk>().ListAsync());
        Assert.True(made.Proof!.Succeeded, made.Proof.Message);
        Assert.Contains(made.Name, night.ServiceProvider.GetRequiredService<Progress>().Now.Note!.ToString(), StringComparison.Ordinal);
        await using var db = _shop.Db();
        Assert.Equal(["created", "proven"], await db.Audit.Where(a => a.SubjectKind == "Backup" && a.SubjectName == made.Name).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync());
    }

    [Theory]
    [InlineData(ProofRhythm.Never, 0, 0)]
    [InlineData(ProofRhythm.OnceAWeek, 1, 2)]
    [InlineData(ProofRhythm.EveryNight, 2, 3)]
    public async Task Backups_are_proven_as_often_as_the_settings_say(ProofRhythm rhythm, int afterTwoNights, int afterAWeek)
    {
        await ChooseAsync(s => s with { Prove = rhythm });
        var desk = _shop.Get<BackupDesk>();

        await desk.RunNightlyAsync();
        _shop.Clock.Advance(TimeSpan.FromDays(1));
        await desk.RunNightlyAsync();
        Assert.Equal(afterTwoNights, (await desk.ListAsync()).Count(b => b.Proof is not null));

        _shop.Clock.Advance(TimeSpan.FromDays(6));
        await desk.RunNightlyAsync();
        Assert.Equal(afterAWeek, (await desk.ListAsync()).Count(b => b.Proof is not null));
    }

    [Fact]
    public async Task A_night_that_goes_wrong_says_why_in_plain_words()
    {
        await ChooseAsync(s => s with { SecondFolder = "/no/such/stick" });

        var refusal = await Assert.ThrowsAsync<BusinessRuleException>(() => _shop.Get<BackupDesk>().RunNightlyAsync());

        Assert.Contains("could not be copied to the second folder /no/such/stick", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_is_downloaded_and_deleted_only_with_a_trace_in_the_audit()
    {
        var desk = _shop.Get<BackupDesk>();
        var made = await desk.MakeAsync();

        await desk.TakeOutAsync(made.Name);
        await desk.DeleteAsync(made.Name);

        Assert.Empty(await desk.ListAsync());
        await using var db = _shop.Db();
        Assert.Equal(["created", "downloaded", "deleted"], await db.Audit.Where(a => a.SubjectKind == "Backup" && a.ActorName == "Olivia Owner").OrderBy(a => a.Id).Select(a => a.Action).ToListAsync());
    }

    [Theory]
    [InlineData("../keys/protection.key")]
    [InlineData("nothing.zip")]
    public async Task Only_backups_of_the_list_can_be_asked_for(string name) =>
        await Assert.ThrowsAsync<NotFoundException>(() => _shop.Get<BackupDesk>().TakeOutAsync(name));

    [Fact]
    public async Task Whoever_may_not_manage_backups_is_refused_everything()
    {
        var made = await _shop.Get<BackupDesk>().MakeAsync();
        await using var viewer = _shop.As(BuiltInRoles.Viewer);
        var desk = viewer.ServiceProvider.GetRequiredService<BackupDesk>();

        Func<Task>[] attempts =
        [
            () => desk.ListAsync(), () => desk.StartBackupAsync(), () => desk.StartProofAsync(made.Name), () => desk.MakeAsync(),
            () => desk.ProveAsync(made.Name), () => desk.TakeOutAsync(made.Name), () => desk.DeleteAsync(made.Name), () => desk.RunNightlyAsync(),
        ];

        foreach (var attempt in attempts)
            await Assert.ThrowsAsync<ForbiddenException>(attempt);
        Assert.Single(await _shop.Get<BackupDesk>().ListAsync());
    }

    [Fact]
    public async Task The_shop_chooses_the_time_of_the_night_and_whether_there_is_one()
    {
        var node = _shop.NewNode(services => { });
        var keeper = node.GetRequiredService<ScheduleKeeper>();
        var scheduler = await node.GetRequiredService<ISchedulerFactory>().GetScheduler();
        var nightly = new TriggerKey(nameof(NightlyBackup), "schedule");

        await ChooseAsync(s => s with { At = "04:15" });
        await keeper.KeepAsync();
        var trigger = Assert.IsAssignableFrom<ICronTrigger>(await scheduler.GetTrigger(nightly));
        Assert.StartsWith("0 15 4 ", trigger.CronExpressionString, StringComparison.Ordinal);

        await ChooseAsync(s => s with { Nightly = false });
        await keeper.KeepAsync();
        Assert.Null(await scheduler.GetTrigger(nightly));
        Assert.True(await scheduler.Exists(new JobKey(nameof(NightlyBackup), "schedule"))); // and can be run by hand

        await ChooseAsync(s => s with { Nightly = true });
        await keeper.KeepAsync();
        Assert.NotNull(await scheduler.GetTrigger(nightly));
        await node.DisposeAsync();
    }

    [Theory]
    [InlineData("02:10")]
    [InlineData("25:00")]
    [InlineData("")]
    public async Task A_time_that_is_not_in_the_list_is_refused(string at) =>
        await Assert.ThrowsAsync<InvalidInputException>(() => ChooseAsync(s => s with { At = at }));

    [Fact]
    public async Task A_second_place_needs_its_whole_path() =>
        Assert.Contains("whole path", (await Assert.ThrowsAsync<InvalidInputException>(() => ChooseAsync(s => s with { SecondFolder = "stick/backups" }))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Health_speaks_up_while_there_is_no_fresh_or_no_good_backup()
    {
        Assert.Equal(HealthState.Watch, await HealthAsync());

        var made = await _shop.Get<BackupDesk>().MakeAsync();
        Assert.Equal(HealthState.Good, await HealthAsync());

        _shop.Clock.Advance(TimeSpan.FromHours(40));
        Assert.Equal(HealthState.Watch, await HealthAsync());

        await File.WriteAllTextAsync(made.Path + ".proof.json", """{"provedAt":"2026-03-02T10:00:00+00:00","succeeded":false,"message":"The disk is rotten.","seconds":1}""");
        Assert.Equal(HealthState.Bad, await HealthAsync());
    }

    private async Task<HealthState> HealthAsync() =>
        (await _shop.Services.GetRequiredService<ShopHealth>().ReportAsync(fresh: true)).Findings.Single(f => f.Title == "Backups").Answer.State;

    private async Task ChooseAsync(Func<BackupSettings, BackupSettings> change)
    {
        var settings = _shop.Get<ShopSettings>();
        var (value, version) = await settings.ReadAsync<BackupSettings>();
        await settings.SaveAsync(change(value), version);
    }
}
