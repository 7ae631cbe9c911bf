using InventorySync.Data;
using InventorySync.Data.Operation;
using InventorySync.Domain.Operation;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace InventorySync.Web.Operation;

/// <summary>What keeps the house safe and lets those who run it see in.</summary>
public static class OperationSetup
{
    private const int MaxRequestBody = 8 * 1024 * 1024;

    public static IServiceCollection AddOperation(this IServiceCollection services)
    {
        services.AddProtectionKeys();
        services.AddRateLimits();
        services.AddOptions<TelemetrySettings>().BindConfiguration(TelemetrySettings.Section);
        services.AddHostedService<TelemetryExport>();
        services.AddScoped<CircuitHandler, CircuitTrace>();
        services.AddSingleton<ShopHealth>();
        services.AddDataHealth();
        services.AddScoped<IHealthQuestion, JobsHealth>();
        services.AddScoped<PageNonce>();
        services.AddOptions<ProxySettings>().BindConfiguration(ProxySettings.Section);
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxySettings>>((options, proxies) => proxies.Value.ApplyTo(options));
        services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = HostCookies.Names + "Antiforgery";
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.SameSite = SameSiteMode.Lax;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        return services;
    }

    /// <summary>What has to be known before the services are built.</summary>
    public static void Prepare(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new DataFolder(DataFolder.Of(builder.Configuration)));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBody;
        });
        builder.Logging.ClearProviders();
        builder.Services.AddOptions<LogSettings>().BindConfiguration(LogSettings.Section).ValidateDataAnnotations();
        builder.Services.AddSingleton<ILoggerProvider, ShopLogs>();
        ProtectionKeys.UseCertificate(builder.Services, builder.Configuration);
    }

    /// <summary>The doors that every request passes, outermost first.</summary>
    public static void UseOperation(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<HostFilter>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<HostCookies>();
        app.UseHsts();
        if ((app.Configuration["Urls"] ?? "").Contains("https://", StringComparison.OrdinalIgnoreCase))
            app.UseHttpsRedirection();
    }
}
