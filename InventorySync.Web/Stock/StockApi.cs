using System.ComponentModel;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Stock;
using InventorySync.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;
using static InventorySync.Domain.Access.Permissions;

namespace InventorySync.Web.Stock;

/// <summary>Stock, its movements and what is held, for other systems. With an Idempotency-Key every change is made once.</summary>
public static class StockApi
{
    public static void MapStockApi(this IEndpointRouteBuilder app)
    {
        MapStock(app.MapApiGroup("stock", "Stock"));
        MapPlaces(app.MapApiGroup("variants", "Variants"));
        MapMovements(app.MapApiGroup("movements", "Movements"));
        MapReservations(app.MapApiGroup("reservations", "Reservations"));
    }

    private static void MapStock(RouteGroupBuilder stock)
    {
        stock.MapList<StockList, StockRow>().WithSummary("List stock: a row for each variant at each location").RequireAuthorization(StockView);
        stock.MapGet("/{variantId:long}", StockOfAsync).WithSummary("Read where a variant stands").RequireAuthorization(StockView);
        stock.MapGet("/{variantId:long}/timeline", TimelineAsync).WithSummary("Everything that happened to a variant, newest first: movements, holds, prices, channels' shares").RequireAuthorization(StockView);
        stock.MapGet("/value", ([Description("The instant; now when left out.")] DateTimeOffset? at, StockWorth worth, TimeProvider clock, CancellationToken ct) => worth.ValueAsync(at ?? clock.GetUtcNow(), ct))
            .WithSummary("The value of the stock at an instant, by location and category").RequireAuthorization(StockCosts);
        stock.MapGet("/cost-of-sales", CostOfSalesAsync).WithSummary("What sold goods cost between two instants").RequireAuthorization(StockCosts);
    }

    private static void MapPlaces(RouteGroupBuilder variants) =>
        variants.MapGet("/{variantId:long}/places", (long variantId, [Description("The key of the location to begin at.")] long? from, PlaceFinder finder, CancellationToken ct) => finder.FindAsync(variantId, from, ct))
            .WithSummary("Find the places that have a variant, nearest to a location first").RequireAuthorization(CatalogView);

    private static void MapMovements(RouteGroupBuilder movements)
    {
        movements.MapList<MovementList, MovementRow>().WithSummary("List movements, newest first").RequireAuthorization(StockView);
        movements.MapPost("/receipts", (StockReceipt receipt, Adjusting adjusting, CancellationToken ct) => BookedAsync(adjusting.ReceiveAsync(receipt, Text.RandomToken(), ct)))
            .WithSummary("Receive goods").RequireAuthorization(StockAdjust);
        movements.MapPost("/adjustments", (StockAdjustment adjustment, Adjusting adjusting, CancellationToken ct) => BookedAsync(adjusting.AdjustAsync(adjustment, Text.RandomToken(), ct)))
            .WithSummary("Adjust stock by a difference, or to what was found").RequireAuthorization(StockAdjust);
        movements.MapPost("/write-offs", (StockWriteOff writeOff, Adjusting adjusting, CancellationToken ct) => BookedAsync(adjusting.WriteOffAsync(writeOff, Text.RandomToken(), ct)))
            .WithSummary("Write off goods").RequireAuthorization(StockAdjust);
        movements.MapPost("/assemblies", (KitAssembly work, Assembling assembling, CancellationToken ct) => BookedAsync(assembling.PostAsync(work, Text.RandomToken(), ct)))
            .WithSummary("Assemble kits or take them apart").RequireAuthorization(StockAdjust);
    }

    private static void MapReservations(RouteGroupBuilder reservations)
    {
        reservations.MapList<HoldList, HoldRow>().WithSummary("List what is held and was held").RequireAuthorization(StockView);
        reservations.MapPost("", async (HoldRequest request, HoldDesk desk, CancellationToken ct) => HoldAnswer.Of(await desk.HoldAsync(request, Text.RandomToken(), ct)))
            .WithSummary("Hold stock; the answer tells what is held and what is missing").RequireAuthorization(StockReserve);
        reservations.MapPost("/use", (UsedHolds used, HoldDesk desk, CancellationToken ct) => BookedAsync(desk.UseAsync(Use(used), ct)))
            .WithSummary("Use what is held: the goods leave").RequireAuthorization(StockReserve);
        reservations.MapPost("/extend", async (ExtendedHolds extended, HoldDesk desk, CancellationToken ct) => new HoldsExtended(await desk.ExtendAsync(new HoldOwner(extended.Owner, extended.OwnerId), extended.Until, ct)))
            .WithSummary("Hold longer").RequireAuthorization(StockReserve);
        reservations.MapPost("/cancel", async (HoldsOfOwner owner, HoldDesk desk, CancellationToken ct) => await DoneAsync(desk.CancelAsync(new HoldOwner(owner.Owner, owner.OwnerId), ct)))
            .WithSummary("Give back everything that is held for an owner").RequireAuthorization(StockReserve);
        reservations.MapPost("/{holdId:long}/release", async (long holdId, ReleasedHold released, HoldEndings endings, CancellationToken ct) => await DoneAsync(endings.ReleaseAsync(holdId, released.Reason, ct)))
            .WithSummary("Release one hold with a reason").RequireAuthorization(HoldsRelease);
    }

    private static async Task<StockResource> StockOfAsync(long variantId, StockBoard board, CatalogSearch search, CancellationToken ct) =>
        new() { Variant = await search.HeadAsync(variantId, ct), Locations = await board.BalancesAsync(variantId, ct) };

    private static Task<IReadOnlyList<TimelineEntry>> TimelineAsync(
        long variantId,
        [Description("Only these kinds, with commas between: movement, hold, holdEnd, price, share. All when left out.")] string? kinds,
        [Description("Only what happened before this instant, to read further back.")] DateTimeOffset? before,
        [Description("How many at most, up to 500; 100 when left out.")] int? most, Timeline timeline, CancellationToken ct) =>
        timeline.OfVariantAsync(variantId, KindsOf(kinds), most ?? 100, before, ct);

    private static List<TimelineKind> KindsOf(string? kinds) =>
    [
        .. (kinds ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(name =>
            Enum.TryParse<TimelineKind>(name, ignoreCase: true, out var kind) && Enum.IsDefined(kind)
                ? kind
                : throw new BusinessRuleException("The timeline knows no “{0}”. Use movement, hold, holdEnd, price or share.", name) { Field = "kinds" }),
    ];

    private static Task<CostOfSales> CostOfSalesAsync(
        [Description("From this instant on; thirty days before the end when left out.")] DateTimeOffset? since,
        [Description("Up to this instant; now when left out.")] DateTimeOffset? until, StockWorth worth, TimeProvider clock, CancellationToken ct)
    {
        var end = until ?? clock.GetUtcNow();
        return worth.CostOfSalesAsync(since ?? end.AddDays(-30), end, ct);
    }

    private static UseHoldsCommand Use(UsedHolds used) => new(Text.RandomToken(), new HoldOwner(used.Owner, used.OwnerId)) { Kind = used.Kind, Holds = used.Holds, Reason = used.Reason };

    private static async Task<IReadOnlyList<MovementResource>> BookedAsync(Task<IReadOnlyList<StockMovement>> booking) => [.. (await booking).Select(MovementResource.Of)];

    private static async Task<NoContent> DoneAsync(Task change)
    {
        await change;
        return TypedResults.NoContent();
    }
}
