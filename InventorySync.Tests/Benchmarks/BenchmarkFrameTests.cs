using InventorySync.Benchmarks;

namespace InventorySync.Tests.Benchmarks;

public sealed class BenchmarkFrameTests
{
    [Fact]
    public void A_benchmark_takes_its_size_time_folder_and_file()
    {
        var options = BenchmarkOptions.Parse(["outbox", "--size", "500", "--seconds", "10", "--data", "/var/here", "--out", "/var/here/line.json"]);

        Assert.Equal(new BenchmarkOptions("outbox") { Size = 500, Seconds = 10, Data = "/var/here", Out = "/var/here/line.json" }, options);
    }

    [Theory]
    [InlineData("--size", "5")]
    [InlineData("outbox", "--size")]
    [InlineData("outbox", "--size", "0")]
    [InlineData("outbox", "--size", "many")]
    [InlineData("outbox", "--speed", "5")]
    public void What_it_does_not_understand_is_refused(params string[] arguments) => Assert.Null(BenchmarkOptions.Parse(arguments));

    [Fact]
    public void Figures_are_one_line_with_the_agreed_names()
    {
        var figures = new Figures(new Named("outbox"), new BenchmarkOptions("outbox"))
            .Size(100).Seconds(2).PerSecond(50).PeakMegabytes(12.5)
            .Latencies(Enumerable.Range(1, 100).Select(ms => TimeSpan.FromMilliseconds(ms)))
            .Yardstick("plain inserts", perSecond: 25, oursPerSecond: 50)
            .Check("nothing_lost", true);

        Assert.Equal(
            """{"name":"outbox","size":100,"seconds":2,"per_second":50,"peak_mb":12.5,"p50_ms":51,"p95_ms":96,"p99_ms":100,"yardstick":"plain inserts","yardstick_per_second":25,"ratio":2,"checks":{"nothing_lost":true}}""",
            figures.ToJson());
        Assert.True(figures.AllGood);
        Assert.False(figures.Check("nothing_twice", false).AllGood);
    }

    private sealed class Named(string name) : IBenchmark
    {
        public string Name => name;

        public string Summary => "";

        public Task<Figures> RunAsync(BenchmarkOptions options, CancellationToken ct) => Task.FromResult(new Figures(this, options));
    }
}
