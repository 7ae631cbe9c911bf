using InventorySync.Domain.Forecasting;

namespace InventorySync.Tests.Forecasting;

public sealed class ForecasterTests
{
    [Fact]
    public void Demand_that_never_changes_is_foreseen_to_stay()
    {
        var forecast = Weeks([.. Enumerable.Repeat(12.0, 40)], 8);

        Assert.All(forecast.Mean, m => Assert.Equal(12, m, 3));
        Assert.All(forecast.Steps, s => Assert.InRange(s.Band(0.95).High, 12, 14));
        Assert.Contains(forecast.Explanations, s => s.ToString() == "Demand is stable.");
    }

    [Fact]
    public void Where_nothing_was_ever_sold_nothing_is_expected()
    {
        var forecast = Weeks(new double[30], 5);

        Assert.All(forecast.Mean, m => Assert.Equal(0, m));
        Assert.All(forecast.Steps, s => Assert.Equal(0, s.Quantile(0.975)));
    }

    [Theory]
    [InlineData(new double[0])]
    [InlineData(new[] { double.NaN, double.NaN })]
    public void Without_history_it_says_so(double[] values)
    {
        var forecast = Weeks(values, 4);

        Assert.All(forecast.Mean, m => Assert.Equal(0, m));
        Assert.Equal(0, forecast.Confidence);
        Assert.Equal("Nothing has been sold yet; there is nothing to forecast from.", Assert.Single(forecast.Explanations).ToString());
    }

    [Theory]
    [InlineData(new[] { 6.0 })]
    [InlineData(new[] { 6.0, 6 })]
    [InlineData(new[] { 5.0, 6, 7 })]
    public void One_to_three_steps_give_a_first_guess_near_their_mean(double[] values)
    {
        var forecast = Weeks(values, 4);

        Assert.All(forecast.Mean, m => Assert.InRange(m, 5.5, 6.5));
        Assert.InRange(forecast.Confidence, 0, 0.25);
        Assert.Contains(forecast.Explanations, s => s.Text.StartsWith("There is little history yet", StringComparison.Ordinal));
    }

    [Fact]
    public void One_sale_in_a_year_is_a_small_chance_and_not_a_habit()
    {
        var values = new double[52];
        values[40] = 3;

        var forecast = Weeks(values, 6);

        Assert.All(forecast.Mean, m => Assert.InRange(m, 0, 0.4));
        Assert.All(forecast.Steps, s => Assert.Equal(0, s.Quantile(0.5)));
    }

    [Fact]
    public void Weeks_in_which_returns_outweighed_sales_count_as_no_demand()
    {
        var noise = new Noise(1);
        double[] values = [.. Enumerable.Range(0, 40).Select(_ => (double)noise.Poisson(9))];
        values[20] = -30;

        Assert.All(Weeks(values, 4).Mean, m => Assert.InRange(m, 6, 12));
    }

    [Fact]
    public void A_single_huge_order_does_not_lift_the_forecast()
    {
        var noise = new Noise(2);
        double[] values = [.. Enumerable.Range(0, 60).Select(_ => (double)noise.Poisson(10))];
        values[57] = 500;

        var forecast = Weeks(values, 4);

        Assert.All(forecast.Mean, m => Assert.InRange(m, 7, 16));
        Assert.Equal(1, forecast.Factors.Spikes);
    }

    [Fact]
    public void A_level_that_really_jumped_is_believed()
    {
        var noise = new Noise(6);
        double[] values = [.. Enumerable.Range(0, 60).Select(t => (double)noise.Poisson(t < 40 ? 10 : 90))];

        Assert.All(Weeks(values, 4).Mean, m => Assert.InRange(m, 65, 115));
    }

    [Fact]
    public void Weeks_with_an_empty_shelf_are_not_taken_for_weeks_without_demand()
    {
        var noise = new Noise(3);
        double[] wanted = [.. Enumerable.Range(0, 50).Select(_ => (double)noise.Poisson(20))];
        bool[] empty = [.. Enumerable.Range(0, 50).Select(t => t % 5 >= 3)];
        double[] sold = [.. wanted.Select((w, t) => empty[t] ? 0 : w)];

        var believed = Forecaster.Forecast(new() { Values = sold, Period = DemandPeriod.Week }, new() { Horizon = 4 });
        var known = Forecaster.Forecast(new() { Values = sold, Period = DemandPeriod.Week, OutOfStock = empty }, new() { Horizon = 4 });

        Assert.All(known.Mean, m => Assert.InRange(m, 17, 23));
        Assert.All(believed.Mean, m => Assert.InRange(m, 5, 16.9));
        Assert.Equal(20, known.Factors.EmptyShelfSteps);
    }

