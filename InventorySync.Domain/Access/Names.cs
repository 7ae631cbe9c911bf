namespace InventorySync.Domain.Access;

/// <summary>What the audit calls roles and locations.</summary>
internal static class Names
{
    public static Task<List<string>> NamesOfRolesAsync(this InventoryDb db, IEnumerable<long> roleIds, CancellationToken ct)
    {
        var ids = roleIds.ToList();
        return db.Roles.Where(r => ids.Contains(r.Id)).OrderBy(r => r.Name).Select(r => r.Name!).ToListAsync(ct);
    }

    public static Task<List<string>> NamesOfLocationsAsync(this InventoryDb db, IEnumerable<long> locationIds, CancellationToken ct)
    {
        var ids = locationIds.ToList();
        return db.Locations.IgnoreQueryFilters().Where(l => ids.Contains(l.Id)).OrderBy(l => l.Name).Select(l => l.Name).ToListAsync(ct);
    }
}
