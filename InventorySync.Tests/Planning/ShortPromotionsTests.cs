using InventorySync.Domain.Forecasting;
using InventorySync.Domain.Planning;

namespace InventorySync.Tests.Planning;

/// <summary>Promotions of a day or two are learnt from and ordered for, and leave what is sold otherwise alone.</summary>
public sealed class ShortPromotionsTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);

    // ten a day for a year; on the first Saturday of every fourth week it is three times as much
    private static readonly DateOnly[] Saturdays = [.. Enumerable.Range(1, 13).Select(i => Monday.AddDays(-28 * i + 5))];
    private static readonly List<DemandDay> Year = [.. Enumerable.Range(1, 364).Select(ago => Monday.AddDays(-ago)).Select(day => new DemandDay(1, day, Saturdays.Contains(day) ? 30 : 10, OutOfStock: false))];

    [Fact]
    public void A_promotion_of_one_day_is_known_by_how_much_it_sells()
    {
        var effect = PromotionDays.Of(Year, Monday, Saturdays.Contains);

        Assert.Equal(13, effect.Days);
        Assert.InRange(effect.Factor(), 2.6, 3);
    }

    [Fact]
    public void Its_extra_stays_out_of_the_weeks_and_of_the_weekdays()
    {
        var promotions = new ShortPromotions(Saturdays.Contains, 3);

        var demand = WeeklyDemand.Of(promotions.Without(Year, Monday), Monday, Saturdays.Contains);

        Assert.All(demand.Series.Values, week => Assert.Equal(70, week));
        Assert.All(demand.Weekdays, share => Assert.InRange(share, 1 / 7.0 - 0.002, 1 / 7.0 + 0.002));
        Assert.Null(demand.Series.Promotions);
    }

    [Fact]
    public void What_is_planned_lifts_its_week_by_its_day_alone()
    {
        var planned = Monday.AddDays(12);
        bool Promoted(DateOnly day) => Saturdays.Contains(day) || day == planned;
        var promotions = new ShortPromotions(Promoted, PromotionDays.Of(Year, Monday, Promoted).Factor());
        var demand = WeeklyDemand.Of(promotions.Without(Year, Monday), Monday, Promoted);
        var forecast = new VariantForecast(1, 0);

        forecast.Take(Forecaster.Forecast(demand.Series, new ForecastRequest { Horizon = 4 }), demand, Monday, new DateTimeOffset(2026, 3, 2, 3, 0, 0, TimeSpan.Zero), promotions);

        // 70 a week; on the Saturday 27 to 30 in place of 10
        Assert.InRange(forecast.Figures.Mean[0], 69, 72);
        Assert.InRange(forecast.Figures.Mean[1], 85, 92);
        Assert.InRange(forecast.Figures.Mean[2], 69, 72);
        Assert.True(forecast.Figures.High95[1] > forecast.Figures.High95[0] + 12);
        Assert.Contains(forecast.Figures.Sentences, s => s.Text.StartsWith("A promotion of a day or two", StringComparison.Ordinal) && s.ToString().EndsWith("; 1 such days are planned.", StringComparison.Ordinal));
        Assert.Equal((double)forecast.NextQuarter, forecast.Figures.Mean.Sum(), 2);
    }

    [Fact]
    public void Long_promotions_teach_what_a_short_one_will_do()
    {
        // ten days at twice the demand, and a single day ahead
        var (from, until) = (Monday.AddDays(-60), Monday.AddDays(-51));
        bool Promoted(DateOnly day) => (from <= day && day <= until) || day == Monday.AddDays(3);
        var days = Enumerable.Range(1, 200).Select(ago => Monday.AddDays(-ago)).Select(day => new DemandDay(1, day, from <= day && day <= until ? 20 : 10, false)).ToList();

        var effect = PromotionDays.Of(days, Monday, Promoted);

        Assert.Equal(10, effect.Days);
        Assert.InRange(effect.Factor(), 1.75, 2);
        Assert.InRange(new ShortPromotions(Promoted, 2).Lifts(Monday, 2, [.. Enumerable.Repeat(1 / 7.0, 7)])[0], 1.142, 1.143);
        // the ten days are the week's affair
        Assert.Equal(days.Sum(d => d.Wanted), new ShortPromotions(Promoted, 2).Without(days, Monday).Sum(d => d.Wanted));
    }

    [Fact]
    public void With_few_days_of_its_own_a_variant_asks_its_category()
    {
        var category = new PromotionDays(Sold: 400, Usual: 100, Days: 40);

        Assert.InRange(PromotionDays.None.Factor(category), 3.7, 4);
        Assert.InRange(new PromotionDays(20, 10, 1).Factor(category), 2.9, 3.6);
        Assert.InRange(new PromotionDays(200, 100, 10).Factor(), 1.8, 2);
        Assert.Equal(1, PromotionDays.None.Factor());
    }

    [Fact]
    public void An_empty_shelf_on_the_day_teaches_nothing()
    {
        var days = Year.ConvertAll(d => Saturdays.Contains(d.Day) ? d with { Wanted = 0, OutOfStock = true } : d);

        Assert.Equal(PromotionDays.None, PromotionDays.Of(days, Monday, Saturdays.Contains));
    }

    [Fact]
    public void A_promotion_all_the_time_is_no_promotion()
    {
        Assert.Equal(PromotionDays.None, PromotionDays.Of(Year, Monday, _ => true));
        Assert.False(ShortPromotions.AnyBetween(_ => true, Monday.AddDays(-364), Monday.AddDays(182)));
    }

    [Fact]
    public void Days_without_a_promotion_stay_as_they_are()
    {
        Assert.Equal(PromotionDays.None, PromotionDays.Of(Year, Monday, null));
        Assert.Equal(Year, new ShortPromotions(_ => false, 3).Without(Year, Monday));
        Assert.All(new ShortPromotions(_ => false, 3).Lifts(Monday, 26, [.. Enumerable.Repeat(1 / 7.0, 7)]), lift => Assert.Equal(1, lift));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Up_to_two_days_are_short(int length, bool isShort)
    {
        bool Promoted(DateOnly day) => day >= Monday && day < Monday.AddDays(length);

        Assert.All(Enumerable.Range(0, length), d => Assert.Equal(isShort, ShortPromotions.IsShort(Promoted, Monday.AddDays(d))));
        Assert.False(ShortPromotions.IsShort(Promoted, Monday.AddDays(-1)));
    }
}
