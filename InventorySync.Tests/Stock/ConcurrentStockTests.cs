using FsCheck;
using FsCheck.Fluent;
using InventorySync.Domain.Common;
using InventorySync.Domain.Stock;
using Property = FsCheck.Property;

namespace InventorySync.Tests.Stock;

/// <summary>Random commands all at once, in any order, some sent twice: answers, book and balances must tell one story.</summary>
public sealed class ConcurrentStockTests(TestShop shop) : IClassFixture<TestShop>
{
    private const decimal Each = 12;

    private static int _runs;

    public enum Doing
    {
        Receive,
        Sell,
        Adjust,
        Hold,
        HoldKit,
        HoldTwoLines,
    }

    /// <summary>What becomes of what was held. The last two race each other.</summary>
    public enum Ending
    {
        Stays,
        Used,
        PartlyUsed,
        Released,
        RunsOut,
        UsedWhileReleased,
    }

    public sealed record Act(Doing Doing, Ending Ending, int Goods, int Place, int Quantity, bool Twice, bool AsMuch);

    [Fact]
    public void Whatever_is_done_at_once_and_repeated_every_answer_adds_up_to_the_balances()
    {
        var act = from doing in Gen.Elements(Enum.GetValues<Doing>())
                  from ending in Gen.Elements(Enum.GetValues<Ending>())
                  from goods in Gen.Choose(0, 2)
                  from place in Gen.Choose(0, 1)
                  from quantity in Gen.Choose(1, 6)
                  from flags in Gen.Choose(0, 3)
                  select new Act(doing, ending, goods, place, quantity, (flags & 1) == 1, (flags & 2) == 2);

        Prop.ForAll(act.ListOf(48).ToArbitrary(), acts => AddsUp([.. acts])).Check(Config.QuickThrowOnFailure.WithMaxTest(5).WithEndSize(48));
    }

