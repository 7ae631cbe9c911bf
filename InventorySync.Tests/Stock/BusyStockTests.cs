using InventorySync.Domain.Common;
using InventorySync.Domain.Stock;

namespace InventorySync.Tests.Stock;

/// <summary>Many at once: buyers, receipts, transfers, expiries and cancellations on the same few goods.</summary>
public sealed class BusyStockTests : IAsyncLifetime
{
    private readonly TestShop _shop = new();
    private int _keys;

    public Task InitializeAsync() => _shop.InitializeAsync();

    public Task DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Two_hundred_buyers_of_goods_and_kits_among_receipts_transfers_expiries_and_cancellations_are_never_sold_too_much()
    {
        var (store, hall) = (await _shop.GivenLocationAsync(), await _shop.GivenLocationAsync());
        var goods = new List<long>();
        for (var i = 0; i < 5; i++)
            goods.Add(await _shop.GivenVariantAsync());
        foreach (var variant in goods)
        {
            await _shop.GivenStockAsync(variant, store, 6);
            await _shop.GivenStockAsync(variant, hall, 4);
        }

        var kits = new[] { await _shop.GivenKitAsync((goods[0], 1), (goods[1], 2)), await _shop.GivenKitAsync((goods[1], 1), (goods[3], 1), (goods[4], 1)) };
        var buyers = Enumerable.Range(0, 200).Select(n => Task.Run(() => BuyAsync(n, goods, kits))).ToList();
        var others = Enumerable.Range(0, 40).Select(n => Task.Run(() => OtherwiseAsync(n, goods, store, hall))).ToList();
        await Task.WhenAll(buyers);
        await Task.WhenAll(others);
        _shop.Clock.Advance(TimeSpan.FromMinutes(20));
        await _shop.Get<HoldEndings>().ExpireAsync();

        // nothing went below, nothing is promised twice, and the sums are exact
        var proof = await _shop.Get<Proving>().ProveAsync();
        Assert.Empty(proof.Findings);
        await using var db = _shop.Db();
        var received = await db.StockMovements.Where(m => m.Kind == MovementKind.Receipt).SumAsync(m => m.Quantity);
        var sold = -await db.StockMovements.Where(m => m.Kind == MovementKind.Sale).SumAsync(m => m.Quantity);
        Assert.Equal(received - sold, await db.StockItems.SumAsync(i => i.OnHand));
        Assert.Equal(0, await db.StockMovements.Where(m => m.Kind == MovementKind.TransferIn || m.Kind == MovementKind.TransferOut).SumAsync(m => m.Quantity));
        Assert.True(sold > 0);
        Assert.False(await db.Reservations.AnyAsync(r => r.State == ReservationState.Held && r.ExpiresAt != null));
    }

    private async Task BuyAsync(int number, List<long> goods, long[] kits)
    {
        var owner = new HoldOwner(ReservationOwner.Order, number + 1);
        WantedLine[] wanted = (number % 4) switch
        {
            0 => [new WantedLine(kits[number / 4 % 2], 1)],
            1 => [new WantedLine(goods[number % 5], 1), new WantedLine(goods[(number + 3) % 5], 1)],
            2 => [new WantedLine(kits[0], 1), new WantedLine(goods[1], 1)],
            _ => [new WantedLine(goods[number % 5], 2)],
        };
        var until = number % 5 == 0 ? _shop.Clock.GetUtcNow().AddMinutes(15) : (DateTimeOffset?)null;
        var command = new ReserveCommand($"buyer-{number}", new ReservationHolder(owner.Owner, owner.OwnerId, $"{number}") { ExpiresAt = until }, wanted);
        var answer = await _shop.Get<Reservations>().ReserveAsync(command);
        if (!answer.Complete)
            return;

        switch (number % 3)
        {
            case 0:
                await _shop.Get<HoldEndings>().UseAsync(new UseHoldsCommand($"sold-{number}", owner));
                break;
            case 1 when until is null:
                await _shop.Get<HoldEndings>().ReleaseAsync(owner);
                break;
        }
    }

    private async Task OtherwiseAsync(int number, List<long> goods, long store, long hall)
    {
        var variant = goods[number % 5];
        if (number % 2 == 0)
        {
            await _shop.GivenStockAsync(variant, store, 1);
            return;
        }

        var key = $"transfer-{Interlocked.Increment(ref _keys)}";
        try
        {
            // as a transfer does it: both sides in one change
            await _shop.Get<Ledger>().PostAsync(new StockCommand(key + "-out", MovementKind.TransferOut, [new StockLine(variant, hall, -1)]));
            await _shop.Get<Ledger>().PostAsync(new StockCommand(key + "-in", MovementKind.TransferIn, [new StockLine(variant, store, 1)]));
        }
        catch (BusinessRuleException refused)
        {
            // all of it is promised already; the transfer waits for another day
            Assert.Contains("free here", refused.Message, StringComparison.Ordinal);
        }
    }
}
