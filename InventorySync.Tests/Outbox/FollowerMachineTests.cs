using FsCheck;
using FsCheck.Fluent;
using InventorySync.Data.Outbox;
using InventorySync.Domain;
using InventorySync.Domain.Outbox;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Outbox;

/// <summary>Whatever happens in whatever order, followers see every committed message, in order, and never go back.</summary>
public sealed class FollowerMachineTests(OutboxShop outbox) : IClassFixture<OutboxShop>
{
    public enum Event
    {
        Commit,
        CommitThree,
        RollBack,
        BeginSlowly,
        EndSlowly,
        PlaceHere,
        PlaceThere,
        ListingsHere,
        ListingsThere,
        AlarmsHere,
        AlarmsThere,
        NextFails,
        NextTwoFail,
        NextDies,
        TimePasses,
    }

    [Fact]
    public async Task Whatever_happens_each_follower_sees_every_committed_message_in_order()
    {
        var other = await outbox.NewNodeAsync();
        var histories = Gen.Elements(Enum.GetValues<Event>()).ListOf().Resize(60).ToArbitrary();

        await Task.Run(() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(histories, history => RunAsync(history, other))));
    }

    private async Task RunAsync(IEnumerable<Event> history, ServiceProvider other)
    {
        await outbox.ForgetAsync();
        await using var run = new Run(outbox, other);
        foreach (var next in history)
            await run.DoAsync(next);
        await run.ComeToRestAsync();
        await run.CheckAsync("Listings");
        await run.CheckAsync("Alarms");
    }

    private sealed class Run(OutboxShop outbox, ServiceProvider other) : IAsyncDisposable
    {
        private readonly HashSet<string> _committed = [];
        private readonly Dictionary<string, long> _places = [];
        private InventoryDb? _slow;
        private IDbContextTransaction? _slowTransaction;
        private CancellationTokenSource? _death;
        private int _failures;
        private int _written;

        public Task DoAsync(Event next) => next switch
        {
            Event.Commit => CommitAsync(1),
            Event.CommitThree => CommitAsync(3),
            Event.RollBack => RollBackAsync(),
            Event.BeginSlowly => BeginSlowlyAsync(),
            Event.EndSlowly => EndSlowlyAsync(),
            Event.PlaceHere => outbox.PlaceAsync(),
            Event.PlaceThere => other.GetRequiredService<Sequencer>().PlaceAsync(),
            Event.ListingsHere => StepAsync(outbox.Node, "Listings"),
            Event.ListingsThere => StepAsync(other, "Listings"),
            Event.AlarmsHere => StepAsync(outbox.Node, "Alarms"),
            Event.AlarmsThere => StepAsync(other, "Alarms"),
            Event.NextFails => FailAsync(1),
            Event.NextTwoFail => FailAsync(2),
            Event.NextDies => DieAsync(),
            _ => WaitAsync(),
        };

        /// <summary>Nothing fails any more and everything is worked off.</summary>
        public async Task ComeToRestAsync()
        {
            _failures = 0;
            _death = null;
            await EndSlowlyAsync();
            await WaitAsync();
            await outbox.PlaceAsync();
            foreach (var follower in new[] { "Listings", "Alarms" })
                await outbox.StepWhileAnyAsync(follower);
        }

        public async Task CheckAsync(string follower)
        {
            await using var db = outbox.Shop.Db();
            var aside = await db.SetAsideMessages.Where(m => m.Follower == follower).Select(m => m.Subject).ToListAsync();
            var given = outbox.Log.GivenTo(follower);

            Assert.Equal(_committed.Order(), given.Select(m => m.Subject).Distinct().Order());
            Assert.Equal(_committed.Order(), outbox.Log.SubjectsOf(follower).Concat(aside).Distinct().Order());
            var firstTimes = given.DistinctBy(m => m.Id).Select(m => m.Position!.Value).ToList();
            Assert.Equal(Enumerable.Range(1, _committed.Count).Select(i => (long)i), firstTimes);
            Assert.Equal(_committed.Count, (await outbox.PlaceOfAsync(follower)).Position);
        }

        public async ValueTask DisposeAsync()
        {
            if (_slow is not null)
                await _slow.DisposeAsync();
        }

        private async Task CommitAsync(int count)
        {
            var subjects = Enumerable.Range(0, count).Select(_ => $"message:{++_written}").ToArray();
            await outbox.HappenedAsync(subjects);
            _committed.UnionWith(subjects);
        }

        private async Task RollBackAsync()
        {
            await using var db = outbox.Shop.Db();
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Outbox.Add(outbox.Message("rolled back"));
            await db.SaveChangesAsync();
        }

        private async Task BeginSlowlyAsync()
        {
            if (_slow is not null)
                return;

            _slow = outbox.Shop.Db();
            _slowTransaction = await _slow.Database.BeginTransactionAsync();
            _slow.Outbox.Add(outbox.Message($"message:{++_written}"));
            await _slow.SaveChangesAsync();
        }

        private async Task EndSlowlyAsync()
        {
            if (_slow is null)
                return;

            await _slowTransaction!.CommitAsync();
            _committed.Add(_slow.Outbox.Local.Single().Subject);
            await _slow.DisposeAsync();
            _slow = null;
        }

        private Task FailAsync(int times)
        {
            _failures += times;
            outbox.Log.Meanwhile = Meanwhile;
            return Task.CompletedTask;
        }

        private Task DieAsync()
        {
            _death = new CancellationTokenSource();
            outbox.Log.Meanwhile = Meanwhile;
            return Task.CompletedTask;
        }

        private Task WaitAsync()
        {
            outbox.Shop.Clock.Advance(TimeSpan.FromMinutes(2));
            return Task.CompletedTask;
        }

        private async Task Meanwhile(string follower, IReadOnlyList<OutboxMessage> batch)
        {
            if (_death is not null)
                await _death.CancelAsync();
            else if (_failures-- > 0)
                throw new InvalidOperationException("It does not work now.");
        }

        private async Task StepAsync(ServiceProvider node, string follower)
        {
            try
            {
                await node.GetRequiredService<FollowerWork>().StepAsync(follower, _death?.Token ?? default);
            }
            catch (OperationCanceledException) when (_death is not null)
            {
                _death = null;
            }

            var place = (await outbox.PlaceOfAsync(follower)).Position;
            Assert.True(place >= _places.GetValueOrDefault(follower), "a place went back");
            _places[follower] = place;
        }
    }
}
