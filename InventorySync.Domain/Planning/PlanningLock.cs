namespace InventorySync.Domain.Planning;

/// <summary>Plans are written by one at a time: the night, a follower and somebody who orders would otherwise decide by figures that another one is changing.</summary>
internal static class PlanningLock
{
    public static async Task TakeAsync(InventoryDb db, CancellationToken ct)
    {
        if (!await db.DemandProgress.AnyAsync(ct))
        {
            db.DemandProgress.Add(DemandProgress.Nothing());
            await db.SaveChangesAsync(ct);
        }

        await db.HoldAsync<DemandProgress>([DemandProgress.Only], ct);
    }
}
