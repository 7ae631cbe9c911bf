using System.Text.Json;
using InventorySync.Benchmarks;
using InventorySync.Benchmarks.Forecasting;
using InventorySync.Domain.Forecasting;

namespace InventorySync.Tests.Forecasting;

public sealed class ForecastBenchmarkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("series").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Training_and_test_are_read_apart_and_other_files_are_passed_over()
    {
        Write("shop.csv", "id,group,m,h,start,train,test", "A,G,12,2,1998/1,1 2 NA 4,5 6");
        Write("summary.csv", "set,method,n", "shop,naive,1");

        var (set, cases) = Assert.Single(SeriesFolder.Read(_folder, 10, null));

        Assert.Equal("shop", set);
        var series = Assert.Single(cases);
        Assert.Equal([1, 2, double.NaN, 4], series.Training.Values);
        Assert.Equal([5, 6], series.Test);
        Assert.Equal(new DateOnly(1998, 1, 1), series.Training.Start);
    }

    [Fact]
    public void Windows_are_cut_from_the_end_and_never_seen_in_training()
    {
        Write("days.csv", "id,group,m,h,start,values,promo", "A,G,7,2,2014-01-02,1 2 3 4 5 6 7 8 9 10,0000-00110");

        var cases = SeriesFolder.Read(_folder, 2, null)[0].Cases;

        Assert.Equal([9, 10], cases[0].Test);
        Assert.Equal([true, false], cases[0].TestPromotions!);
        Assert.Equal([7, 8], cases[1].Test);
        Assert.Equal([1, 2, 3, 4, 5, 6], cases[1].Training.Values);
        Assert.Equal(6, cases[1].Training.Promotions!.Count);
    }

    [Fact]
    public async Task A_folder_without_series_is_said_to_be_one()
    {
        using var output = new StringWriter();

        var figures = await new ForecastBenchmark(output).RunAsync(new("forecast") { Data = _folder }, CancellationToken.None);

        Assert.False(figures.AllGood);
        Assert.Contains("There are no series in this folder", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_are_those_worked_out_by_hand()
    {
        // steps of the training: 2, -1, 3, so the mean is 2 and the root of the mean square the root of 14/3
        var series = new SeriesCase("A", 1, 1, new() { Values = [1, 3, 2, 5], Period = DemandPeriod.Week }, [4, 8], null);
        var forecast = Certain(6, 6);

        var scores = ForecastScores.Of(series, forecast);

        Assert.Equal((200 * 2 / 10.0 + 200 * 2 / 14.0) / 2, scores.Smape, 9);
        Assert.Equal(1, scores.Mase, 9);
        Assert.Equal(2 / Math.Sqrt(14 / 3.0), scores.Rmsse, 9);
        // pinball of a point forecast: mean over the tenths of 2 q 2 above and 2 (1 - q) 2 below is 2 both ways
        Assert.Equal(1, scores.Sql, 6);
        Assert.Equal(0, scores.Cover80);
        Assert.Equal(0.5, scores.Cover975);
        Assert.Equal(40 * 2 / 2.0, scores.Msis, 6);
        // the last value said again: errors 1 and 3
        Assert.Equal(1, scores.Naive2Mase, 9);
    }

    [Fact]
    public void The_yardstick_gives_the_last_value_its_coming_season()
    {
        double[] months = [50, 100, 150, 100];
        double[] values = [.. Enumerable.Range(0, 24).Select(t => months[t % 4])];

        Assert.All(Naive2.Forecast(values, 4, 4).Zip(months), pair => Assert.Equal(pair.Second, pair.First, 6));
        Assert.Equal([7, 7], Naive2.Forecast([3, 9, 7], 1, 2));
    }

    [Fact]
    public async Task A_run_prints_its_figures_and_writes_each_forecast()
    {
        var noise = new Noise(40);
        Write("shop.csv", ["id,group,m,h,start,train,test", .. Enumerable.Range(0, 3).Select(i => $"S{i},G,1,3,,{string.Join(' ', Enumerable.Range(0, 30).Select(_ => noise.Poisson(8)))},8 8 8")]);
        var file = Path.Combine(_folder, "forecasts.txt");
        using var output = new StringWriter();

        var figures = await new ForecastBenchmark(output).RunAsync(new("forecast") { Data = _folder, Out = file }, CancellationToken.None);

        using var json = JsonDocument.Parse(figures.ToJson());
        Assert.Equal(3, json.RootElement.GetProperty("shop").GetProperty("count").GetInt32());
        Assert.True(figures.AllGood);
        Assert.Equal(1 + 3 * 3, File.ReadLines(file).Count());
        Assert.Contains("shop", output.ToString(), StringComparison.Ordinal);
    }

    private static Forecast Certain(params double[] values) => new()
    {
        Steps = [.. values.Select(v => DemandDistribution.Of(v, 0, counts: false))],
        Method = "",
        Error = new(),
        Confidence = 1,
        Factors = new(),
        Explanations = [],
    };

    private void Write(string name, params string[] lines) => File.WriteAllLines(Path.Combine(_folder, name), lines);
}
