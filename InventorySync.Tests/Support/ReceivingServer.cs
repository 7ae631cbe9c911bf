using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace InventorySync.Tests.Support;

/// <summary>What another system received.</summary>
public sealed record ReceivedCall(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>Another system: a real server on loopback, which keeps what it gets and answers as the test says.</summary>
public sealed class ReceivingServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ReceivingServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public ConcurrentQueue<ReceivedCall> Calls { get; } = [];

    /// <summary>How it answers; by default with 200.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public static async Task<ReceivingServer> StartAsync(IPAddress? address = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(address ?? IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new ReceivingServer(app);
        app.Run(server.ReceiveAsync);
        await app.StartAsync();
        return server;
    }

    public void AnswerWith(int status, string body = "") => Answer = async http =>
    {
        http.Response.StatusCode = status;
        await http.Response.WriteAsync(body);
    };

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task ReceiveAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        Calls.Enqueue(new ReceivedCall(http.Request.Method, http.Request.Path, http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body));
        await Answer(http);
    }
}