    [Fact]
    public async Task Holds_of_several_goods_wait_for_each_other_and_never_block_each_other_for_good()
    {
        var (goods, place) = (new List<long>(), await shop.GivenLocationAsync());
        for (var i = 0; i < 6; i++)
            goods.Add(await shop.GivenVariantAsync());
        foreach (var variant in goods)
            await shop.GivenStockAsync(variant, place, 1000);
        var before = await DeadlocksAsync();

        await Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 24 }, async (number, ct) =>
        {
            // the rows come to lie in another order with each change
            var wanted = Enumerable.Range(0, 4).Select(i => new WantedLine(goods[(number * 5 + i * (1 + number % 2)) % 6], 1) { LocationId = place }).ToArray();
            var answer = await shop.Get<Reservations>().ReserveAsync(new ReserveCommand($"in-order-{number}", new ReservationHolder(ReservationOwner.Order, 900_000 + number, ""), wanted), ct);
            Assert.True(answer.Complete);
        });

        Assert.Equal(before, await DeadlocksAsync());
        Assert.Equal(1600, (await Task.WhenAll(goods.Select(async g => (await shop.StockOfAsync(g, place)).Reserved))).Sum());
    }

    // the server counts them a moment later
    private async Task<long> DeadlocksAsync()
    {
        await using var db = shop.Db();
        await db.Database.ExecuteSqlAsync($"SELECT pg_sleep(1.5)");
        return await db.Database.SqlQuery<long>($"SELECT deadlocks AS \"Value\" FROM pg_stat_database WHERE datname = current_database()").SingleAsync();
    }

    private Property AddsUp(IReadOnlyList<Act> acts)
    {
        var differences = Task.Run(() => RunAsync(acts)).GetAwaiter().GetResult();
        return (differences.Count == 0).Label(string.Join("; ", differences));
    }

    private async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<Act> acts)
    {
        var run = await StartAsync();
        await Task.WhenAll(acts.Select((act, number) => Task.Run(() => DoAsync(run, act, number))));
        shop.Clock.Advance(TimeSpan.FromMinutes(20));
        // two nodes look for what ran out at once
        await Task.WhenAll(shop.Get<HoldEndings>().ExpireAsync(), shop.Get<HoldEndings>().ExpireAsync());

        var differences = new List<string>(run.Story.Unjust());
        foreach (var key in run.Story.Keys)
        {
            var item = await shop.StockOfAsync(key.VariantId, key.LocationId);
            if ((item.OnHand, item.Reserved) != (run.Story.OnHandOf(key), run.Story.ReservedOf(key)))
                differences.Add($"{key}: the database has {item.OnHand} and {item.Reserved} reserved, the answers add up to {run.Story.OnHandOf(key)} and {run.Story.ReservedOf(key)}");
            differences.AddRange(await BreaksOfAsync(key));
        }

        differences.AddRange((await shop.Get<Proving>().ProveAsync()).Findings.Select(f => f.ToString()!));
        return differences;
    }

    // the book of a key is one line: numbered without a gap, each balance the one before and what was moved, none below zero
    private async Task<IEnumerable<string>> BreaksOfAsync(StockKey key)
    {
        await using var db = shop.Db();
        var book = await db.StockMovements.Where(m => m.VariantId == key.VariantId && m.LocationId == key.LocationId).OrderBy(m => m.Sequence).ToListAsync();
        return book.Where((m, i) => m.Sequence != i + 1 || m.BalanceAfter < 0 || m.BalanceAfter != (i == 0 ? 0 : book[i - 1].BalanceAfter) + m.Quantity)
            .Select(m => $"{key}: movement {m.Sequence} of {m.Quantity} leaves {m.BalanceAfter}");
    }

    private async Task DoAsync(Run run, Act act, int number)
    {
        var command = $"{run.Name}-{number}";
        var key = run.KeyOf(act.Goods, act.Place);
        switch (act.Doing)
        {
            case Doing.Receive:
                await PostAsync(run, command, MovementKind.Receipt, key, act.Quantity, act.Twice);
                break;
            case Doing.Sell:
                await PostAsync(run, command, MovementKind.Sale, key, -act.Quantity, act.Twice);
                break;
            case Doing.Adjust:
                await PostAsync(run, command, MovementKind.Adjustment, key, act.Quantity % 2 == 0 ? act.Quantity : -act.Quantity, act.Twice);
                break;
            default:
                await HoldAsync(run, command, act, number);
                break;
        }
    }

    private async Task PostAsync(Run run, string command, MovementKind kind, StockKey key, decimal quantity, bool twice)
    {
        var posting = new StockCommand(command, kind, [new StockLine(key.VariantId, key.LocationId, quantity) { UnitCost = quantity > 0 ? 3 : null }]);
        await Task.WhenAll(Enumerable.Range(0, twice ? 2 : 1).Select(_ => Task.Run(async () =>
        {
            try
            {
                run.Story.Moved(command, await shop.Get<Ledger>().PostAsync(posting));
            }
            catch (BusinessRuleException) when (quantity < 0)
            {
                run.Story.Refused(key, -quantity);
            }
        })));
    }

    private async Task HoldAsync(Run run, string command, Act act, int number)
    {
        var owner = new HoldOwner(ReservationOwner.Order, run.Number * 10_000L + number);
        var wanted = new ReserveCommand(command, new ReservationHolder(owner.Owner, owner.OwnerId, command) { ExpiresAt = act.Ending == Ending.RunsOut ? shop.Clock.GetUtcNow().AddMinutes(15) : null }, run.LinesOf(act))
        {
            Extent = act.AsMuch ? Extent.AsMuchAsThereIs : Extent.AllOrNothing,
        };
        var answers = await Task.WhenAll(Enumerable.Range(0, act.Twice ? 2 : 1).Select(_ => Task.Run(() => shop.Get<Reservations>().ReserveAsync(wanted))));
        foreach (var held in answers.Where(a => a.Holds.Count > 0))
            run.Story.Held(command, held);
        if (answers.FirstOrDefault(a => a.Holds.Count > 0) is { } answer)
            await EndAsync(run, command, act, owner, answer);
        else if (wanted.Lines is [var only] && act.Doing == Doing.Hold)
            run.Story.Refused(new StockKey(only.VariantId, only.LocationId!.Value), only.Quantity);
    }

    private async Task EndAsync(Run run, string command, Act act, HoldOwner owner, ReserveAnswer answer)
    {
        switch (act.Ending)
        {
            case Ending.Used:
                await UseAsync(run, command, owner, answer, part: false, act.Twice);
                break;
            case Ending.PartlyUsed:
                await UseAsync(run, command, owner, answer, part: true, act.Twice);
                break;
            case Ending.Released:
                await shop.Get<HoldEndings>().ReleaseAsync(owner);
                run.Story.Ended(answer.Holds.Select(h => h.Id));
                break;
            case Ending.UsedWhileReleased:
                await Task.WhenAll(UseAsync(run, command, owner, answer, part: true, act.Twice), shop.Get<HoldEndings>().ReleaseAsync(owner));
                run.Story.Ended(answer.Holds.Select(h => h.Id));
                break;
            case Ending.RunsOut:
                run.Story.Ended(answer.Holds.Select(h => h.Id));
                break;
        }
    }

    private async Task UseAsync(Run run, string command, HoldOwner owner, ReserveAnswer answer, bool part, bool twice)
    {
        var use = new UseHoldsCommand(command + "-use", owner) { Holds = part ? [new UsedHold(answer.Holds[0].Id) { Quantity = 1 }] : null };
        var used = await Task.WhenAll(Enumerable.Range(0, twice ? 2 : 1).Select(_ => Task.Run(async () =>
        {
            try
            {
                run.Story.Moved(use.Key, await shop.Get<HoldEndings>().UseAsync(use));
                return true;
            }
            catch (BusinessRuleException)
            {
                // it was released before
                return false;
            }
        })));
        if (!used.Contains(true))
            return;

        if (part)
            run.Story.Used(answer.Holds[0].Id, 1);
        else
            run.Story.Ended(answer.Holds.Select(h => h.Id));
    }

    private async Task<Run> StartAsync()
    {
        var (goods, places) = (new List<long>(), new List<long>());
        for (var i = 0; i < 3; i++)
            goods.Add(await shop.GivenVariantAsync());
        for (var i = 0; i < 2; i++)
            places.Add(await shop.GivenLocationAsync());
        var kit = await shop.GivenKitAsync((goods[0], 1), (goods[1], 2));
        var keys = goods.SelectMany(g => places.Select(p => new StockKey(g, p))).ToList();
        foreach (var key in keys)
            await shop.GivenStockAsync(key.VariantId, key.LocationId, Each);
        return new Run(Interlocked.Increment(ref _runs), goods, places, kit, new StockStory(keys, Each));
    }

    private sealed record Run(int Number, IReadOnlyList<long> Goods, IReadOnlyList<long> Places, long Kit, StockStory Story)
    {
        public string Name => $"at-once-{Number}";

        public StockKey KeyOf(int goods, int place) => new(Goods[goods], Places[place]);

        // kits and free lines are sourced wherever there is enough, the others at their place
        public WantedLine[] LinesOf(Act act) => act.Doing switch
        {
            Doing.HoldKit => [new WantedLine(Kit, 1 + act.Quantity / 3), new WantedLine(Goods[act.Goods], 1)],
            Doing.HoldTwoLines => [new WantedLine(Goods[act.Goods], act.Quantity), new WantedLine(Goods[act.Goods], 1), new WantedLine(Goods[(act.Goods + 1) % 3], 2)],
            _ => [new WantedLine(Goods[act.Goods], act.Quantity) { LocationId = Places[act.Place] }],
        };
    }
}
