using InventorySync.Domain.Lists;
using InventorySync.Domain.Places;
using InventorySync.Web.Shared;

namespace InventorySync.Web.Places;

/// <summary>Finds locations by name, code or city.</summary>
public sealed class LocationSearch(LocationList locations, CurrentActor actor) : ISearchSource
{
    public string Title => "Locations";

    public async Task<IReadOnlyList<Finding>> FindAsync(string text, int most, CancellationToken ct)
    {
        if (!actor.May(Permissions.LocationsView))
            return [];

        var found = await locations.PageAsync(new ListRequest { Search = text, Take = most }, ct);
        return [.. found.Rows.Select(l => new Finding(l.Name, "store") { Href = $"/locations/{l.Id}", Detail = l.City.Length > 0 ? $"{l.Code} · {l.City}" : l.Code })];
    }
}
