using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace InventorySync.Benchmarks;

/// <summary>The real app as a process of its own.</summary>
public sealed class AppProcess : IDisposable
{
    private readonly Process _process;
    private readonly Stopwatch _sinceStart = Stopwatch.StartNew();

    private AppProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static AppProcess Start(string dataFolder, params string[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "InventorySync.Web.dll"),
            "--urls", address.ToString(), "--DataFolder", dataFolder, "--Logging:LogLevel:Default", "Warning", .. settings,
        ];
        // Its words go to our own error stream: the last line of the output belongs to the figures.
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true })!;
        process.OutputDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        return new AppProcess(process, address);
    }

    /// <summary>Asks for a page until it is answered whole, and says how long that took since the start of the process.</summary>
    public async Task<(TimeSpan Elapsed, string Page)> FirstPageAsync(string path, TimeSpan patience, CancellationToken ct)
    {
        using var browser = new HttpClient { BaseAddress = Address, Timeout = patience };
        while (true)
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"The app ended with exit code {_process.ExitCode}.");
            try
            {
                using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative), ct);
                answer.EnsureSuccessStatusCode();
                return (_sinceStart.Elapsed, await answer.Content.ReadAsStringAsync(ct));
            }
            catch (HttpRequestException e) when (e.InnerException is SocketException && _sinceStart.Elapsed < patience)
            {
                await Task.Delay(20, ct);
            }
        }
    }

    public double PeakMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / 1024.0 / 1024;
        }
    }

    public double CpuSeconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>Ends it as a service manager would, and answers how long that took.</summary>
    public async Task<TimeSpan> StopAsync(CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        if (OperatingSystem.IsWindows())
        {
            _process.Kill();
        }
        else
        {
            using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync(ct);
        }
        await _process.WaitForExitAsync(ct);
        return watch.Elapsed;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