    [Fact]
    public void Closed_days_are_missing_and_not_zero()
    {
        var noise = new Noise(4);
        double[] values = [.. Enumerable.Range(0, 140).Select(t => t % 7 == 6 ? double.NaN : (double)noise.Poisson(15))];

        var forecast = Forecaster.Forecast(new() { Values = values }, new() { Horizon = 6 });

        Assert.All(forecast.Mean, m => Assert.InRange(m, 12, 18));
    }

    [Fact]
    public void The_weekdays_differ_and_the_strongest_is_named()
    {
        var noise = new Noise(5);
        double[] week = [4, 5, 6, 8, 12, 20, 2];
        var monday = new DateOnly(2026, 1, 5);
        double[] values = [.. Enumerable.Range(0, 182).Select(t => (double)noise.Poisson(week[t % 7]))];

        var forecast = Forecaster.Forecast(new() { Values = values, Start = monday }, new() { Horizon = 14 });

        Assert.InRange(forecast.Mean[5], 15, 25);
        Assert.InRange(forecast.Mean[6], 0.5, 5);
        Assert.Equal(7, forecast.Factors.Season);
        Assert.Equal((int)DayOfWeek.Saturday, forecast.Factors.WeekdayPattern!.Select((index, day) => (index, day)).Max().day);
        Assert.Contains(forecast.Explanations, s => s.ToString().StartsWith("Saturday is the strongest day", StringComparison.Ordinal));
    }

    [Fact]
    public void The_peak_month_is_named_and_foreseen()
    {
        var noise = new Noise(7);
        double[] values = [.. Enumerable.Range(0, 48).Select(t => 1000 + (t % 12 == 11 ? 900 : 0) + 20 * noise.Bell())];

        var forecast = Forecaster.Forecast(new() { Values = values, Period = DemandPeriod.Month, Start = new(2022, 1, 1) }, new() { Horizon = 12 });

        Assert.InRange(forecast.Mean[11], 1700, 2100);
        Assert.InRange(forecast.Mean[5], 900, 1100);
        Assert.Contains(forecast.Explanations, s => s.ToString() == "Order in time for December.");
    }

    [Fact]
    public void Two_years_of_days_show_the_time_of_the_year()
    {
        var noise = new Noise(21);
        double[] values = [.. Enumerable.Range(0, 3 * 365).Select(t => (double)noise.Poisson(30 + 20 * Math.Sin(2 * Math.PI * t / 365.25)))];

        var forecast = Forecaster.Forecast(new() { Values = values }, new() { Horizon = 90 });

        Assert.NotNull(forecast.Factors.YearPattern);
        Assert.True(forecast.Mean.Skip(76).Average() > forecast.Mean.Take(14).Average() + 8);
    }

    [Fact]
    public void Two_years_of_few_sales_take_the_time_of_the_year_from_their_category()
    {
        var start = new DateOnly(2024, 1, 1);
        double RateOn(DateOnly day) => 1 + 0.9 * Math.Sin(2 * Math.PI * day.DayNumber / 365.25);
        var noise = new Noise(5);
        var others = YearPattern.Of([.. Enumerable.Range(0, 731).Select(d => (double)noise.Poisson(12 * RateOn(start.AddDays(d))))], start)!;
        var (without, with) = (0.0, 0.0);
        for (var seed = 1u; seed <= 20; seed++)
        {
            var own = new Noise(seed * 977);
            double WeekRate(int week) => 3 * RateOn(start.AddDays(7 * week + 3));
            var series = new DemandSeries { Values = [.. Enumerable.Range(0, 104).Select(w => (double)own.Poisson(WeekRate(w)))], Period = DemandPeriod.Week, Start = start };
            double Error(Forecast forecast) => forecast.Mean.Select((m, h) => Math.Abs(m - WeekRate(104 + h))).Sum();

            var told = Forecaster.Forecast(series, new() { Horizon = 26, CategoryYear = others });

            without += Error(Forecaster.Forecast(series, new() { Horizon = 26 }));
            with += Error(told);
            Assert.True(told.Factors.SeasonOfCategory);
            Assert.InRange(told.Factors.Peaks[0], 6, 20);
            Assert.Contains(told.Explanations, s => s.ToString().StartsWith("The yearly peak of its category comes in ", StringComparison.Ordinal));
        }

        Assert.True(with < 0.5 * without, $"{with:0.0} with the category, {without:0.0} without");
    }

