using InventorySync.Domain.Common;
using InventorySync.Domain.Places;

namespace InventorySync.Tests.Places;

public sealed class OpeningHoursTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void A_week_is_written_and_read_back_in_the_order_of_the_week()
    {
        var hours = OpeningHours.Of([On(DayOfWeek.Sunday, 11, 16), On(DayOfWeek.Monday, 13, 18), On(DayOfWeek.Monday, 9, 12)]);

        Assert.Equal("Mon 09:00-12:00, Mon 13:00-18:00, Sun 11:00-16:00", hours.ToString());
        Assert.Equal(hours, OpeningHours.Parse(hours.ToString()));
    }

    [Fact]
    public void It_cannot_close_before_it_opens()
    {
        var refused = Assert.Throws<BusinessRuleException>(() => OpeningHours.Of([On(DayOfWeek.Friday, 18, 9)]));

        Assert.Equal("Friday", refused.Field);
        Assert.Equal("It closes at 09:00, before it opens at 18:00. Enter a later closing time.", refused.Message);
    }

    [Fact]
    public void Two_times_of_one_day_cannot_overlap()
    {
        var refused = Assert.Throws<BusinessRuleException>(() => OpeningHours.Of([On(DayOfWeek.Monday, 9, 13), On(DayOfWeek.Monday, 12, 18)]));

        Assert.Equal(("Monday", "09:00–13:00 and 12:00–18:00 overlap. Make them one, or leave a break between them."), (refused.Field, refused.Message));
    }

    [Fact]
    public void One_day_has_at_most_three_times() =>
        Assert.Throws<BusinessRuleException>(() => OpeningHours.Of([On(DayOfWeek.Monday, 8, 9), On(DayOfWeek.Monday, 10, 11), On(DayOfWeek.Monday, 12, 13), On(DayOfWeek.Monday, 14, 15)]));

    [Theory]
    [InlineData("2026-03-02T07:59:59Z", false)]
    [InlineData("2026-03-02T08:00:00Z", true)]
    [InlineData("2026-03-02T16:59:59Z", true)]
    [InlineData("2026-03-02T17:00:00Z", false)]
    [InlineData("2026-03-03T10:00:00Z", false)]
    public void It_is_open_by_the_clock_of_its_own_zone(string at, bool open) =>
        Assert.Equal(open, OpeningHours.Of([On(DayOfWeek.Monday, 9, 18)]).IsOpenAt(DateTimeOffset.Parse(at, null), Berlin));

    [Theory]
    [InlineData("2026-03-28T08:30:00Z", true)]
    [InlineData("2026-03-29T07:30:00Z", true)]
    [InlineData("2026-03-29T06:30:00Z", false)]
    public void Opening_stays_at_nine_when_the_clocks_change(string at, bool open) =>
        Assert.Equal(open, OpeningHours.Of([On(DayOfWeek.Saturday, 9, 18), On(DayOfWeek.Sunday, 9, 18)]).IsOpenAt(DateTimeOffset.Parse(at, null), Berlin));

    [Fact]
    public void Midnight_as_the_end_is_the_end_of_that_day()
    {
        var hours = OpeningHours.Of([On(DayOfWeek.Saturday, 20, 0)]);

        Assert.True(hours.IsOpenAt(DateTimeOffset.Parse("2026-03-07T22:59:00Z", null), Berlin));
        Assert.False(hours.IsOpenAt(DateTimeOffset.Parse("2026-03-07T23:00:00Z", null), Berlin));
    }

    [Theory]
    [InlineData("Someday 09:00-18:00")]
    [InlineData("Mon 9-18")]
    [InlineData("Mon")]
    [InlineData("Mon 09:00-25:00")]
    public void What_is_not_a_time_of_the_week_is_refused(string text) =>
        Assert.Contains("Write it as", Assert.Throws<BusinessRuleException>(() => OpeningHours.Parse(text)).Message, StringComparison.Ordinal);

    private static OpenPeriod On(DayOfWeek day, int from, int to) => new(day, new TimeOnly(from, 0), new TimeOnly(to, 0));
}
