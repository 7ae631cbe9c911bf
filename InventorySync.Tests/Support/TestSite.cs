using InventorySync.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace InventorySync.Tests.Support;

/// <summary>The whole product on a port of its own, as Program starts it: one node of a shop.</summary>
public sealed class TestSite : IAsyncDisposable
{
    private readonly DirectoryInfo? _ownFolder;

    private TestSite(WebApplication app, DirectoryInfo? ownFolder)
    {
        App = app;
        _ownFolder = ownFolder;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public WebApplication App { get; }

    public Uri Address { get; }

    public string DataFolder => App.Services.GetRequiredService<Data.DataFolder>().Root;

    /// <summary>Starts a node. Further settings are given as "Section:Key=value".</summary>
    public static async Task<TestSite> StartAsync(string connectionString, string? dataFolder = null, params string[] settings)
    {
        var ownFolder = dataFolder is null ? RunFolder.New("site") : null;
        var app = await ShopHost.BuildAsync(
        [
            "--applicationName=InventorySync.Web",
            $"--contentRoot={AppContext.BaseDirectory}",
            "--Urls=http://127.0.0.1:0",
            $"--Database:Provider={(TestServer.Provider == Data.DatabaseProvider.SqlServer ? "SqlServer" : "PostgreSql")}",
            $"--Database:ConnectionString={connectionString}",
            $"--DataFolder={dataFolder ?? ownFolder!.FullName}",
            "--Logging:LogLevel:Default=Warning",
            .. settings.Select(s => $"--{s}"),
        ]);
        await app.StartAsync();
        return new TestSite(app, ownFolder);
    }

    /// <summary>A browser without pictures: it keeps cookies and follows no redirect by itself.</summary>
    public HttpClient Client(bool cookies = true) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = cookies }) { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        _ownFolder?.Delete(recursive: true);
    }
}
