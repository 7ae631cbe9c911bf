using Bunit;
using InventorySync.Domain.Access;
using InventorySync.Domain.Settings;
using InventorySync.Web.Languages;
using InventorySync.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace InventorySync.Tests.Support;

/// <summary>Renders components as on a page of the shop, without browser and database: dollars, UTC, English of the United States.</summary>
public abstract class ScreenTest : BunitContext
{
    // a busy machine is no failure
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    static ScreenTest() => DefaultWaitTimeout = Patience;

    protected ScreenTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLogging();
        Services.AddTexts();
        Services.AddRadzenComponents();
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddScoped<CurrentActor>();
        Services.AddScoped<Confirm>();
        Services.AddScoped<Toasts>();
        Services.AddScoped<Undo>();
        RenderTree.Add<CascadingValue<Screen>>(p => p.Add(c => c.Value, Screen));
    }

    protected ManualClock Clock { get; } = new();

    protected Screen Screen { get; set; } = new(new ShopProfile(), new Choices());

    protected Toasts Toasts => Services.GetRequiredService<Toasts>();
}