    [Fact]
    public void A_history_older_than_what_is_known_of_its_category_is_freed_of_the_season_as_well()
    {
        var (start, noise) = (new DateOnly(2023, 9, 4), new Noise(17));
        double RateOn(DateOnly day) => 1 + 0.9 * Math.Sin(2 * Math.PI * day.DayNumber / 365.25);
        var known = start.AddDays(131);
        var others = YearPattern.Of([.. Enumerable.Range(0, 731).Select(d => (double)noise.Poisson(40 * RateOn(known.AddDays(d))))], known)!;

        Assert.All(Enumerable.Range(0, 131), ago => Assert.InRange(others.On(known.AddDays(-ago)) - RateOn(known.AddDays(-ago)), -0.35, 0.35));
        var series = new DemandSeries { Values = [.. Enumerable.Range(0, 123).Select(w => (double)noise.Poisson(3 * RateOn(start.AddDays(7 * w + 3))))], Period = DemandPeriod.Week, Start = start };
        Assert.True(Forecaster.Forecast(series, new() { Horizon = 26, CategoryYear = others }).Factors.SeasonOfCategory);
    }

    [Fact]
    public void A_history_that_tells_its_own_season_needs_no_category()
    {
        var start = new DateOnly(2022, 1, 3);
        var noise = new Noise(31);
        double RateOn(DateOnly day) => day.Month == 12 ? 3 : 0.8;
        var opposite = YearPattern.Of([.. Enumerable.Range(0, 731).Select(d => 20 / RateOn(start.AddDays(d)))], start);
        var series = new DemandSeries { Values = [.. Enumerable.Range(0, 156).Select(w => (double)noise.Poisson(40 * RateOn(start.AddDays(7 * w + 3))))], Period = DemandPeriod.Week, Start = start };

        var forecast = Forecaster.Forecast(series, new() { Horizon = 26, CategoryYear = opposite });

        Assert.False(forecast.Factors.SeasonOfCategory);
        // only from days that were too early to tell it is the category heard
        Assert.All(forecast.Mean.Zip(Forecaster.Forecast(series, new() { Horizon = 26 }).Mean), p => Assert.InRange(p.First / p.Second, 0.93, 1.07));
    }

    [Fact]
    public void A_planned_promotion_lifts_only_its_days()
    {
        var noise = new Noise(8);
        bool[] promoted = [.. Enumerable.Range(0, 280).Select(t => t % 40 < 6)];
        double[] values = [.. promoted.Select(p => (double)noise.Poisson(p ? 30 : 10))];
        bool[] planned = [false, false, true, true, false, false, false];

        var forecast = Forecaster.Forecast(new() { Values = values, Promotions = promoted }, new() { Horizon = 7, PlannedPromotions = planned });

        Assert.InRange(forecast.Mean[2], 24, 36);
        Assert.InRange(forecast.Mean[5], 8, 12.5);
        Assert.InRange(forecast.Factors.PromotionFactor!.Value, 2.5, 3.3);
        Assert.Contains(forecast.Explanations, s => s.Text.StartsWith("A promotion multiplies demand", StringComparison.Ordinal) && (int)s.Arguments[1] == 2);
    }

    [Fact]
    public void A_holiday_closes_the_door_in_the_forecast_too()
    {
        var noise = new Noise(9);
        bool[] holidays = [.. Enumerable.Range(0, 280).Select(t => t % 28 == 3)];
        double[] values = [.. holidays.Select(h => h ? 1.0 : noise.Poisson(12))];

        var forecast = Forecaster.Forecast(new() { Values = values, Holidays = holidays }, new() { Horizon = 3, PlannedHolidays = [false, true, false] });

        Assert.InRange(forecast.Mean[1], 0, 6);
        Assert.InRange(forecast.Mean[0], 9, 15);
    }

    [Theory]
    [InlineData(1.5, DemandDirection.Increasing)]
    [InlineData(-1.0, DemandDirection.Decreasing)]
    [InlineData(0.0, DemandDirection.Stable)]
    public void The_direction_is_said(double slope, DemandDirection expected)
    {
        var noise = new Noise(10);
        double[] values = [.. Enumerable.Range(0, 60).Select(t => Math.Round(100 + slope * t + 3 * noise.Bell()))];

        Assert.Equal(expected, Weeks(values, 4).Factors.Direction);
    }

