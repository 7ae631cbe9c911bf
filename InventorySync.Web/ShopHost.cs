using InventorySync.Data;
using InventorySync.Data.Demo;
using InventorySync.Data.Files;
using InventorySync.Data.Outbox;
using InventorySync.Domain.Access;
using InventorySync.Domain.Alerts;
using InventorySync.Domain.Assistant;
using InventorySync.Domain.Audit;
using InventorySync.Domain.Catalog;
using InventorySync.Domain.Channels;
using InventorySync.Domain.Importing;
using InventorySync.Domain.Places;
using InventorySync.Domain.Planning;
using InventorySync.Domain.Mail;
using InventorySync.Domain.Purchasing;
using InventorySync.Domain.Sales;
using InventorySync.Domain.Settings;
using InventorySync.Domain.Stock;
using InventorySync.Integrations.Assistant;
using InventorySync.Integrations.Documents;
using InventorySync.Integrations.Mail;
using InventorySync.Web.Access;
using InventorySync.Web.Api;
using InventorySync.Web.Audit;
using InventorySync.Web.Catalog;
using InventorySync.Web.Channels;
using InventorySync.Web.Commands;
using InventorySync.Web.DemoChannel;
using InventorySync.Web.Documents;
using InventorySync.Web.Files;
using InventorySync.Web.Importing;
using InventorySync.Web.Jobs;
using InventorySync.Web.Moving;
using InventorySync.Web.Operation;
using InventorySync.Web.Places;
using InventorySync.Web.Planning;
using InventorySync.Web.Purchasing;
using InventorySync.Web.Sales;
using InventorySync.Web.Settings;
using InventorySync.Web.Shared;
using InventorySync.Web.Stock;
using InventorySync.Web.Webhooks;

namespace InventorySync.Web;

/// <summary>Puts the shop together: the table of contents of the whole product.</summary>
public static class ShopHost
{
    public static async Task<WebApplication> BuildAsync(string[] args)
    {
        var app = await ComposeAsync(args, servesPages: true);
        try
        {
            await PrepareAsync(app);
            UseShop(app);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Everything put together and nothing done yet: what the commands work with.</summary>
    public static async Task<WebApplication> ComposeAsync(string[] args, bool servesPages = false)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = HomeFolder() });
        KnownSettings.RefuseMistakes(builder.Configuration);
        if (servesPages)
        {
            WebPorts.RefuseOccupied(builder.Configuration);
            builder.WebHost.UseStaticWebAssets(); // from the build output too, not only when published
        }
        var database = await ShopDatabase.FindAsync(builder.Configuration);
        try
        {
            builder.Services.AddSingleton(_ => database);
            OperationSetup.Prepare(builder);
            AddShop(builder.Services, database);
            var app = builder.Build();
            app.Services.GetRequiredService<ShopDatabase>().TellTo(app.Logger); // asked for first, so it goes last: whoever stops still needs it
            return app;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    // Started from anywhere, the app finds its settings and pages beside itself; started in a folder with settings, it takes those.
    private static string HomeFolder() => File.Exists("appsettings.json") ? Directory.GetCurrentDirectory() : AppContext.BaseDirectory;

    /// <summary>Everything the product consists of, by capability.</summary>
    public static void AddShop(IServiceCollection services, ShopDatabase database)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(Random.Shared);
        services.AddInventoryData(database.Provider, database.ConnectionString);
        services.AddAudit();
        services.AddAuditPages();
        services.AddShopSettings();
        services.AddSettingsPages();
        services.AddDiskFiles();
        services.AddOperation();
        services.AddOutbox();
        services.AddJobs(database.Provider);
        services.AddAccess();
        services.AddPlaces();
        services.AddCatalog();
        services.AddStock();
        services.AddChannels();
        services.AddImporting();
        services.AddChannelScreens();
        services.AddSales();
        services.AddPlanning();
        services.AddPurchasing();
        services.AddOutgoingMail();
        services.AddLanguageModel();
        services.AddApi();
        services.AddAlerts();
        services.AddOutgoingWebhooks();
        services.AddSheetFiles();
        services.AddMailboxes();
        services.AddSmtpMails();
        services.AddChatModel();
        services.AddMoving();
        services.AddScreens();
        services.AddSignIn();
        services.AddPlacesScreens();
        services.AddCatalogScreens();
        services.AddSalesScreens();
        services.AddPurchasingScreens();
    }

    private static async Task PrepareAsync(WebApplication app)
    {
        var database = app.Services.GetRequiredService<InventoryDatabase>();
        var mayMigrate = DatabaseSettings.Read(app.Configuration).MigrateAtStart;
        await database.RefuseUnusableAsync(mayMigrate ? DatabaseUse.BringUpToDate : DatabaseUse.AsItIs);
        if (mayMigrate)
            await database.MigrateAsync();
        ProtectionKeys.Check(app.Services);
        if (app.Configuration.GetValue<bool>("Demo"))
            await FillDemoAsync(app);
        await app.Services.GetRequiredService<DemoState>().ReadAsync();
    }

    private static async Task FillDemoAsync(WebApplication app)
    {
        if (!await DemoShop.FillAsync(services => AddSameShop(services, app), TimeProvider.System))
            app.Logger.LogWarning("This database holds a shop of its own, so no demo data was added.");
    }

    // with the same keys and folders, so that what the demo stores is read by the shop that opens afterwards
    private static void AddSameShop(IServiceCollection services, WebApplication app)
    {
        services.AddSingleton<IConfiguration>(app.Configuration);
        services.AddSingleton(app.Services.GetRequiredService<DataFolder>());
        ProtectionKeys.UseCertificate(services, app.Configuration);
        AddShop(services, app.Services.GetRequiredService<ShopDatabase>());
    }

    /// <summary>What a request passes on its way, and what it may ask for.</summary>
    public static void UseShop(WebApplication app)
    {
        app.UseOperation();
        app.UseStatusPages();
        app.UseApiAnswers();
        app.UseSignIn();
        app.UseRateLimiter();
        app.UseApiLimits();
        app.UseAuthorization();
        app.UseMiddleware<ScreenCulture>();
        app.UseAntiforgery();
        app.UseApiCalls();
        app.MapStaticAssets().AllowAnonymous();
        app.MapApiDocument();
        app.MapPlacesApi();
        app.MapCatalogApi();
        app.MapStockApi();
        app.MapStockFiles();
        app.MapImportsApi();
        app.MapImportFiles();
        app.MapSalesApi();
        app.MapPlanningApi();
        app.MapOrderDocuments();
        app.MapPurchasingApi();
        app.MapPurchaseDocuments();
        app.MapDemoChannel();
        app.MapChannelHooks();
        app.MapFiles();
        app.MapPasskeys();
        app.MapHealth();
        app.MapListExport();
        app.MapBackups();
        // the security headers say who may frame a page: nobody
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(circuits => circuits.ContentSecurityFrameAncestorsPolicy = null).WithGuardedCircuit();
    }
}
