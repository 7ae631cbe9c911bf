using System.Runtime.CompilerServices;
using InventorySync.Domain.Importing;
using InventorySync.Domain.Settings;

namespace InventorySync.Integrations.Documents;

/// <summary>Reads what people bring within the limits that the shop has set.</summary>
public sealed class SheetFiles(ShopSettings settings) : ISheetFiles
{
    public async Task<SheetLook> LookAsync(Stream content, string name, SheetReading? chosen, CancellationToken ct = default) =>
        await new SheetReader(await settings.GetAsync<SheetSettings>()).LookAsync(content, chosen, ct);

    public async IAsyncEnumerable<SheetRow> ReadAsync(Stream content, SheetReading reading, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await foreach (var row in new SheetReader(await settings.GetAsync<SheetSettings>()).ReadAsync(content, reading, ct))
            yield return row;
    }
}
