using System.Xml.Linq;
using InventorySync.Domain.Access;
using InventorySync.Domain.Operation;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace InventorySync.Data.Operation;

/// <summary>Keeps the keys that protect cookies and stored secrets in the database, so that every node reads the same.</summary>
public sealed class DatabaseKeyRepository(InventoryDatabase database, TimeProvider clock) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = database.Open(Actor.System("Keys"));
        return [.. db.ProtectionKeys.AsNoTracking().OrderBy(k => k.Id).Select(k => k.Content).AsEnumerable().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = database.Open(Actor.System("Keys"));
        db.ProtectionKeys.Add(new ProtectionKey { Name = friendlyName, Content = element.ToString(SaveOptions.DisableFormatting), CreatedAt = clock.GetUtcNow() });
        db.SaveChanges();
    }

    /// <summary>For when the file that opens them is lost for good: everybody signs in again, and secrets of other systems are entered again.</summary>
    public async Task<int> ForgetAllAsync(CancellationToken ct)
    {
        await using var db = database.Open(Actor.System("Keys"));
        return await db.ProtectionKeys.ExecuteDeleteAsync(ct);
    }
}
