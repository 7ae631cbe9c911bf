using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace InventorySync.Tests.Mail;

/// <summary>A real mail server on a port of its own; the user is “shop”, the password “secret”, and “nobody@…” has no mailbox.</summary>
public sealed class SmtpInbox : IAsyncLifetime
{
    private readonly ConcurrentQueue<JsonElement> _mails = [];
    private readonly TaskCompletionSource _begun = new();
    private Process _node = null!;

    public int Port { get; private set; }

    public IReadOnlyList<JsonElement> Mails => [.. _mails];

    public async Task InitializeAsync()
    {
        _node = new Process
        {
            StartInfo = new ProcessStartInfo("node", ["Mail/smtp-server.mjs"]) { WorkingDirectory = Repository.File("InventorySync.Tests"), RedirectStandardInput = true, RedirectStandardOutput = true },
            EnableRaisingEvents = true,
        };
        _node.OutputDataReceived += (_, line) => Take(line.Data);
        _node.Start();
        _node.BeginOutputReadLine();
        await _begun.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    public async Task DisposeAsync()
    {
        _node.StandardInput.Close();
        await _node.WaitForExitAsync();
        _node.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
            return;
        var said = JsonDocument.Parse(line).RootElement.Clone();
        if (said.TryGetProperty("port", out var port))
        {
            Port = port.GetInt32();
            _begun.TrySetResult();
        }
        else
        {
            _mails.Enqueue(said);
        }
    }
}
