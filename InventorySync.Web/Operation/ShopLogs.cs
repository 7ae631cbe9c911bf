using System.Collections.Concurrent;
using System.Threading.Channels;
using InventorySync.Data;
using Microsoft.Extensions.Options;

namespace InventorySync.Web.Operation;

/// <summary>Takes every log line, without its secrets, to the console and into the files. Whoever logs never waits for a disk.</summary>
[ProviderAlias("Shop")]
internal sealed class ShopLogs : ILoggerProvider, ISupportExternalScope
{
    private const int MostWaiting = 10_000;

    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, ShopLogger> _loggers = new();
    private readonly Channel<LogLine> _lines = Channel.CreateBounded<LogLine>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly TimeProvider _clock;
    private readonly LogSettings _settings;
    private readonly LogFiles? _files;
    private readonly Task _writing;

    public ShopLogs(IOptions<LogSettings> settings, DataFolder folder, TimeProvider clock)
    {
        _clock = clock;
        _settings = settings.Value;
        _files = _settings.Files ? new LogFiles(folder, _settings, clock) : null;
        _writing = Task.Run(WriteAllAsync);
    }

    internal IExternalScopeProvider? Scopes { get; private set; }

    public ILogger CreateLogger(string categoryName) => _loggers.GetOrAdd(categoryName, name => new ShopLogger(name, this));

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => Scopes = scopeProvider;

    public void Dispose()
    {
        // what was said before the end is written before the end
        _lines.Writer.TryComplete();
        _writing.WaitAsync(LastWords).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        _files?.Dispose();
    }

    internal void Take(LogLevel level, string category, string message, Exception? failure, string? trace, IReadOnlyList<KeyValuePair<string, string>> values) =>
        _lines.Writer.TryWrite(new LogLine(_clock.GetUtcNow(), level, category, message, failure is null ? null : Secrets.Hide(failure.ToString()), trace, values));

    private async Task WriteAllAsync()
    {
        await foreach (var line in _lines.Reader.ReadAllAsync())
        {
            WriteToConsole(line);
            _files?.Write(line);
            if (_lines.Reader.Count == 0)
                _files?.Flush();
        }
    }

    private void WriteToConsole(LogLine line)
    {
        if (_settings.Console != ConsoleLook.Off)
            Console.Out.WriteLine(_settings.Console == ConsoleLook.Json ? line.Json() : line.Text());
    }
}
