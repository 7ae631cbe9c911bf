using InventorySync.Domain;
using InventorySync.Domain.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Access;

/// <summary>People who are here already, without the way they came.</summary>
internal static class GivenPeople
{
    public const string Password = "wooden spoon left behind";

    public static readonly Device Laptop = new("10.0.0.9", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0");

    private static readonly PasswordHasher<Person> Hasher = new();

    public static async Task<Person> GivenPersonAsync(this TestShop shop, string name, params string[] roles)
    {
        await using var db = shop.Db();
        return await AddAsync(db, name, roles);
    }

    public static async Task<Person> AddAsync(InventoryDb db, string name, params string[] roles)
    {
        var person = new Person(name, $"{name.Replace(' ', '.')}@shop.test".ToLowerInvariant(), DateTimeOffset.UnixEpoch);
        person.PasswordHash = Hasher.HashPassword(person, Password);
        db.People.Add(person);
        foreach (var role in await db.Roles.Where(r => roles.Contains(r.Name)).ToListAsync())
            db.UserRoles.Add(new IdentityUserRole<long> { UserId = person.Id, RoleId = role.Id });
        await db.SaveChangesAsync();
        return person;
    }

    public static async Task<string> GivenSignedInAsync(this TestShop shop, Person person)
    {
        await using var scope = shop.As(Actor.Visitor);
        var outcome = await scope.ServiceProvider.GetRequiredService<SigningIn>().WithPasswordAsync(person.Email!, Password, Laptop);
        return Assert.IsType<SignInOutcome.Done>(outcome).SessionKey;
    }

    /// <summary>A scope in which this person acts at a browser of its own, as requests and screens do.</summary>
    public static async Task<AsyncServiceScope> AtBrowserAsync(this TestShop shop, Person person) => await shop.AtBrowserAsync(await shop.GivenSignedInAsync(person));

    public static async Task<AsyncServiceScope> AtBrowserAsync(this TestShop shop, string sessionKey)
    {
        var who = Assert.IsType<SignedIn>(await shop.SeenAsync(sessionKey));
        var scope = shop.As(who.AsActor());
        scope.ServiceProvider.GetRequiredService<CurrentSession>().SignedIn = who;
        return scope;
    }

    /// <summary>Who holds this key now, or null when the session is over.</summary>
    public static Task<SignedIn?> SeenAsync(this TestShop shop, string sessionKey) => shop.Services.GetRequiredService<SignedInPeople>().FindAsync(sessionKey);

    public static TService Get<TService>(this AsyncServiceScope scope)
        where TService : notnull =>
        scope.ServiceProvider.GetRequiredService<TService>();

    public static async Task<long> RoleIdAsync(this TestShop shop, string name)
    {
        await using var db = shop.Db();
        return await db.Roles.Where(r => r.Name == name).Select(r => r.Id).SingleAsync();
    }

    public static async Task<SignInOutcome> SignInAsync(this TestShop shop, string email, string password = Password)
    {
        await using var scope = shop.As(Actor.Visitor);
        return await scope.Get<SigningIn>().WithPasswordAsync(email, password, Laptop);
    }
}
