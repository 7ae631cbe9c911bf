using System.Globalization;
using InventorySync.Web.Languages;
using Microsoft.Extensions.Localization;

namespace InventorySync.Web.Jobs;

/// <summary>When jobs run and how long they took, in the reader's words.</summary>
public static class JobTimes
{
    public static string When(this PlannedJob job, IStringLocalizer<Texts> texts)
    {
        if (job.Every is { } every)
            return Every(every, texts);

        var at = job.At!.Value.ToString("t", CultureInfo.CurrentCulture);
        var days = string.Join(", ", job.On.Select(CultureInfo.CurrentCulture.DateTimeFormat.GetDayName));
        return job.On.Count == 0 ? texts["Every day at {0}", at] : texts["{0} at {1}", days, at];
    }

    /// <summary>"0.4 s", "12 s", "3 min 20 s", "2 h 5 min".</summary>
    public static string Took(this TimeSpan time, IStringLocalizer<Texts> texts) => time switch
    {
        { TotalSeconds: < 10 } => texts["{0} s", time.TotalSeconds.ToString("0.0", CultureInfo.CurrentCulture)],
        { TotalMinutes: < 1 } => texts["{0} s", (int)time.TotalSeconds],
        { TotalHours: < 1 } => texts["{0} min {1} s", (int)time.TotalMinutes, time.Seconds],
        _ => texts["{0} h {1} min", (int)time.TotalHours, time.Minutes],
    };

    private static string Every(TimeSpan every, IStringLocalizer<Texts> texts) => every switch
    {
        { TotalSeconds: < 60 } => texts["Every {0} seconds", (int)every.TotalSeconds],
        { TotalMinutes: 1 } => texts["Every minute"],
        { TotalHours: 1 } => texts["Every hour"],
        { TotalHours: > 1 } when every.Minutes == 0 => texts["Every {0} hours", (int)every.TotalHours],
        _ => texts["Every {0} minutes", (int)every.TotalMinutes],
    };
}
