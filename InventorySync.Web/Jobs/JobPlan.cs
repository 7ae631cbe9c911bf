using System.Globalization;
using System.Reflection;
using InventorySync.Domain.Jobs;
using InventorySync.Domain.Settings;
using Quartz;

namespace InventorySync.Web.Jobs;

/// <summary>A job of the schedule and when it runs: again and again, or on days at a time of the shop's clock.</summary>
public sealed record PlannedJob(Type Type, TimeSpan? Every, TimeOnly? At, IReadOnlyList<DayOfWeek> On)
{
    /// <summary>Reads the time from the shop's settings where the shop chooses it; null there means never by itself.</summary>
    internal ChosenTime? Chosen { get; init; }

    public bool RunsByItself => Every is not null || At is not null;

    /// <summary>Its name in the database.</summary>
    public string Name => Type.Name;

    public string Title => Words.Title;

    public string Description => Words.Description;

    /// <summary>Changes when the plan or the shop's zone does.</summary>
    public string Shape(TimeZoneInfo zone) => Every is { } every
        ? $"every {every:c}"
        : string.Create(CultureInfo.InvariantCulture, $"at {At:HH:mm} {string.Join(' ', On)} {zone.Id}");

    private JobAttribute Words => Type.GetCustomAttribute<JobAttribute>() ?? throw new InvalidOperationException($"{Type.Name} lacks [Job(title, description)].");
}

/// <summary>A time of the day that stands in a section of the shop's settings.</summary>
internal sealed record ChosenTime(Func<ShopSettings, bool, Task<TimeOnly?>> ReadAsync);

/// <summary>Collects what Schedule.cs says.</summary>
public sealed class JobPlan
{
    private readonly List<PlannedJob> _jobs = [];

    public IReadOnlyList<PlannedJob> Jobs => _jobs;

    /// <summary>Again and again. What was missed while the program was off is not made up for, but it runs soon after the start.</summary>
    public JobPlan Run<TJob>(TimeSpan every)
        where TJob : class, IJob
    {
        _jobs.Add(new PlannedJob(typeof(TJob), every, null, []));
        return this;
    }

    /// <summary>Once a day, or on these days of the week only, by the shop's clock; when the program was off at that time, soon after it starts.</summary>
    public JobPlan Run<TJob>(TimeOnly at, params DayOfWeek[] on)
        where TJob : class, IJob
    {
        _jobs.Add(new PlannedJob(typeof(TJob), null, at, on));
        return this;
    }

    /// <summary>Once a day at the time that the shop chooses in its settings, and never by itself while it chooses none.</summary>
    public JobPlan Run<TJob, TSettings>(Func<TSettings, TimeOnly?> at)
        where TJob : class, IJob
        where TSettings : class, new()
    {
        var chosen = new ChosenTime(async (settings, fresh) => at(fresh ? (await settings.ReadAsync<TSettings>()).Value : await settings.GetAsync<TSettings>()));
        _jobs.Add(new PlannedJob(typeof(TJob), null, at(new TSettings()), []) { Chosen = chosen });
        return this;
    }

    /// <summary>The jobs with the times that the shop has chosen, as this node remembers them or fresh from the database.</summary>
    public async Task<IReadOnlyList<PlannedJob>> AsChosenAsync(ShopSettings settings, bool fresh = false)
    {
        var jobs = new List<PlannedJob>();
        foreach (var job in _jobs)
            jobs.Add(job.Chosen is { } chosen ? job with { At = await chosen.ReadAsync(settings, fresh) } : job);
        return jobs;
    }

    public PlannedJob? Find(string name) => _jobs.Find(j => j.Name == name);
}
