using InventorySync.Domain.Lists;
using InventorySync.Web.Languages;
using InventorySync.Web.Places;
using Radzen;

namespace InventorySync.Web.Shared;

public static class ScreensSetup
{
    /// <summary>What every page stands on: components, texts, dialogs, lists.</summary>
    public static IServiceCollection AddScreens(this IServiceCollection services)
    {
        services.AddTexts();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        services.AddHttpContextAccessor();
        services.AddScoped<Screens>();
        services.AddScoped<ListViews>();
        services.AddScoped<OwnChoices>();
        services.AddScoped<Confirm>();
        services.AddScoped<Toasts>();
        services.AddScoped<Undo>();
        services.AddSingleton<HandoffShelf>();
        services.AddScoped<Handoff>();
        services.AddScoped<Searching>();
        services.AddScoped<ISearchSource, PageSearch>();
        services.AddScoped<ISearchSource, LocationSearch>();
        services.AddScoped<Dev.SampleList>();
        return services;
    }
}
