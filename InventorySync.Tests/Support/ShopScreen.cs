using System.Globalization;
using Bunit;
using InventorySync.Domain.Access;
using InventorySync.Domain.Settings;
using InventorySync.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace InventorySync.Tests.Support;

/// <summary>Components as a person of the shop has them on the screen: with the shop's real services behind them, in English.</summary>
public sealed class ShopScreen : BunitContext
{
    private readonly AsyncServiceScope _person;

    static ShopScreen() => DefaultWaitTimeout = ScreenTest.Patience;

    public ShopScreen(TestShop shop, Actor? person = null)
    {
        _person = shop.As(person ?? new Actor(ActorKind.Person, "Olivia Owner") { Permissions = BuiltInRoles.All[BuiltInRoles.Owner] });
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-US");
        JSInterop.Mode = JSRuntimeMode.Loose;
        // those that speak with the browser are bUnit's; everything else is the shop's
        Services.AddRadzenComponents();
        Services.AddScoped<Confirm>();
        Services.AddFallbackServiceProvider(_person.ServiceProvider);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        RenderTree.Add<CascadingValue<Screen>>(value => value.Add(v => v.Value, new Screen(new ShopProfile { Country = "DE", TimeZone = "Europe/Berlin" }, new Choices())));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _person.DisposeAsync();
    }
}
