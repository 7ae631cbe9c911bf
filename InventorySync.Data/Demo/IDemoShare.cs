using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Data.Demo;

/// <summary>What one capability adds to the demo shop, in the steps of its history. It goes through the capability's own services.</summary>
public interface IDemoShare
{
    /// <summary>Lower ones come first: people, then places, then what stands on them.</summary>
    int Order { get; }

    IEnumerable<DemoStep> Steps(DemoCalendar calendar);
}

/// <summary>Something that somebody did at a time. A kill may fall between the deed and its mark, so a step that is repeated changes nothing.</summary>
public sealed record DemoStep(string Name, DateTimeOffset At, DemoPerson By, Func<IServiceProvider, CancellationToken, Task> DoAsync);

/// <summary>The days of the demo's past, counted back from the day it was made.</summary>
public sealed record DemoCalendar(DateOnly Today)
{
    public DateTimeOffset DaysAgo(int days, int hour = 10, int minute = 0) =>
        new(Today.AddDays(-days).ToDateTime(new TimeOnly(hour, minute)), TimeSpan.Zero);
}

/// <summary>The clock of the demo's services: it stands at the time of the step that runs.</summary>
internal sealed class DemoClock : TimeProvider
{
    public DateTimeOffset Now { get; set; }

    public override DateTimeOffset GetUtcNow() => Now;
}

public static class DemoSetup
{
    public static IServiceCollection AddDemoShare<TShare>(this IServiceCollection services)
        where TShare : class, IDemoShare =>
        services.AddSingleton<IDemoShare, TShare>();
}
