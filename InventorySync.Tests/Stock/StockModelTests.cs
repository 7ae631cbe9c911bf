using FsCheck;
using FsCheck.Fluent;
using InventorySync.Domain.Common;
using InventorySync.Domain.Stock;
using Property = FsCheck.Property;

namespace InventorySync.Tests.Stock;

/// <summary>Random sequences of commands against a model in memory that knows nothing of the database.</summary>
public sealed class StockModelTests(TestShop shop) : IClassFixture<TestShop>
{
    private static int _runs;

    public enum Act
    {
        Receive,
        Sell,
        Adjust,
        CostLater,
        Reserve,
        ReserveAsMuch,
        Release,
        Use,
        UsePart,
        Expire,
        Repeat,
    }

    /// <summary>One step: what, with which of three goods at which of two places, and how many.</summary>
    public sealed record Step(Act Act, int Goods, int Place, int Quantity);

    [Fact]
    public void Whatever_is_done_in_whatever_order_and_repeated_the_database_agrees_with_the_model()
    {
        var step = from act in Gen.Elements(Enum.GetValues<Act>())
                   from goods in Gen.Choose(0, 2)
                   from place in Gen.Choose(0, 1)
                   from quantity in Gen.Choose(1, 9)
                   select new Step(act, goods, place, quantity);

        Prop.ForAll(step.ListOf(40).ToArbitrary(), steps => Agrees([.. steps])).Check(Config.QuickThrowOnFailure.WithMaxTest(6).WithEndSize(40));
    }

    private Property Agrees(IReadOnlyList<Step> steps)
    {
        var difference = Task.Run(() => RunAsync(steps)).GetAwaiter().GetResult();
        return (difference is null).Label(difference ?? "");
    }

    private async Task<string?> RunAsync(IReadOnlyList<Step> steps)
    {
        var run = await StartAsync();
        foreach (var step in steps)
            await DoAsync(run, step);

        foreach (var (key, balance) in run.Model.Balances)
        {
            var item = await shop.StockOfAsync(key.VariantId, key.LocationId);
            if ((item.OnHand, item.Reserved) != balance)
                return $"{key}: the database has {item.OnHand} and {item.Reserved} reserved, the model {balance}";
        }

        var proof = await shop.Get<Proving>().ProveAsync();
        return proof.Count == 0 ? null : string.Join("; ", proof.Findings);
    }

    private async Task<Run> StartAsync()
    {
        var (goods, places) = (new List<long>(), new List<long>());
        for (var i = 0; i < 3; i++)
            goods.Add(await shop.GivenVariantAsync());
        for (var i = 0; i < 2; i++)
            places.Add(await shop.GivenLocationAsync());
        foreach (var key in goods.SelectMany(g => places.Select(p => new StockKey(g, p))))
            await shop.GivenStockAsync(key.VariantId, key.LocationId, 10);
        return new Run(Interlocked.Increment(ref _runs), goods, places, new StockModel(goods.SelectMany(g => places.Select(p => new StockKey(g, p))), 10));
    }

    private async Task DoAsync(Run run, Step step)
    {
        var key = new StockKey(run.Goods[step.Goods], run.Places[step.Place]);
        switch (step.Act)
        {
            case Act.Receive:
                await PostAsync(run, MovementKind.Receipt, key, step.Quantity);
                break;
            case Act.Sell:
                await PostAsync(run, MovementKind.Sale, key, -step.Quantity);
                break;
            case Act.Adjust:
                await PostAsync(run, MovementKind.Adjustment, key, step.Quantity % 2 == 0 ? step.Quantity : -step.Quantity);
                break;
            case Act.CostLater:
                await CostLaterAsync(run, key, step.Quantity % 3 == 0 ? -step.Quantity : step.Quantity);
                break;
            case Act.Reserve or Act.ReserveAsMuch:
                await ReserveAsync(run, step, key);
                break;
            case Act.Repeat:
                await run.Last();
                break;
            case Act.Expire:
                shop.Clock.Advance(TimeSpan.FromMinutes(step.Quantity));
                await shop.Get<HoldEndings>().ExpireAsync();
                run.Model.Expire(shop.Clock.GetUtcNow());
                break;
            default:
                await EndAsync(run, step);
                break;
        }
    }

