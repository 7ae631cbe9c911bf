namespace InventorySync.Data.Backup;

/// <summary>Which backups are kept: the newest of each of the last days, weeks and months.</summary>
public sealed record Retention(int Days, int Weeks, int Months)
{
    /// <summary>The times of those that may go. The newest backup always stays.</summary>
    public IReadOnlyList<DateTimeOffset> Outlived(IEnumerable<DateTimeOffset> madeAt, TimeZoneInfo zone)
    {
        var newestFirst = madeAt.OrderDescending().ToList();
        var kept = newestFirst.Take(1).ToHashSet();
        Keep(Days, time => time.Date);
        Keep(Weeks, time => time.Date.AddDays(-(((int)time.DayOfWeek + 6) % 7)));
        Keep(Months, time => new DateTime(time.Year, time.Month, 1));
        return newestFirst.Where(t => !kept.Contains(t)).ToList();

        void Keep(int count, Func<DateTimeOffset, DateTime> period) =>
            kept.UnionWith(newestFirst.GroupBy(t => period(TimeZoneInfo.ConvertTime(t, zone))).Take(count).Select(g => g.First()));
    }
}
