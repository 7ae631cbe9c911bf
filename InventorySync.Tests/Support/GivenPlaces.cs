using System.Globalization;
using InventorySync.Domain.Places;

namespace InventorySync.Tests.Support;

/// <summary>Locations, rooms and bins that a test starts from.</summary>
public static class GivenPlaces
{
    private static int _codes;

    public static LocationDetails Details(string name) => new()
    {
        Name = name,
        Code = string.Create(CultureInfo.InvariantCulture, $"L{Interlocked.Increment(ref _codes)}"),
        Kind = LocationKind.Store,
        TimeZone = "Europe/Berlin",
    };

    public static Location Location(string name) => Domain.Places.Location.Create(Details(name));

    public static Task<long> GivenLocationAsync(this TestShop shop, string name) => shop.Get<Locations>().CreateAsync(Details(name));

    public static Task<long> GivenRoomAsync(this TestShop shop, long locationId, string name) =>
        shop.Get<Rooms>().CreateAsync(locationId, new RoomDetails { Name = name });

    public static Task<long> GivenBinAsync(this TestShop shop, long locationId, string code, long? roomId = null) =>
        shop.Get<Bins>().CreateAsync(locationId, new BinDetails { Code = code, RoomId = roomId });
}
