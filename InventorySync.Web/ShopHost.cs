using InventorySync.Data;
using InventorySync.Data.Demo;
using InventorySync.Domain.Audit;
using InventorySync.Data.Outbox;
using InventorySync.Domain.Places;
using InventorySync.Domain.Settings;
using InventorySync.Web.Api;
using InventorySync.Web.Operation;
using InventorySync.Web.Places;
using InventorySync.Web.Shared;

namespace InventorySync.Web;

/// <summary>Puts the shop together: the table of contents of the whole product.</summary>
public static class ShopHost
{
    public static async Task<WebApplication> BuildAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        // from the build output too, not only when published
        builder.WebHost.UseStaticWebAssets();
        var database = await ShopDatabase.FindAsync(builder.Configuration);
        builder.Services.AddSingleton(database);
        OperationSetup.Prepare(builder);
        AddShop(builder.Services, database);

        var app = builder.Build();
        await PrepareAsync(app, database);
        UseShop(app);
        return app;
    }

    /// <summary>Everything the product consists of, by capability.</summary>
    public static void AddShop(IServiceCollection services, ShopDatabase database)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddInventoryData(database.Provider, database.ConnectionString);
        services.AddAudit();
        services.AddShopSettings();
        services.AddOperation();
        services.AddOutbox();
        services.AddPlaces();
        services.AddApi();
        services.AddScreens();
    }

    private static async Task PrepareAsync(WebApplication app, ShopDatabase database)
    {
        await app.Services.GetRequiredService<InventoryDatabase>().MigrateAsync();
        ProtectionKeys.Check(app.Services);
        if (app.Configuration.GetValue<bool>("Demo") && !await DemoShop.FillAsync(services => AddShop(services, database), TimeProvider.System))
            app.Logger.LogWarning("This database holds a shop of its own, so no demo data was added.");
    }

    /// <summary>What a request passes on its way, and what it may ask for.</summary>
    public static void UseShop(WebApplication app)
    {
        app.UseOperation();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseRateLimiter();
        app.UseApiAnswers();
        app.UseAuthentication();
        app.UseApiLimits();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseApiCalls();
        app.MapStaticAssets();
        app.MapPlacesApi();
        // the security headers say who may frame a page: nobody
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(circuits => circuits.ContentSecurityFrameAncestorsPolicy = null);
    }
}
