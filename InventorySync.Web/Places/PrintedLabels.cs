using System.Globalization;
using System.Runtime.CompilerServices;
using InventorySync.Domain.Lists;
using InventorySync.Domain.Places;
using InventorySync.Integrations.Documents;

namespace InventorySync.Web.Places;

/// <summary>The labels of a location and its bins, ready to be drawn.</summary>
public sealed class PrintedLabels(BinList bins, Locations locations)
{
    public const int Most = 5_000;

    public async Task<int> CountAsync(long locationId, LabelChoice choice, CancellationToken ct = default) => choice.What switch
    {
        LabelSubject.Location => 1,
        LabelSubject.Bins => await bins.CountAsync(BinsOf(locationId, choice), ct),
        _ => (await KeysAsync(locationId, choice, ct)).Count,
    };

    /// <summary>The labels in the order of their codes, with the address of the shop that they are printed for.</summary>
    public async IAsyncEnumerable<Label> OfAsync(long locationId, LabelChoice choice, string shopAddress, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var location = await locations.FindAsync(locationId, ct);
        if (choice.What == LabelSubject.Location)
        {
            yield return new Label(location.City, location.Name, location.Code, PlaceLabels.AddressOf(shopAddress, location.PublicId));
            yield break;
        }

        var chosen = choice.What == LabelSubject.Chosen ? choice.Chosen.ToHashSet() : null;
        var printed = 0;
        await foreach (var bin in bins.AllAsync(BinsOf(locationId, choice), ct))
        {
            if (chosen?.Contains(bin.Id) == false)
                continue;
            if (printed++ == Most)
                yield break;
            yield return new Label(location.Name, bin.Code, bin.Room ?? "", PlaceLabels.AddressOf(shopAddress, bin.PublicId));
        }
    }

    private async Task<List<long>> KeysAsync(long locationId, LabelChoice choice, CancellationToken ct) =>
        [.. (await bins.KeysAsync(BinsOf(locationId, choice), ct)).Intersect(choice.Chosen)];

    // nobody sticks a label on a shelf that is taken out of use, unless he chose it himself
    private static ListRequest BinsOf(long locationId, LabelChoice choice)
    {
        ListFilter here = new("locationId", FilterOperator.Is, locationId.ToString(CultureInfo.InvariantCulture));
        return choice.What == LabelSubject.Chosen
            ? new ListRequest { Filters = [here] }
            : choice.Matching with { Filters = [here, .. choice.Matching.Filters.Any(f => f.Field == "active") ? [] : new[] { new ListFilter("active", FilterOperator.Is, "true") }, .. choice.Matching.Filters.Where(f => f.Field != "locationId")] };
    }
}
