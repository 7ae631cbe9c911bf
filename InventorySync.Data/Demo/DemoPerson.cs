using InventorySync.Domain.Access;

namespace InventorySync.Data.Demo;

/// <summary>The people of the demo shop, one for each role.</summary>
public sealed record DemoPerson(string Name, string Role)
{
    /// <summary>Everybody's in the demo shop, and told to everybody who starts it.</summary>
    public const string Password = "teal-otter-brews-coffee";

    public static readonly DemoPerson Owner = new("Olivia Brandt", BuiltInRoles.Owner);
    public static readonly DemoPerson Manager = new("Mateo Fischer", BuiltInRoles.Manager);
    public static readonly DemoPerson Warehouse = new("Wanjiru Kamau", BuiltInRoles.Warehouse);
    public static readonly DemoPerson Marketing = new("Marie Dubois", BuiltInRoles.Marketing);
    public static readonly DemoPerson Support = new("Sofia Martínez", BuiltInRoles.Support);
    public static readonly DemoPerson Viewer = new("Viktor Lang", BuiltInRoles.Viewer);

    public static IReadOnlyList<DemoPerson> All { get; } = [Owner, Manager, Warehouse, Marketing, Support, Viewer];

    public string Email => $"{Role.ToLowerInvariant()}@demo.example";

    internal Actor Acting(long? personId) =>
        new(ActorKind.Person, Name) { PersonId = personId, Permissions = BuiltInRoles.All[Role], Address = "127.0.0.1" };
}
