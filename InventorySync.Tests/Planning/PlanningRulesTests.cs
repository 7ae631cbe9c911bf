using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using InventorySync.Domain.Common;
using InventorySync.Domain.Forecasting;
using InventorySync.Domain.Planning;

namespace InventorySync.Tests.Planning;

/// <summary>The arithmetic of ordering, without a shop.</summary>
public sealed class PlanningRulesTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);

    private static readonly SupplyTerms Plain = new() { SupplierId = 1, Supplier = "North", LeadDays = 7, UnitCost = 5 };

    private static readonly Config Runs = Config.QuickThrowOnFailure.WithReplay(2604, 11);

    private static readonly ReorderTerms Usual = new(0.95, 7, 14);

    [Fact]
    public void Goods_that_make_the_first_80_percent_are_A_the_next_15_B_the_rest_C()
    {
        var classes = SalesClasses.Of([(1, 500m), (2, 250m), (3, 100m), (4, 80m), (5, 40m), (6, 30m), (7, 0m)]);

        Assert.Equal([SalesClass.A, SalesClass.A, SalesClass.A, SalesClass.B, SalesClass.B, SalesClass.C, SalesClass.C], Enumerable.Range(1, 7).Select(i => classes[i]));
    }

    [Theory]
    [InlineData(2026, 4, 5)]
    [InlineData(2027, 3, 28)]
    [InlineData(2038, 4, 25)]
    public void Easter_is_known(int year, int month, int day) => Assert.Equal(new DateOnly(year, month, day), Holidays.EasterOf(year));

    [Fact]
    public void Holidays_are_read_as_the_shop_writes_them()
    {
        var holidays = Holidays.Of("12-24 Christmas Eve\nEaster-2 Good Friday\n2027-05-09 Mother's Day");

        Assert.Equal([true, true, true, false, false], new[] { new DateOnly(2030, 12, 24), new(2026, 4, 3), new(2027, 5, 9), new(2028, 5, 9), new(2026, 4, 5) }.Select(holidays.IsOn));
        Assert.Equal("24.12. Christmas", Holidays.FirstUnreadable("01-01\n24.12. Christmas"));
    }

    [Fact]
    public void Days_with_an_empty_shelf_are_made_up_for_by_the_others_of_their_week()
    {
        // two a day for eight weeks; in the last week nothing was there from Thursday on
        var days = Enumerable.Range(1, 56).Select(ago => Monday.AddDays(-ago))
            .Select(day => day >= Monday.AddDays(-4) ? new DemandDay(1, day, 0, OutOfStock: true) : new DemandDay(1, day, 2, OutOfStock: false)).ToList();

        var demand = WeeklyDemand.Of(days, Monday);

        Assert.Equal(8, demand.Series.Values.Count);
        Assert.All(demand.Series.Values.Take(7), value => Assert.Equal(14, value));
        Assert.InRange(demand.Series.Values[7], 13, 15);
    }

    [Fact]
    public void A_week_without_goods_is_told_to_the_engine()
    {
        var days = Enumerable.Range(1, 28).Select(ago => new DemandDay(1, Monday.AddDays(-ago), ago <= 7 ? 0 : 3, ago <= 7)).ToList();

        var demand = WeeklyDemand.Of(days, Monday);

        Assert.Equal([false, false, false, true], demand.Series.OutOfStock);
    }

    [Fact]
    public void The_last_week_ends_yesterday_and_the_first_begins_before_the_first_sale()
    {
        var demand = WeeklyDemand.Of([new DemandDay(1, Monday.AddDays(-10), 4, false), new DemandDay(1, Monday, 9, false)], Monday);

        Assert.Equal([4.0, 0.0], demand.Series.Values);
        Assert.Equal(Monday.AddDays(-14), demand.Series.Start);
    }

    [Fact]
    public void Nothing_sold_is_no_history_and_no_order()
    {
        var demand = WeeklyDemand.Of([], Monday);
        var forecast = ForecastContent.Of(Forecaster.Forecast(demand.Series, new ForecastRequest { Horizon = 26 }), demand.Weekdays);

        var advice = ReorderAdvice.Of(forecast, Monday, new StockPosition(0, []), Plain, Usual, SalesClass.C);

        Assert.Empty(demand.Series.Values);
        Assert.Equal((0m, Urgency.Low), (advice.Order.Quantity, advice.Urgency));
    }

    [Fact]
    public void Even_demand_with_a_sure_delivery_is_ordered_when_it_covers_the_way()
    {
        // two a day, delivered after 7 days, looked at every 7: between 14 and 28 until the next delivery
        var levels = ReorderPolicy.LevelsOf(Even(14, spread: 0.01), Monday, Plain, Usual);

        Assert.InRange(levels.ReorderPoint, 20, 28);
        Assert.InRange(levels.OrderUpTo - levels.ReorderPoint, 28, 29);
        Assert.InRange(levels.DemandUntilDelivery, 27.5, 28.5);
    }

    [Fact]
    public void More_doubt_and_more_service_mean_more_safety()
    {
        var calm = ReorderPolicy.LevelsOf(Even(70, 5), Monday, Plain, Usual).ReorderPoint;
        var wild = ReorderPolicy.LevelsOf(Even(70, 40), Monday, Plain, Usual).ReorderPoint;
        var late = ReorderPolicy.LevelsOf(Even(70, 5), Monday, Plain with { LeadSpread = 4 }, Usual).ReorderPoint;
        var served = ReorderPolicy.LevelsOf(Even(70, 40), Monday, Plain, Usual with { Service = 0.99 }).ReorderPoint;

        Assert.True(calm < wild && calm < late && wild < served, $"{calm} {wild} {late} {served}");
    }

    [Fact]
    public void A_delivery_on_the_same_day_needs_little_on_the_shelf()
    {
        var levels = ReorderPolicy.LevelsOf(Even(14, 3), Monday, Plain with { LeadDays = 0 }, Usual);

        Assert.InRange(levels.ReorderPoint, 0, 16);
        Assert.True(levels.OrderUpTo > levels.ReorderPoint);
    }

    [Fact]
    public void A_threshold_set_by_people_takes_the_place_of_the_computed_one()
    {
        var advice = ReorderAdvice.Of(Even(14, 3), Monday, new StockPosition(40, []), Plain, Usual with { FixedReorderPoint = 40, FixedOrderUpTo = 100 }, SalesClass.A);

        Assert.Equal((40m, 100m, 60m, true), (advice.Levels.ReorderPoint, advice.Levels.OrderUpTo, advice.Order.Quantity, advice.Fixed));
    }

    [Theory]
    [InlineData(0, 12, 1, 12)] // twelve are missing
    [InlineData(0, 12, 10, 20)] // packs of ten
    [InlineData(50, 12, 1, 50)] // at least fifty
    [InlineData(50, 12, 24, 72)] // at least fifty in packs of 24
    public void What_is_missing_is_ordered_in_packs_and_not_below_the_minimum(int minimum, int missing, int pack, int ordered)
    {
        var order = OrderQuantity.Of(8, new ReorderLevels(10, 8 + missing, 0, 0), Plain with { MinimumQuantity = minimum, Pack = pack }, Usual, 2);

        Assert.Equal((ordered, 5m), (order.Quantity, order.UnitCost));
    }

    [Fact]
    public void Nothing_is_ordered_above_the_reorder_point() => Assert.Equal(0, OrderQuantity.Of(11, new ReorderLevels(10, 30, 0, 0), Plain, Usual, 2).Quantity);

    [Fact]
    public void A_price_break_is_taken_when_it_saves_more_than_the_longer_storage_costs()
    {
        // 20 at 5.00 are wanted, two a day. 40 at 4.00: 40 saved; 20 more lie 10 to 20 days at 20 % a year: less than one
        var terms = Plain with { Breaks = [new SupplyBreak(40, 4)] };
        Assert.Equal((40m, 4m), Ordered(terms, Usual));

        // a cent less is not worth three hundred pieces more
        Assert.Equal((20m, 5m), Ordered(Plain with { Breaks = [new SupplyBreak(320, 4.99m)] }, Usual with { HoldingCost = 0.5 }));

        static (decimal, decimal?) Ordered(SupplyTerms supply, ReorderTerms terms)
        {
            var order = OrderQuantity.Of(0, new ReorderLevels(10, 20, 0, 0), supply, terms, 2);
            return (order.Quantity, order.UnitCost);
        }
    }

    [Fact]
    public void No_more_is_ordered_than_is_sold_while_it_is_good()
    {
        // one a day, good for ten days, four are there
        var order = OrderQuantity.Of(4, new ReorderLevels(10, 40, 0, 0), Plain, Usual with { ShelfLifeDays = 10 }, 1);

        Assert.Equal(6, order.Quantity);
    }

    [Fact]
    public void An_order_is_never_negative_and_keeps_minimum_and_packs() => Prop.ForAll(
        Gen.Choose(-50, 200).Four().ToArbitrary(), Gen.Choose(1, 30).Two().ToArbitrary(),
        (stock, sizes) =>
        {
            var (position, point, more, minimum) = stock;
            var (pack, demand) = sizes;
            var supply = Plain with { Pack = pack, MinimumQuantity = Math.Max(0, minimum), Breaks = [new SupplyBreak(50, 4), new SupplyBreak(200, 3)] };
            var order = OrderQuantity.Of(position, new ReorderLevels(Math.Max(0, point), Math.Max(0, point) + Math.Max(0, more), 0, 0), supply, Usual, demand);
            return order.Quantity >= 0 && order.Quantity % pack == 0 && (order.Quantity == 0 || order.Quantity >= Math.Max(0, minimum));
        }).Check(Runs.WithMaxTest(300));

    [Fact]
    public void The_level_is_never_below_the_point_and_neither_below_zero() => Prop.ForAll(
        Gen.Choose(0, 400).Three().ToArbitrary(),
        figures =>
        {
            var (week, spread, lead) = figures;
            var levels = ReorderPolicy.LevelsOf(Even(week / 4.0, spread / 4.0), Monday, Plain with { LeadDays = lead / 4.0, LeadSpread = lead / 20.0 }, Usual);
            return levels.ReorderPoint >= 0 && levels.OrderUpTo >= levels.ReorderPoint && levels.SafetyStock >= 0;
        }).Check(Runs.WithMaxTest(60));

    [Theory]
    [InlineData(-1, Urgency.Critical)]
    [InlineData(6, Urgency.Critical)] // three days, the delivery takes seven
    [InlineData(18, Urgency.High)] // nine days
    [InlineData(24, Urgency.Medium)] // twelve days
    [InlineData(90, Urgency.Low)]
    public void What_runs_out_before_a_delivery_could_come_is_critical(int available, Urgency urgency)
    {
        var advice = ReorderAdvice.Of(Even(14, 4), Monday, new StockPosition(available, []), Plain, Usual with { FixedReorderPoint = 30 }, SalesClass.A);

        Assert.Equal(urgency, advice.Urgency);
    }

    [Fact]
    public void What_is_on_its_way_is_not_ordered_again()
    {
        var advice = ReorderAdvice.Of(Even(14, 4), Monday, new StockPosition(3, [new Arrival(Monday.AddDays(1), 100)]), Plain, Usual, SalesClass.A);

        Assert.Equal((0m, Urgency.Low), (advice.Order.Quantity, advice.Urgency));
    }

    [Fact]
    public void What_is_not_sold_actively_is_not_bought_again() =>
        Assert.Equal(0, ReorderAdvice.Of(Even(14, 4), Monday, new StockPosition(0, []), Plain, Usual, SalesClass.A, buyable: false).Order.Quantity);

    [Fact]
    public void The_outlook_shows_the_stock_with_and_without_the_order()
    {
        var outlook = StockOutlook.Of(5, Even(14, 4), Monday, [], new Arrival(Monday.AddDays(4), 20), 7);

        Assert.Equal([3m, 1m, 0m, 0m, 0m, 0m, 0m], outlook.Select(d => d.Without));
        Assert.Equal([3m, 1m, 0m, 0m, 18m, 16m, 14m], outlook.Select(d => d.With));
        Assert.Equal(2, StockOutlook.DaysLeft(5, Even(14, 4), Monday));
    }

    [Fact]
    public void A_figure_in_a_kept_sentence_is_written_as_its_reader_does()
    {
        var values = Enumerable.Range(0, 60).Select(i => i % 10 == 0 ? 32.0 : 20.0).ToArray();
        var series = new DemandSeries { Values = values, Period = DemandPeriod.Week, Start = Monday.AddDays(-420), Promotions = [.. values.Select(v => v > 20)] };
        var forecast = Forecaster.Forecast(series, new ForecastRequest { Horizon = 26, PlannedPromotions = [.. Enumerable.Range(0, 26).Select(week => week is 3 or 4 or 9)] });

        var kept = ForecastContent.Read(ForecastContent.Of(forecast, [.. Enumerable.Repeat(1 / 7.0, 7)]).ToJson());

        var said = Assert.Single(kept.Sentences, s => s.Text.StartsWith("A promotion multiplies", StringComparison.Ordinal));
        Assert.Matches("^A promotion multiplies demand by 1,[0-9]; 3 are planned\\.$", string.Format(CultureInfo.GetCultureInfo("de"), said.Text, [.. said.Arguments]));
    }

    [Theory]
    [InlineData(DemandDirection.Stable, 0.1, "Stable: go on as before.")]
    [InlineData(DemandDirection.Stable, 0.73, "Ups and downs, but no clear trend: go on as before.")]
    [InlineData(DemandDirection.Stable, -0.3, "Ups and downs, but no clear trend: go on as before.")]
    [InlineData(DemandDirection.Increasing, 0.73, "Demand grew by 73 %: orders grow with it; look at the space and the price.")]
    public void What_moved_without_a_trend_is_not_called_stable(DemandDirection direction, decimal change, string said) =>
        Assert.Equal(said, SeasonAdvice.Of(direction, change, peak: null, above: null, leadDays: 7, Monday).ToString());

    [Fact]
    public void A_forecast_is_kept_and_read_as_it_was()
    {
        var values = Enumerable.Range(0, 60).Select(i => 20 + 5 * Math.Sin(i)).ToArray();
        var forecast = Forecaster.Forecast(new DemandSeries { Values = values, Period = DemandPeriod.Week, Start = Monday.AddDays(-420) }, new ForecastRequest { Horizon = 26 });

        var kept = ForecastContent.Read(ForecastContent.Of(forecast, [.. Enumerable.Repeat(1 / 7.0, 7)]).ToJson());

        Assert.Equal(forecast.Mean.Take(3).Select(m => Math.Round(m, 3)), kept.Mean.Take(3));
        Assert.Equal(forecast.Total(0, 4).Mean, kept.Over(28, DayOfWeek.Monday).Mean, 1);
        Assert.InRange(kept.Over(28, DayOfWeek.Monday).Quantile(0.95) / forecast.Total(0, 4).Quantile(0.95), 0.97, 1.03);
        Assert.All(kept.Sentences, said => Assert.DoesNotContain("{", said.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.5, "order for it now")]
    [InlineData(20, "order for it by 2026-06-")]
    public void A_peak_says_by_when_to_order(double weeksAhead, string said)
    {
        var advice = SeasonAdvice.Of(DemandDirection.Stable, 0, Monday.AddDays((int)(7 * weeksAhead)), 0.4m, 14, Monday);

        Assert.Contains(said, advice.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_refuse_a_service_that_favours_what_sells_least() =>
        Assert.Throws<InvalidInputException>(() => Input.Check(new PlanningSettings { ServiceA = 90, ServiceC = 95 }));

    private static ForecastContent Even(double week, double spread) => new()
    {
        Mean = [.. Enumerable.Repeat(week, 26)],
        Spread = [.. Enumerable.Repeat(spread, 26)],
        Low80 = [.. Enumerable.Repeat(Math.Max(0, week - spread), 26)],
        High80 = [.. Enumerable.Repeat(week + spread, 26)],
        Weekdays = [.. Enumerable.Repeat(1 / 7.0, 7)],
    };
}
