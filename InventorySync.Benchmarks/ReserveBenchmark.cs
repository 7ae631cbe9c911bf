using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using InventorySync.Domain.Stock;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace InventorySync.Benchmarks;

/// <summary>How many reservations a second 64 workers make, with everything a reservation reads and writes, beside the smallest SQL that reserves correctly.</summary>
public sealed class ReserveBenchmark(string name, int variants) : IBenchmark
{
    private const int Workers = 64;
    private const decimal OnHand = 10_000_000;

    public string Name => name;

    public string Summary => variants == 1 ? "reservations a second of one variant by 64 workers" : "reservations a second of 10,000 variants by 64 workers";

    public async Task<Figures> RunAsync(BenchmarkOptions options, CancellationToken ct)
    {
        var seconds = options.Seconds ?? 15;
        var size = variants == 1 ? 1 : options.Size ?? variants;
        await using var shop = await StockShop.StartAsync(options, size, ct);
        await shop.StockAsync(OnHand, ct);
        await using var plain = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(shop.ConnectionString) { MaxPoolSize = Workers });
        await PrepareAsync(plain, ct);

        // in turns, so that a busy moment of the machine meets both
        var (ours, theirs) = (new Round(), new Round());
        await RunAsync(OursAsync(shop), TimeSpan.FromSeconds(2), new Round(), ct);
        await RunAsync(PlainAsync(plain, shop), TimeSpan.FromSeconds(2), new Round(), ct);
        for (var turn = 0; turn < 3; turn++)
        {
            await RunAsync(PlainAsync(plain, shop), TimeSpan.FromSeconds(seconds / 3.0), theirs, ct);
            await RunAsync(OursAsync(shop), TimeSpan.FromSeconds(seconds / 3.0), ours, ct);
        }

        await using var db = shop.Db();
        var reserved = await db.StockItems.SumAsync(i => i.Reserved, ct);
        var held = await db.Reservations.Where(r => r.State == ReservationState.Held).SumAsync(r => r.Quantity, ct);
        return new Figures(this, options)
            .Size(size)
            .Seconds(ours.Took.TotalSeconds)
            .PerSecond(ours.PerSecond)
            .Latencies(ours.Latencies)
            .Yardstick($"plain Npgsql, one transaction: the conditional update of the balance and the insert of the hold, the same {Workers} workers in turns of the same run", theirs.PerSecond, ours.PerSecond)
            .More("own_cpu_ms", Figures.Rounded(ours.Cpu.TotalMilliseconds / ours.Latencies.Count))
            .More("yardstick_own_cpu_ms", Figures.Rounded(theirs.Cpu.TotalMilliseconds / theirs.Latencies.Count))
            .PeakMegabytes(Process.GetCurrentProcess().PeakWorkingSet64 / 1024.0 / 1024)
            .Check("reserved_is_what_is_held", reserved == held)
            .Check("all_were_held", ours.Missed == 0)
            .Check("half_of_the_yardstick", ours.PerSecond >= theirs.PerSecond * 0.5);
    }

    private static Func<int, int, Task<bool>> OursAsync(StockShop shop)
    {
        var run = Guid.CreateVersion7().ToString("N", CultureInfo.InvariantCulture);
        return async (worker, number) =>
        {
            await using var scope = shop.Open();
            var variant = shop.Variants[Random.Shared.Next(shop.Variants.Count)];
            var command = new ReserveCommand(
                FormattableString.Invariant($"{run}-{worker}-{number}"),
                new ReservationHolder(ReservationOwner.Cart, worker, "C1") { ExpiresAt = TimeProvider.System.GetUtcNow().AddMinutes(30) },
                [new WantedLine(variant, 1)]);
            return (await scope.ServiceProvider.GetRequiredService<Reservations>().ReserveAsync(command)).Complete;
        };
    }

    private static Task PrepareAsync(NpgsqlDataSource plain, CancellationToken ct) => ExecuteAsync(plain,
        """
        CREATE TABLE plain_stock (variant_id bigint PRIMARY KEY, on_hand numeric(18,3) NOT NULL, reserved numeric(18,3) NOT NULL);
        CREATE TABLE plain_holds (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, command_key varchar(80) NOT NULL UNIQUE, variant_id bigint NOT NULL, quantity numeric(18,3) NOT NULL, expires_at timestamptz);
        INSERT INTO plain_stock SELECT variant_id, on_hand, 0 FROM stock_items;
        """, ct);

    private static async Task ExecuteAsync(NpgsqlDataSource plain, string sql, CancellationToken ct)
    {
        await using var command = plain.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static Func<int, int, Task<bool>> PlainAsync(NpgsqlDataSource plain, StockShop shop)
    {
        var run = Guid.CreateVersion7().ToString("N", CultureInfo.InvariantCulture);
        return async (worker, number) =>
        {
            await using var connection = await plain.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var insert = new NpgsqlCommand("INSERT INTO plain_holds (command_key, variant_id, quantity, expires_at) VALUES ($1, $2, 1, now() + interval '30 minutes')", connection, transaction);
            var variant = shop.Variants[Random.Shared.Next(shop.Variants.Count)];
            insert.Parameters.Add(new() { Value = FormattableString.Invariant($"{run}-{worker}-{number}") });
            insert.Parameters.Add(new() { Value = variant });
            await insert.ExecuteNonQueryAsync();
            // the contended row last, as quick as plain SQL can be
            await using var update = new NpgsqlCommand("UPDATE plain_stock SET reserved = reserved + 1 WHERE variant_id = $1 AND on_hand - reserved >= 1", connection, transaction);
            update.Parameters.Add(new() { Value = variant });
            var taken = await update.ExecuteNonQueryAsync() == 1;
            await transaction.CommitAsync();
            return taken;
        };
    }

    private static async Task RunAsync(Func<int, int, Task<bool>> reserve, TimeSpan length, Round round, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            for (var number = 0; clock.Elapsed < length; number++)
            {
                ct.ThrowIfCancellationRequested();
                var began = Stopwatch.GetTimestamp();
                if (!await reserve(worker, number))
                    round.Miss();
                round.Latencies.Add(Stopwatch.GetElapsedTime(began));
            }
        }, ct)));
        round.Took += clock.Elapsed;
        process.Refresh();
        round.Cpu += process.TotalProcessorTime - cpu;
    }

    private sealed class Round
    {
        private int _missed;

        public ConcurrentBag<TimeSpan> Latencies { get; } = [];

        public TimeSpan Took { get; set; }

        /// <summary>What this process worked, without the database server.</summary>
        public TimeSpan Cpu { get; set; }

        public int Missed => _missed;

        public double PerSecond => Latencies.Count / Took.TotalSeconds;

        public void Miss() => Interlocked.Increment(ref _missed);
    }
}
