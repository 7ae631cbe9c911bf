using InventorySync.Domain.Access;
using InventorySync.Domain.Settings;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Data.Demo;

/// <summary>The owner who opens the shop and names it, and somebody for every role.</summary>
internal sealed class DemoPeople : IDemoShare
{
    public int Order => 10;

    public IEnumerable<DemoStep> Steps(DemoCalendar calendar)
    {
        yield return new DemoStep("people: the owner", calendar.DaysAgo(761, 9), DemoPerson.Owner, FoundAsync);
        yield return new DemoStep("people: the shop's name", calendar.DaysAgo(761, 9, 20), DemoPerson.Owner, NameTheShopAsync);
        yield return Hired(DemoPerson.Warehouse, calendar.DaysAgo(710));
        yield return Hired(DemoPerson.Manager, calendar.DaysAgo(420));
        yield return Hired(DemoPerson.Support, calendar.DaysAgo(330));
        yield return Hired(DemoPerson.Marketing, calendar.DaysAgo(205));
        yield return Hired(DemoPerson.Viewer, calendar.DaysAgo(90));
    }

    private static DemoStep Hired(DemoPerson person, DateTimeOffset at) =>
        new($"people: {person.Role}", at, DemoPerson.Owner, (services, ct) => AddAsync(services, person, at, ct));

    private static async Task FoundAsync(IServiceProvider services, CancellationToken ct)
    {
        var owners = services.GetRequiredService<Owners>();
        if (!await owners.ExistAsync(ct))
            await owners.CreateAsync(new NewOwner { Name = DemoPerson.Owner.Name, Email = DemoPerson.Owner.Email, Password = DemoPerson.Password }, ct);
    }

    private static async Task NameTheShopAsync(IServiceProvider services, CancellationToken ct)
    {
        var settings = services.GetRequiredService<ShopSettings>();
        var (profile, version) = await settings.ReadAsync<ShopProfile>(ct);
        await settings.SaveAsync(profile with
        {
            Name = "Kornblume Home & Kitchen",
            Address = "Kastanienallee 44\n10119 Berlin",
            Country = "DE",
            Currency = "EUR",
            TimeZone = "Europe/Berlin",
        }, version, ct);
    }

    private static async Task AddAsync(IServiceProvider services, DemoPerson hired, DateTimeOffset at, CancellationToken ct)
    {
        await services.GetRequiredService<IDbContextFactory<InventoryDb>>().ChangeAsync(async db =>
        {
            if (await db.People.AnyAsync(p => p.NormalizedEmail == Emails.Normalized(hired.Email), ct))
                return;

            var person = new Person(hired.Name, hired.Email, at);
            services.GetRequiredService<Passwords>().Give(person, DemoPerson.Password, nameof(NewOwner.Password));
            await db.People.AddAsync(person, ct);
            var role = await db.Roles.SingleAsync(r => r.Name == hired.Role, ct);
            db.UserRoles.Add(new IdentityUserRole<long> { UserId = person.Id, RoleId = role.Id });
        }, ct);
    }
}