    private async Task PostAsync(Run run, MovementKind kind, StockKey key, decimal quantity)
    {
        var command = new StockCommand(run.NextKey(), kind, [new StockLine(key.VariantId, key.LocationId, quantity) { UnitCost = quantity > 0 ? quantity : null }]);
        await AgainAsync(run, () => shop.Get<Ledger>().PostAsync(command), run.Model.Move(key, quantity));
    }

    // on the first receipt of each; what it does to quantities is nothing, and the proof says whether the money is right
    private async Task CostLaterAsync(Run run, StockKey key, decimal amount)
    {
        var command = new StockCommand(run.NextKey(), MovementKind.LandedCost, [new StockLine(key.VariantId, key.LocationId, 0) { AddsCost = new LateCost(1, 10, amount) }]);
        await AgainAsync(run, () => shop.Get<Ledger>().PostAsync(command), allowed: true);
    }

    private async Task ReserveAsync(Run run, Step step, StockKey key)
    {
        var owner = new HoldOwner(ReservationOwner.Order, run.NextOwner());
        var until = step.Quantity % 3 == 0 ? shop.Clock.GetUtcNow().AddMinutes(5) : (DateTimeOffset?)null;
        var other = new StockKey(run.Goods[(step.Goods + 1) % 3], key.LocationId);
        var command = new ReserveCommand(run.NextKey(), new ReservationHolder(owner.Owner, owner.OwnerId, "") { ExpiresAt = until },
            [new WantedLine(key.VariantId, step.Quantity) { LocationId = key.LocationId }, new WantedLine(other.VariantId, 2) { LocationId = key.LocationId }])
        {
            Extent = step.Act == Act.Reserve ? Extent.AllOrNothing : Extent.AsMuchAsThereIs,
        };
        var expected = run.Model.Reserve(owner.OwnerId, [(key, step.Quantity), (other, 2)], command.Extent, until);

        var answer = await shop.Get<Reservations>().ReserveAsync(command);

        Assert.Equal(expected, answer.Lines.Select(l => l.Held));
        // what held nothing left nothing behind, and may be tried anew
        if (answer.Holds.Count > 0)
            run.Last = () => shop.Get<Reservations>().ReserveAsync(command);
    }

    private async Task EndAsync(Run run, Step step)
    {
        if (run.Model.Owners.Count == 0)
            return;

        var owner = new HoldOwner(ReservationOwner.Order, run.Model.Owners[step.Quantity % run.Model.Owners.Count]);
        if (step.Act == Act.Release)
        {
            await shop.Get<HoldEndings>().ReleaseAsync(owner);
            run.Model.Release(owner.OwnerId);
            run.Last = () => shop.Get<HoldEndings>().ReleaseAsync(owner);
            return;
        }

        var command = new UseHoldsCommand(run.NextKey(), owner) { Holds = step.Act == Act.UsePart ? [await PartAsync(owner)] : null };
        await shop.Get<HoldEndings>().UseAsync(command);
        run.Model.Use(owner.OwnerId, step.Act == Act.UsePart);
        run.Last = () => shop.Get<HoldEndings>().UseAsync(command);
    }

    private async Task<UsedHold> PartAsync(HoldOwner owner)
    {
        await using var db = shop.Db();
        var first = await db.Reservations.Where(r => r.OwnerId == owner.OwnerId && r.State == ReservationState.Held).OrderBy(r => r.CommandLine).FirstAsync();
        return new UsedHold(first.Id) { Quantity = 1 };
    }

    private static async Task AgainAsync(Run run, Func<Task> command, bool allowed)
    {
        if (allowed)
            await command();
        else
            await Assert.ThrowsAsync<BusinessRuleException>(command);
        if (allowed)
            run.Last = command;
    }

    private sealed class Run(int number, IReadOnlyList<long> goods, IReadOnlyList<long> places, StockModel model)
    {
        private int _keys;

        public IReadOnlyList<long> Goods => goods;

        public IReadOnlyList<long> Places => places;

        public StockModel Model => model;

        /// <summary>The last command, to be given again: that must change nothing.</summary>
        public Func<Task> Last { get; set; } = () => Task.CompletedTask;

        public string NextKey() => $"model-{number}-{++_keys}";

        public long NextOwner() => number * 10_000L + ++_keys;
    }
}
