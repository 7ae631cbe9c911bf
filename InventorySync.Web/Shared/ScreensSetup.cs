using Radzen;

namespace InventorySync.Web.Shared;

public static class ScreensSetup
{
    /// <summary>What every page stands on: components, texts, dialogs, lists.</summary>
    public static IServiceCollection AddScreens(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        services.AddHttpContextAccessor();
        services.AddScoped<Confirm>();
        services.AddScoped<Dev.SampleList>();
        return services;
    }
}
