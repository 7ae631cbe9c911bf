using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace InventorySync.Tests.Support;

/// <summary>The built app as a process of its own on a database that others share; a test may kill it. The tests' assembly adds work to it at its start.</summary>
public sealed class WebNode : IDisposable
{
    private readonly Process _process;

    private WebNode(string connectionString, string dataFolder, int port, string[] settings)
    {
        var folder = AppContext.BaseDirectory;
        Address = new Uri($"http://127.0.0.1:{port}");
        string[] command =
        [
            "exec", "--depsfile", Path.Combine(folder, "InventorySync.Tests.deps.json"), "--runtimeconfig", Path.Combine(folder, "InventorySync.Tests.runtimeconfig.json"),
            Path.Combine(folder, "InventorySync.Web.dll"),
        ];
        var start = new ProcessStartInfo("dotnet", command) { WorkingDirectory = dataFolder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = typeof(WebNode).Assembly.GetName().Name;
        start.Environment["Urls"] = Address.ToString();
        start.Environment["DataFolder"] = dataFolder;
        start.Environment["Database__Provider"] = TestServer.Provider == Data.DatabaseProvider.SqlServer ? "SqlServer" : "PostgreSql";
        start.Environment["Database__ConnectionString"] = connectionString;
        start.Environment["Demo"] = "false";
        foreach (var setting in settings)
            start.Environment[setting.Split('=')[0].Replace(":", "__", StringComparison.Ordinal)] = setting.Split('=')[1];
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>What it calls itself in the database.</summary>
    public string Name => $"{Environment.MachineName}-{_process.Id}";

    private string Output { get; set; } = "";

    /// <summary>Starts the app and waits until it answers. The data folder holds the key that all nodes of a shop share.</summary>
    public static async Task<WebNode> StartAsync(string connectionString, string dataFolder, params string[] settings)
    {
        var node = new WebNode(connectionString, dataFolder, FreePort(), settings);
        using var http = new HttpClient { BaseAddress = node.Address };
        await Eventually.TrueAsync(() => node.AnswersAsync(http), $"{node.Address} answers", seconds: 90);
        return node;
    }

    /// <summary>As by kill -9: nothing is finished, given back or said good-bye to.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit(TimeSpan.FromSeconds(10));
        _process.Dispose();
    }

    private async Task<bool> AnswersAsync(HttpClient http)
    {
        Assert.False(_process.HasExited, $"The app ended at its start:\n{Output}");
        try
        {
            using var answer = await http.GetAsync("/health/live");
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Note(string? line)
    {
        if (line is not null && Output.Length < 20_000)
            Output += line + "\n";
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
