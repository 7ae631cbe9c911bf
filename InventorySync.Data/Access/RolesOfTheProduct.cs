using InventorySync.Domain.Access;

namespace InventorySync.Data.Access;

/// <summary>Writes the built-in roles as this version of the product knows them. An own role that stands in the way of a new one's name is renamed.</summary>
internal static class RolesOfTheProduct
{
    private const int Attempts = 3;

    public static async Task ApplyAsync(Func<InventoryDb> open, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = open();
            try
            {
                await ApplyAsync(db, ct);
                return;
            }
            catch (Exception failure) when (attempt < Attempts && failure is DbUpdateException or ChangedMeanwhileException)
            {
                // another node starts at the same moment and was first
                await Task.Delay(Random.Shared.Next(20, 200), ct);
            }
        }
    }

    private static async Task ApplyAsync(InventoryDb db, CancellationToken ct)
    {
        var roles = await db.Roles.ToDictionaryAsync(r => r.NormalizedName!, ct);
        foreach (var (name, permissions) in BuiltInRoles.All)
        {
            var role = roles.GetValueOrDefault(name.ToUpperInvariant());
            if (role is { BuiltIn: false })
            {
                role.Rename($"{role.Name} (own)");
                role = null;
            }

            if (role is null)
                db.Roles.Add(role = new Role(name) { BuiltIn = true });
            role.Description = BuiltInRoles.DescriptionOf(name);
            if (!permissions.SetEquals(role.Permissions))
                role.Permissions = [.. permissions.Order(StringComparer.Ordinal)];
        }

        await db.SaveChangesAsync(ct);
    }
}
