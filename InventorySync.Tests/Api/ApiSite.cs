using System.Net.Http.Headers;
using System.Text.Json;
using InventorySync.Data;
using InventorySync.Domain.Access;
using InventorySync.Domain.Api;
using InventorySync.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace InventorySync.Tests.Api;

/// <summary>The product on Kestrel over a test shop, with endpoints of the test's own beside its real ones, and keys to call them with.</summary>
public sealed class ApiSite(TestShop shop) : IAsyncDisposable
{
    private WebApplication? _app;

    public Uri Address { get; private set; } = null!;

    public static async Task<ApiSite> StartAsync(TestShop shop, Action<IEndpointRouteBuilder>? endpoints = null, params (string Setting, string Value)[] settings)
    {
        var site = new ApiSite(shop);
        await site.StartAsync(endpoints, settings);
        return site;
    }

    /// <summary>A caller with a key of these scopes; all of them where none are named.</summary>
    public async Task<HttpClient> CallerAsync(params string[] scopes) => Caller((await KeyAsync(scopes)).Secret);

    public HttpClient Caller(string? secret)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
        if (secret is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    public Task<IssuedApiKey> KeyAsync(params string[] scopes) =>
        shop.Get<ApiKeys>().CreateAsync(new NewApiKey { Name = "Till", Scopes = scopes.Length > 0 ? scopes : [.. Permissions.All.Select(p => p.Name)] });

    public async ValueTask DisposeAsync()
    {
        if (_app is null)
            return;
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task StartAsync(Action<IEndpointRouteBuilder>? endpoints, (string Setting, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "InventorySync.Web", ContentRootPath = AppContext.BaseDirectory, EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Setting, (string?)s.Value)));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Services.AddSingleton(shop.Services.GetRequiredService<DataFolder>());
        ShopHost.AddShop(builder.Services, ShopDatabase.At(TestServer.Provider, shop.ConnectionString));
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(shop.Clock));
        _app = builder.Build();
        ShopHost.UseShop(_app);
        endpoints?.Invoke(_app);
        await _app.StartAsync();
        Address = new Uri(_app.Urls.First());
    }
}

/// <summary>A shop with its site and the probes, for a class of tests.</summary>
public sealed class ApiShop : IAsyncLifetime
{
    public TestShop Shop { get; } = new();

    public ApiSite Site { get; private set; } = null!;

    /// <summary>Calls with a key that may do everything.</summary>
    public HttpClient Caller { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Shop.InitializeAsync();
        Site = await ApiSite.StartAsync(Shop, Probes.Map, ("Api:Burst", "100000"), ("Api:AnonymousBurst", "100000"));
        Caller = await Site.CallerAsync();
    }

    public async Task DisposeAsync()
    {
        Caller.Dispose();
        await Site.DisposeAsync();
        await Shop.DisposeAsync();
    }
}

internal static class ApiAnswerReading
{
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer) => JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());

    public static string Header(this HttpResponseMessage answer, string name) => string.Join(",", answer.Headers.TryGetValues(name, out var values) ? values : []);
}
