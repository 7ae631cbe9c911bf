using InventorySync.Domain.Access;

namespace InventorySync.Tests.Support;

internal static class GivenSomebody
{
    private static int _count;

    /// <summary>Somebody who works here, with nothing of their own yet.</summary>
    public static async Task<Person> GivenSomebodyAsync(this TestShop shop)
    {
        var number = Interlocked.Increment(ref _count);
        await using var db = shop.Db();
        var person = new Person { DisplayName = $"Person {number}", UserName = $"person{number}@shop.test", Email = $"person{number}@shop.test" };
        db.People.Add(person);
        await db.SaveChangesAsync();
        return person;
    }
}
