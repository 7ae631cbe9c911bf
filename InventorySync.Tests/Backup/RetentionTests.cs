using InventorySync.Data.Backup;

namespace InventorySync.Tests.Backup;

public sealed class RetentionTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_newest_of_each_day_week_and_month_is_kept()
    {
        var nights = Enumerable.Range(0, 120).Select(day => Start.AddDays(day)).ToList(); // 1 January to 30 April 2026

        var kept = nights.Except(new Retention(Days: 3, Weeks: 2, Months: 3).Outlived(nights, TimeZoneInfo.Utc)).Order().Select(t => t.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture));

        // days: 28, 29, 30 April; weeks (Monday to Sunday): 30 April (Thursday), 26 April (Sunday); months: 30 April, 31 March, 28 February
        Assert.Equal(["02-28", "03-31", "04-26", "04-28", "04-29", "04-30"], kept);
    }

    [Fact]
    public void Of_several_backups_on_one_day_the_last_one_is_kept()
    {
        DateTimeOffset[] made = [Start, Start.AddHours(5), Start.AddHours(9)];

        Assert.Equal([made[1], made[0]], new Retention(5, 0, 0).Outlived(made, TimeZoneInfo.Utc));
    }

    [Fact]
    public void A_day_is_a_day_in_the_shops_zone()
    {
        DateTimeOffset[] made = [new(2026, 6, 1, 21, 30, 0, TimeSpan.Zero), new(2026, 6, 1, 22, 30, 0, TimeSpan.Zero)]; // midnight lies between them in Berlin

        Assert.Empty(new Retention(2, 0, 0).Outlived(made, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")));
        Assert.Equal([made[0]], new Retention(2, 0, 0).Outlived(made, TimeZoneInfo.Utc));
    }

    [Fact]
    public void The_newest_backup_always_stays()
    {
        DateTimeOffset[] made = [Start, Start.AddDays(1)];

        Assert.Equal([made[0]], new Retention(0, 0, 0).Outlived(made, TimeZoneInfo.Utc));
    }
}