    [Fact]
    public void A_new_product_borrows_from_its_category_until_it_has_a_past_of_its_own()
    {
        DemandSeries Sibling(uint seed) => new() { Values = [.. Launch(new Noise(seed), 30, 20)], Period = DemandPeriod.Week };
        ForecastRequest request = new() { Horizon = 4, Siblings = [Sibling(31), Sibling(32), Sibling(33), Sibling(34)] };

        var unborn = Forecaster.Forecast(new() { Values = [], Period = DemandPeriod.Week }, request);
        var young = Forecaster.Forecast(new() { Values = [40, 38], Period = DemandPeriod.Week }, request);
        var grown = Forecaster.Forecast(new() { Values = [.. Enumerable.Repeat(3.0, 30)], Period = DemandPeriod.Week }, request);

        Assert.All(unborn.Mean, m => Assert.InRange(m, 15, 25));
        Assert.Equal(1, unborn.Factors.Borrowed);
        Assert.All(young.Mean, m => Assert.InRange(m, 24, 38));
        Assert.Contains("borrowed from its category", young.Explanations[0].ToString(), StringComparison.Ordinal);
        Assert.All(grown.Mean, m => Assert.Equal(3, m, 1));
        Assert.Equal(0, grown.Factors.Borrowed);
    }

    [Fact]
    public void Several_weeks_together_are_the_sum_and_surer_than_apart_but_not_by_the_root_law()
    {
        var noise = new Noise(22);
        double[] values = [.. Enumerable.Range(0, 80).Select(_ => (double)noise.Poisson(30))];
        var forecast = Weeks(values, 6);

        var total = forecast.Total(0, 4);

        Assert.Equal(forecast.Mean.Take(4).Sum(), total.Mean, 9);
        Assert.True(total.Variance >= forecast.Steps.Take(4).Sum(s => s.Variance) * 0.999);
        Assert.True(total.Quantile(0.95) < forecast.Steps.Take(4).Sum(s => s.Quantile(0.95)));
    }

    [Fact]
    public void The_method_its_share_and_its_error_are_told()
    {
        var noise = new Noise(23);
        double[] values = [.. Enumerable.Range(0, 80).Select(t => 100 + 10 * Math.Sin(t / 3.0) + noise.Bell())];

        var forecast = Weeks(values, 6);

        Assert.Equal(1, forecast.Shares.Sum(s => s.Weight), 9);
        Assert.Equal(forecast.Shares[0].Method, forecast.Method);
        Assert.Contains(forecast.Shares, s => s.Method == "Seasonal naive" && s.Weight == 0 && s.Mase > 0);
        Assert.InRange(forecast.Error.Mase!.Value, 0.01, 3);
        Assert.InRange(forecast.Error.Bias, -0.1, 0.1);
        Assert.InRange(forecast.Confidence, 0.5, 1);
    }

    [Fact]
    public void A_season_is_picked_among_several_candidates()
    {
        double[] rounds = [10, 14, 30, 12, 9, 8, 20, 11, 10, 9, 25, 13];
        var noise = new Noise(24);
        double[] values = [.. Enumerable.Range(0, 96).Select(t => rounds[t % 12] + noise.Bell())];

        var forecast = Forecaster.Forecast(new() { Values = values, Period = DemandPeriod.Week }, new() { Horizon = 12, Seasons = [7, 12, 52] });

        Assert.Equal(12, forecast.Factors.Season);
        Assert.InRange(forecast.Mean[2], 25, 35);
    }

    [Fact]
    public void Many_at_once_are_answered_as_one_by_one_and_in_order()
    {
        var questions = Enumerable.Range(1, 12).Select(seed =>
        {
            var noise = new Noise((uint)seed);
            return (new DemandSeries { Values = [.. Enumerable.Range(0, 40).Select(_ => (double)noise.Poisson(seed))], Period = DemandPeriod.Week }, new ForecastRequest { Horizon = 3 });
        }).ToList();

        var together = Forecaster.ForecastAll(questions, parallelism: 4);

        Assert.All(together.Zip(questions), pair => Assert.Equal(Forecaster.Forecast(pair.Second.Item1, pair.Second.Item2).Mean, pair.First.Mean));
    }

    [Fact]
    public void A_cancelled_forecast_stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => Forecaster.Forecast(new() { Values = new double[60] }, new() { Horizon = 4 }, cancelled.Token));
    }

    private static IEnumerable<double> Launch(Noise noise, int length, double level) => Enumerable.Range(0, length).Select(_ => (double)noise.Poisson(level));

    private static Forecast Weeks(double[] values, int horizon) =>
        Forecaster.Forecast(new() { Values = values, Period = DemandPeriod.Week }, new() { Horizon = horizon });
}
